#include "scene/keep_clear.h"

#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

using namespace palpate;

TEST_CASE("areas a body's maps do not have are left out, and nothing is drawn on a body without skin", "[scene]") {
    const auto atlas = test::tiny_atlas();
    const std::vector<KeepClearArea> areas{
        {.map = "regions", .area = "calf-upper-left", .name = "Leave alone: a wound", .short_name = "Leave alone"},
        {.map = "endangerment", .area = "es-kidney-left", .name = "Kidney", .short_name = "Kidney"}};
    CHECK(make_keep_clear(*atlas, areas).empty());  // the tiny body has no maps
    CHECK(make_keep_clear(Atlas{AtlasContent{}}, areas).empty());
}

TEST_CASE("what to keep clear of is hatched, not only coloured", "[scene]") {
    const KeepClearShape shape{.area = {.name = "Leave alone: a wound", .short_name = "Leave alone"},
                               .shape = std::make_shared<const MarkShape>()};
    const MarkTrace trace = hatching_of(shape);
    CHECK(trace.pattern == AreaPattern::BackDiagonal);
    CHECK(trace.id.empty());  // no mark: clicks go through
}

TEST_CASE("round a spot lies a disc of its radius on the skin, with a rim", "[scene]") {
    const auto atlas = test::tiny_atlas();
    const Structure& skin = atlas->structure(StructureId("skin.mid"));
    const SurfacePoint place = closest_point(*skin.mesh, {60.0F, 1000.0F, 180.0F});
    const KeepClearArea round{.name = "Leave alone: varicose veins",
                              .short_name = "Leave alone",
                              .spot = make_anchor(*atlas, skin, place),
                              .radius_mm = 20.0F};
    KeepClearArea nowhere = round;
    nowhere.spot->structure = StructureId("skin-of-another-body");
    const std::vector<KeepClearArea> areas{round, nowhere};
    const std::vector<KeepClearShape> made = make_keep_clear(*atlas, areas);
    REQUIRE(made.size() == 1);
    CHECK(made.front().area == round);
    CHECK_FALSE(made.front().shape->rim.empty());
    CHECK(glm::distance(made.front().place_mm, place.position_mm) < 2.0F);
    for (const glm::vec3& corner : made.front().shape->corners_mm) {
        CHECK(glm::distance(corner, place.position_mm) < 20.5F);
    }
    CHECK(have_same_place(made.front().area, round));
    CHECK_FALSE(have_same_place(round, nowhere));
}
