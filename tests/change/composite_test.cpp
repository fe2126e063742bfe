#include "change/composite.h"

#include "change/record.h"
#include "support/random_case.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>

using namespace palpate;
using test::Record;

namespace {

constexpr const char* k_trapezius = "upper-trapezius.right";

Composite composite(const CaseDocument& document, Author author = Author::Client) {
    return composite_of(document, document.sessions, author, test::plain_basis());
}

}  // namespace

TEST_CASE("a place is counted once a visit, with the mean of its highest ratings", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("a", k_trapezius, 8)
                            .mark("b", k_trapezius, 2)
                            .session("2", "2026-08-08", true)
                            .session("3", "2026-08-15")
                            .session("4", "2026-08-22")
                            .mark("c", k_trapezius, 5)
                            .mark("d", "patella.left", 9)
                            .document();
    const Composite all = composite(record);
    CHECK(all.sessions == 4);
    CHECK(all.with_map == 3);  // nobody said anything at the third
    REQUIRE(all.places.size() == 2);
    CHECK(all.places[0].id == k_trapezius);
    CHECK(all.places[0].sessions == 2);
    CHECK(all.places[0].share == Catch::Approx(2.0 / 3.0));
    CHECK(all.places[0].mean == 6.5);
    CHECK(all.places[0].highest == 8);
    CHECK(all.places[0].latest == MarkId("c"));
    CHECK(all.places[1].sessions == 1);
}

TEST_CASE("regions gather the structures in them, side by side", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("a", "infraspinatus.right", 4)
                            .mark("b", "scapula.right", 6)
                            .mark("c", "infraspinatus.left", 3)
                            .document();
    const Composite all = composite(record);
    CHECK(all.places.size() == 3);
    const auto right = std::ranges::find(all.regions, "shoulder-blade.right", &MarkedOften::id);
    REQUIRE(right != all.regions.end());
    CHECK(right->sessions == 1);
    CHECK(right->highest == 6);
    CHECK(std::ranges::find(all.regions, "shoulder-blade.left", &MarkedOften::id)->highest == 3);
}

TEST_CASE("an empty record has an empty composite, for either author", "[change]") {
    const auto record = Record().session("1", "2026-08-01", true).document();
    CHECK(composite(record).with_map == 1);
    CHECK(composite(record).places.empty());
    CHECK(composite(record, Author::Therapist).with_map == 0);
}

TEST_CASE("what a composite counts is a record of its own: sessions with a map, and one author's confirmed marks",
          "[change]") {
    Mark finding = Record::said("b", "infraspinatus.left", 4);
    finding.author = Author::Therapist;
    Mark carried = Record::said("c", "soleus.left", 4);
    carried.confirmed = false;
    const CaseDocument record = Record()
                                    .session("1", "2026-08-01")
                                    .mark("a", "infraspinatus.right", 6)
                                    .mark(finding)
                                    .session("2", "2026-09-01")
                                    .mark(carried)
                                    .session("3", "2026-10-01", true)
                                    .document();
    const CaseDocument client = counted_part(record, record.sessions, Author::Client);
    REQUIRE(client.marks.size() == 1);
    CHECK(client.marks.front().id.text() == "a");
    CHECK(client.sessions.size() == static_cast<std::size_t>(composite(record).with_map));
    const CaseDocument therapist = counted_part(record, record.sessions, Author::Therapist);
    REQUIRE(therapist.marks.size() == 1);
    CHECK(therapist.marks.front().id.text() == "b");
    CHECK(therapist.sessions.size() == 1);
}

TEST_CASE("the composite does not depend on the order of marks", "[change]") {
    RandomCase random(9);
    const CaseDocument document = random.document(120);
    CaseDocument shuffled = document;
    std::ranges::shuffle(shuffled.marks, std::mt19937(4));
    CHECK(composite(shuffled) == composite(document));
}
