#include "atlas_sources/parametric/skin_chart.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace palpate::parametric;

namespace {

SkinChart limb() {
    return {.kind = SkinChart::Kind::Around,
            .origin_mm = {0, 0, 0},
            .along = {0, 1, 0},
            .zero = {0, 0, 1},
            .quarter = {1, 0, 0}};
}

}  // namespace

TEST_CASE("a chart around an axis gives the angle and the way along it", "[atlas_sources]") {
    const glm::vec2 place = limb().coordinates({5, 7, 0});
    CHECK(place.x == Catch::Approx(90.0F));
    CHECK(place.y == Catch::Approx(7.0F));
}

TEST_CASE("rows around a limb close on themselves and never overshoot their points", "[atlas_sources]") {
    const SkinBorder border(limb(), SkinBorder::Kind::Rows, {{-170, 10}, {0, 0}, {170, 10}});
    CHECK(border.contains({0, 11, -5}));
    CHECK_FALSE(border.contains({0, 9, -5}));
    CHECK(border.contains({0, 0.5F, 5}));
    CHECK_FALSE(border.contains({0, -0.5F, 5}));
}

TEST_CASE("columns around a limb take the half turn towards higher angles", "[atlas_sources]") {
    const SkinBorder border(limb(), SkinBorder::Kind::Columns, {{170, 0}});
    CHECK(border.contains({-1, 0, -5}));
    CHECK_FALSE(border.contains({1, 0, -5}));
}

TEST_CASE("a loop holds what lies inside its rounded line", "[atlas_sources]") {
    const SkinChart flat{
        .kind = SkinChart::Kind::Flat, .origin_mm = {0, 0, 0}, .along = {0, 1, 0}, .quarter = {1, 0, 0}};
    const SkinBorder border(flat, SkinBorder::Kind::Loop, {{-10, 0}, {0, -10}, {10, 0}, {0, 10}});
    CHECK(border.contains({0, 0, 3}));
    CHECK(border.contains({6, 6, 3}));
    CHECK_FALSE(border.contains({9, 9, 3}));
}
