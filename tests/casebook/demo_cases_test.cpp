#include "casebook/demo_cases.h"

#include "casebook/edits.h"
#include "support/error_code.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>

#include <numeric>

using namespace palpate;

namespace {

constexpr Timestamp k_now{1'795'348'800'000'000};  // 2026-11-22, noon UTC

const Atlas& body() {
    static const auto atlas = [] {
        std::vector<Structure> structures;
        float height_mm = 400.0F;
        for (const char* id : {"multifidus-lumborum", "gluteus-medius", "upper-trapezius", "soleus"}) {
            height_mm += 100.0F;
            const TriangleMesh left = test::octahedron({60.0F, height_mm, 0.0F}, {40.0F, 40.0F, 20.0F});
            structures.push_back(test::tiny_structure(id, Side::Left, StructureClass::Muscle, Layer::Superficial, "",
                                                      "", id, std::nullopt, left));
        }
        return test::make_atlas("tiny-demo", structures);
    }();
    return *atlas;
}

double mean_rating(const CaseDocument& document, const Session& session) {
    const auto marks = marks_of(document, session.id);
    return std::accumulate(marks.begin(), marks.end(), 0.0,
                           [](double sum, const Mark* mark) { return sum + mark->now; }) /
           static_cast<double>(marks.size());
}

}  // namespace

TEST_CASE("demo records keep every rule, are of the size asked for and say that they are samples", "[casebook]") {
    const DemoCases cases(body(), k_now, 7, {.sessions = 6, .marks = 4});
    for (std::size_t number = 0; number < 30; ++number) {
        const CaseDocument document = cases.make(number);
        CHECK_NOTHROW(check_invariants(document));
        CHECK(document.client.sample);
        CHECK(document.client.reference == std::to_string(1001 + number));
        CHECK(document.sessions.size() == 6);
        CHECK(document.marks.size() == 24);
        CHECK(document.sessions.back().date <= "2026-11-22");
    }
}

TEST_CASE("the same seed makes the same records, another one others", "[casebook]") {
    const DemoCases cases(body(), k_now, 7);
    CHECK(cases.make(3) == DemoCases(body(), k_now, 7).make(3));
    CHECK(cases.make(3) != DemoCases(body(), k_now, 8).make(3));
    CHECK(cases.make(3).client.id != cases.make(4).client.id);
}

TEST_CASE("courses improve, stay the same and flare", "[casebook]") {
    const DemoCases cases(body(), k_now, 7);
    for (std::size_t number = 0; number < 12; ++number) {
        const CaseDocument document = cases.make(number);
        const double first = mean_rating(document, document.sessions.front());
        const double last = mean_rating(document, document.sessions.back());
        CAPTURE(number, first, last);
        switch (DemoCases::course_of(number)) {
            case DemoCourse::Improves: CHECK(last < 0.6 * first); break;
            case DemoCourse::StaysTheSame: CHECK(std::abs(last - first) < 1.5); break;
            case DemoCourse::Flares: {
                double highest_rise = 0.0;
                for (std::size_t i = 1; i < document.sessions.size(); ++i) {
                    highest_rise = std::max(highest_rise, mean_rating(document, document.sessions[i]) -
                                                              mean_rating(document, document.sessions[i - 1]));
                }
                CHECK(highest_rise > 0.8);
                break;
            }
        }
    }
}

TEST_CASE("a body without the muscles makes no demo", "[casebook]") {
    const auto bare = test::make_atlas("bare", {});
    CHECK(error_code_of([&] { static_cast<void>(DemoCases(*bare, k_now, 1)); }) == ErrorCode::NotFound);
}
