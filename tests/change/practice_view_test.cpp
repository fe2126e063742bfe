#include "change/practice_view.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using namespace std::chrono;

namespace {

constexpr sys_days k_today = year(2026) / November / 25;  // a Wednesday

SurfaceAnchor on(const char* structure) {
    SurfaceAnchor anchor;
    anchor.structure = StructureId(structure);
    return anchor;
}

PracticeView view_of(const PracticeCounts& counts, int weeks = 4) {
    return make_practice_view(counts, BodyPlaces(test::clinical_content().anatomy), k_today, weeks);
}

/// `clients` clients, from `first` on, marked at a place.
void mark(PracticeCounts& counts, std::uint32_t place, std::uint32_t first, std::uint32_t clients) {
    for (std::uint32_t client = first; client < first + clients; ++client) {
        counts.marked.push_back({.place = place, .client = client});
    }
}

}  // namespace

TEST_CASE("sessions are counted by weeks from Monday, and weeks without any are there", "[change]") {
    const PracticeView view = view_of({.days = {{"2026-10-30", 9},  // before the first week shown
                                                {"2026-11-02", 1},
                                                {"2026-11-08", 2},
                                                {"2026-11-16", 4},
                                                {"2026-11-25", 8}}});
    CHECK(view.weeks ==
          std::vector<SessionsInWeek>{{"2026-11-02", 3}, {"2026-11-09", 0}, {"2026-11-16", 4}, {"2026-11-23", 8}});
    CHECK(view.sessions == 24);
}

TEST_CASE("an area with fewer than five clients is not told of", "[change]") {
    PracticeCounts counts{.clients = 9, .places = {on("upper-trapezius.left"), on("upper-trapezius.right")}};
    mark(counts, 0, 0, 5);
    mark(counts, 1, 0, 4);
    const PracticeView view = view_of(counts);
    REQUIRE(view.areas.size() == 1);
    CHECK(view.areas.front().side == Side::Left);
    CHECK(view.areas.front().clients == 5);
    CHECK(view.areas.front().share == 1.0);
    CHECK(view.areas_withheld == 1);
    CHECK(view.clients == 9);
    CHECK(view.clients_marked == 5);
}

TEST_CASE("a client with several structures of one region counts once there", "[change]") {
    PracticeCounts counts{.clients = 8, .places = {on("multifidus-lumborum.left"), on("iliocostalis-lumborum.left")}};
    REQUIRE(test::clinical_content().anatomy.find_muscle("multifidus-lumborum")->region_id ==
            test::clinical_content().anatomy.find_muscle("iliocostalis-lumborum")->region_id);
    mark(counts, 0, 0, 6);
    mark(counts, 1, 4, 4);
    const PracticeView view = view_of(counts);
    REQUIRE(view.areas.size() == 1);
    CHECK(view.areas.front().clients == 8);
}

TEST_CASE("areas with most clients come first, and unknown places are counted as such", "[change]") {
    PracticeCounts counts{
        .clients = 20, .places = {on("soleus.left"), on("upper-trapezius.left"), on("skin"), on("nobody-knows.left")}};
    mark(counts, 0, 0, 5);
    mark(counts, 1, 5, 7);
    mark(counts, 2, 0, 9);
    mark(counts, 3, 0, 9);
    const PracticeView view = view_of(counts);
    REQUIRE(view.areas.size() == 2);
    CHECK(view.areas.front().clients == 7);
    CHECK(view.places_unknown == 2);
    CHECK(view.clients_marked == 12);
}
