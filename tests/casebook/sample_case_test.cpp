#include "casebook/sample_case.h"

#include "casebook/edits.h"
#include "support/paths.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

using namespace palpate;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {1'795'348'800'000'000}; }  // 2026-11-22, noon UTC
};

/// A tiny body that has what the sample speaks of.
Atlas make_sample_atlas() {
    std::vector<Structure> structures;
    float height_mm = 400.0F;
    for (const char* id : {"upper-trapezius", "levator-scapulae", "infraspinatus", "multifidus-lumborum",
                           "quadratus-lumborum", "patella"}) {
        height_mm += 100.0F;
        const TriangleMesh left = test::octahedron({60.0F, height_mm, 0.0F}, {40.0F, 40.0F, 20.0F});
        structures.push_back(test::tiny_structure(id, Side::Left, StructureClass::Muscle, Layer::Superficial, "", "",
                                                  id, std::nullopt, left));
        structures.push_back(test::tiny_structure(id, Side::Right, StructureClass::Muscle, Layer::Superficial, "", "",
                                                  id, std::nullopt, mirrored(left)));
    }
    return *test::make_atlas("tiny-sample", structures);
}

CaseDocument make_case(const Atlas& atlas) {
    UuidGenerator ids(1);
    return make_sample_case(atlas, FixedClock(), ids,
                            Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / "en"));
}

}  // namespace

TEST_CASE("the sample client's record keeps every rule and says what it is", "[casebook]") {
    const CaseDocument document = make_case(make_sample_atlas());
    CHECK_NOTHROW(check_invariants(document));
    CHECK(document.client.sample);
    CHECK(document.client.reference == "1001");
    CHECK(document.client.name == "Sample client");
}

TEST_CASE("the sample tells of six sessions over three months, the last one today", "[casebook]") {
    const CaseDocument document = make_case(make_sample_atlas());
    REQUIRE(document.sessions.size() == 6);
    CHECK(document.sessions.front().type == SessionType::Intake);
    CHECK(document.sessions.front().date == "2026-08-12");
    CHECK(document.sessions.back().date == "2026-11-22");
    for (const Session& session : document.sessions) {
        const auto marks = marks_of(document, session.id);
        CHECK((marks.size() >= 2 && marks.size() <= 5));
    }
}

TEST_CASE("the sample's shoulder eases, flares and eases again", "[casebook]") {
    const CaseDocument document = make_case(make_sample_atlas());
    std::vector<int> course;
    for (const Session& session : document.sessions) {
        const Mark& first = *marks_of(document, session.id).front();
        CHECK(first.anchor.structure == StructureId("upper-trapezius.right"));
        course.push_back(first.now);
    }
    CHECK(course == std::vector{8, 7, 7, 8, 6, 6});
}

TEST_CASE("the sample's marks lie on the outside of their structures", "[casebook]") {
    const Atlas atlas = make_sample_atlas();
    for (const Mark& mark : make_case(atlas).marks) {
        const auto place = resolve(mark.anchor, atlas);
        REQUIRE(place);
        CHECK(place->error_mm == 0.0F);
        const bool is_knee = mark.anchor.structure == StructureId("patella.left");
        CHECK((is_knee ? place->point.normal.z > 0.3F : place->point.normal.z < -0.3F));
    }
}

TEST_CASE("the sample's marks were not made in the future and carry their words", "[casebook]") {
    for (const Mark& mark : make_case(make_sample_atlas()).marks) {
        CHECK(mark.created <= FixedClock().now());
        CHECK(mark.note.find("sample.") == std::string::npos);
    }
}

TEST_CASE("over an atlas without these structures the sample has sessions and no marks", "[casebook]") {
    const CaseDocument document = make_case(*test::tiny_atlas());
    CHECK(document.sessions.size() == 6);
    CHECK(document.marks.empty());
    CHECK(document.plan.size() == 2);  // what is for no place
}

TEST_CASE("the sample's last session has a plan, most of it done, and something for home", "[casebook]") {
    const CaseDocument document = make_case(make_sample_atlas());
    const SessionId last = document.sessions.back().id;
    CHECK(document.sessions.back().planned_minutes == 60);
    const auto steps = plan_of(document, last, PlanPart::Session);
    CHECK(std::ranges::count_if(steps, [](const PlanItem* item) { return item->done; }) == 4);
    CHECK(steps.size() == 5);
    CHECK(plan_of(document, last, PlanPart::Home).size() == 3);
    CHECK(planned_minutes_total(document, last, PlanPart::Session) <= 60);
    CHECK(document.plan.size() == 8);
}

TEST_CASE("the sample client wants two things and has answered some questions", "[casebook]") {
    const CaseDocument document = make_case(make_sample_atlas());
    CHECK(find_fact(document, FactKind::Goal, "pain-relief")->value == "1");
    CHECK(find_fact(document, FactKind::Goal, "sleep")->value == "2");
    CHECK(std::ranges::count(document.facts, FactKind::Answer, &ClientFact::kind) == 2);
}
