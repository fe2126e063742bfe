#include "anatomy/painted_skin.h"

#include "support/error_code.h"
#include "support/flat_sheets.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <set>

using namespace palpate;
using Catch::Approx;

namespace {

constexpr double k_pi = std::numbers::pi;

std::shared_ptr<const SurfaceGraph> sheet() {
    static const auto graph = std::make_shared<const SurfaceGraph>(test::make_flat_sheet(40, 40, 5.0F));
    return graph;
}

SurfacePoint at(float x, float y) { return closest_point(sheet()->mesh(), {x, y, 0.0F}); }

/// Area of the pieces as they are drawn.
double area_of_pieces(const PaintedSkin& painted) {
    double area = 0.0;
    painted.visit_pieces([&](std::uint32_t triangle, std::span<const glm::vec3> corners) {
        double share = 0.0;
        for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
            const glm::vec3 a = corners[i] - corners[0];
            const glm::vec3 b = corners[i + 1] - corners[0];
            share += static_cast<double>(a.y * b.z - a.z * b.y);
        }
        area += share * flatten(painted.skin().mesh(), triangle).area_mm2();
    });
    return area;
}

double rim_length(const PaintedSkin& painted) {
    double length = 0.0;
    painted.visit_rim([&](std::uint32_t triangle, const glm::vec3& from, const glm::vec3& to) {
        const TriangleMesh& mesh = painted.skin().mesh();
        length += glm::distance(surface_point(mesh, triangle, from).position_mm,
                                surface_point(mesh, triangle, to).position_mm);
    });
    return length;
}

/// The skin of these atlases is a sheet, as large as the factor says.
std::shared_ptr<const Atlas> sheet_atlas(float factor, std::string topology) {
    AtlasContent content;
    content.credit = {"sheet", "Sheet", "own work", "made for the tests"};
    content.fingerprint = topology + std::to_string(factor);
    content.topology = std::move(topology);
    content.structures.push_back(test::tiny_structure("skin", Side::Mid, StructureClass::Skin, Layer::Skin, "", "",
                                                      "skin", 7163, *test::make_flat_sheet(40, 40, 5.0F * factor)));
    content.structures.push_back(test::tiny_structure("femur", Side::Left, StructureClass::Bone, Layer::Bones, "", "",
                                                      "thigh bone", 1, test::octahedron({0, 0, -50}, {9, 9, 9})));
    return std::make_shared<const Atlas>(std::move(content));
}

std::shared_ptr<const SurfaceGraph> skin_of(const Atlas& atlas) {
    return std::make_shared<const SurfaceGraph>(atlas.structures().front().mesh);
}

BrushDab dab_on(const Atlas& atlas, const glm::vec3& place, float radius_mm, bool erase = false) {
    const Structure& skin = atlas.structures().front();
    return {make_anchor(atlas, skin, closest_point(*skin.mesh, place)), radius_mm, erase};
}

}  // namespace

TEST_CASE("a dab on flat skin is a circle of its radius, in area, pieces and rim", "[anatomy]") {
    for (const float radius : {5.0F, 17.0F, 60.0F}) {
        PaintedSkin painted(sheet());
        painted.add(at(101.0F, 98.0F), radius, false);
        const double expected = k_pi * radius * radius;
        CHECK(painted.measure().area_mm2 == Approx(expected).epsilon(1e-4));
        CHECK(area_of_pieces(painted) == Approx(expected).epsilon(1e-4));
        CHECK(rim_length(painted) == Approx(2.0 * k_pi * radius).epsilon(2e-3));
        CHECK(painted.measure().share == Approx(expected / 40000.0).epsilon(1e-4));
    }
}

TEST_CASE("two dabs that overlap count what they share once", "[anatomy]") {
    const double r = 20.0;
    const double d = 15.0;
    const double shared = 2.0 * r * r * std::acos(d / (2.0 * r)) - 0.5 * d * std::sqrt(4.0 * r * r - d * d);
    const double expected = 2.0 * k_pi * r * r - shared;
    PaintedSkin painted(sheet());
    painted.add(at(90.0F, 100.0F), 20.0F, false);
    const double grown = painted.add(at(105.0F, 100.0F), 20.0F, false);
    CHECK(painted.measure().area_mm2 == Approx(expected).epsilon(1e-3));
    CHECK(grown == Approx(k_pi * r * r - shared).epsilon(1e-2));
    CHECK(area_of_pieces(painted) == Approx(expected).epsilon(1e-3));
    CHECK(rim_length(painted) == Approx(4.0 * r * (k_pi - std::acos(d / (2.0 * r)))).epsilon(5e-3));
}

TEST_CASE("a later dab wins: wiping takes away, painting again brings back", "[anatomy]") {
    PaintedSkin painted(sheet());
    painted.add(at(100.0F, 100.0F), 30.0F, false);
    CHECK(painted.add(at(100.0F, 100.0F), 10.0F, true) == Approx(-k_pi * 100.0).epsilon(1e-3));
    CHECK(painted.measure().area_mm2 == Approx(k_pi * 800.0).epsilon(1e-3));
    CHECK(rim_length(painted) == Approx(k_pi * 80.0).epsilon(2e-3));
    CHECK_FALSE(painted.covers(at(100.0F, 100.0F)));
    CHECK(painted.covers(at(120.0F, 100.0F)));
    painted.add(at(100.0F, 100.0F), 12.0F, false);
    CHECK(painted.measure().area_mm2 == Approx(k_pi * 900.0).epsilon(1e-3));
    CHECK(rim_length(painted) == Approx(k_pi * 60.0).epsilon(2e-3));
    painted.add(at(100.0F, 100.0F), 40.0F, true);
    CHECK(painted.empty());
}

TEST_CASE("pieces lie counter-clockwise in their triangle and never overlap", "[anatomy]") {
    PaintedSkin painted(sheet());
    for (int i = 0; i < 30; ++i) {
        const float turn = 0.7F * static_cast<float>(i);
        painted.add(at(100.0F + 2.0F * turn * std::cos(turn), 100.0F + 2.0F * turn * std::sin(turn)),
                    8.0F + static_cast<float>(i % 5), i % 7 == 6);
    }
    std::map<std::uint32_t, double> share;
    painted.visit_pieces([&](std::uint32_t triangle, std::span<const glm::vec3> corners) {
        for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
            const glm::vec3 a = corners[i] - corners[0];
            const glm::vec3 b = corners[i + 1] - corners[0];
            const float turned = a.y * b.z - a.z * b.y;
            CHECK(turned > -1e-5F);
            share[triangle] += static_cast<double>(turned);
        }
        for (const glm::vec3& corner : corners) {
            CHECK(std::min({corner.x, corner.y, corner.z}) > -1e-4F);
        }
    });
    for (const auto& [triangle, covered] : share) {
        CHECK(covered < 1.0 + 1e-4);
    }
    CHECK(area_of_pieces(painted) == Approx(painted.measure().area_mm2).epsilon(1e-4));
}

TEST_CASE("rubbing to and fro over what is painted adds nothing", "[anatomy]") {
    PaintedSkin painted(sheet());
    painted.add(at(100.0F, 100.0F), 30.0F, false);
    const AreaMeasure before = painted.measure();
    CHECK(painted.add(at(104.0F, 100.0F), 20.0F, false) == 0.0);
    CHECK(painted.add(at(101.0F, 100.0F), 30.0F, false, 200.0) == 0.0);  // grows it, but by less than asked for
    CHECK(painted.measure() == before);
}

TEST_CASE("the sign of an area sits on painted skin near its middle", "[anatomy]") {
    PaintedSkin painted(sheet());
    CHECK_FALSE(painted.middle());
    painted.add(at(100.0F, 100.0F), 30.0F, false);
    CHECK(glm::distance(painted.middle()->position_mm, glm::vec3(100, 100, 0)) < 4.0F);
    painted.add(at(100.0F, 100.0F), 20.0F, true);  // a ring: the middle itself is bare
    CHECK(painted.covers(*painted.middle()));
}

TEST_CASE("an area stays what it is in another form of the body", "[anatomy]") {
    const auto usual = sheet_atlas(1.0F, "sheet");
    const auto tall = sheet_atlas(1.1F, "sheet");
    const std::vector<BrushDab> dabs{dab_on(*usual, {80, 100, 0}, 20.0F), dab_on(*usual, {90, 100, 0}, 20.0F)};
    const PaintedRow row = paint_dabs(skin_of(*tall), *tall, dabs);
    CHECK(row.lost_dabs == 0);
    CHECK(row.largest_error_mm == 0.0F);
    CHECK(row.skin.covers(closest_point(*tall->structures().front().mesh, {88, 110, 0})));
    CHECK(row.skin.middle()->position_mm.x == Approx(93.5F).margin(4.0));
}

TEST_CASE("on another atlas an area lies at the nearest places and says how far off they are", "[anatomy]") {
    const auto here = sheet_atlas(1.0F, "sheet");
    const auto there = sheet_atlas(1.3F, "other");
    const std::vector<BrushDab> dabs{dab_on(*here, {100, 100, 0}, 20.0F)};
    const PaintedRow row = paint_dabs(skin_of(*there), *there, dabs);
    CHECK(row.lost_dabs == 0);
    CHECK(row.largest_error_mm < 0.5F);
    CHECK(row.skin.measure().area_mm2 == Approx(k_pi * 400.0).epsilon(1e-3));
    CHECK(glm::distance(row.skin.middle()->position_mm, glm::vec3(130, 130, 0)) < 4.0F);
}

TEST_CASE("dabs on what is not skin, or not there, are counted as lost and the rest is painted", "[anatomy]") {
    const auto atlas = sheet_atlas(1.0F, "sheet");
    BrushDab unknown = dab_on(*atlas, {100, 100, 0}, 20.0F);
    unknown.place.structure = StructureId("tail.mid");
    BrushDab on_bone = unknown;
    on_bone.place.structure = atlas->structures().back().id;
    const BrushDab endless = dab_on(*atlas, {100, 100, 0}, std::numeric_limits<float>::quiet_NaN());
    const std::vector<BrushDab> dabs{unknown, on_bone, endless, dab_on(*atlas, {100, 100, 0}, 10.0F)};
    const PaintedRow row = paint_dabs(skin_of(*atlas), *atlas, dabs);
    CHECK(row.lost_dabs == 3);
    CHECK(row.skin.measure().area_mm2 == Approx(k_pi * 100.0).epsilon(1e-3));
}

TEST_CASE("radii that are no brush's and endless rows are refused", "[anatomy]") {
    const auto atlas = sheet_atlas(1.0F, "sheet");
    for (const float radius : {0.0F, -5.0F, 1e9F, std::numeric_limits<float>::quiet_NaN()}) {
        const std::vector<BrushDab> dabs{dab_on(*atlas, {100, 100, 0}, radius)};
        CHECK(error_code_of([&] { check_dabs(dabs); }) == ErrorCode::InvalidEdit);
    }
    const std::vector<BrushDab> endless(k_most_dabs + 1, dab_on(*atlas, {100, 100, 0}, 20.0F));
    CHECK(error_code_of([&] { check_dabs(endless); }) == ErrorCode::InvalidEdit);
    CHECK(error_code_of([&] { static_cast<void>(paint_dabs(skin_of(*atlas), *atlas, endless)); }) ==
          ErrorCode::InvalidEdit);
    CHECK_NOTHROW(check_dabs(std::span(endless).first(k_most_dabs)));
}

TEST_CASE("the same dabs give the same area to the last bit", "[anatomy]") {
    const auto atlas = sheet_atlas(1.0F, "sheet");
    std::vector<BrushDab> dabs;
    for (int i = 0; i < 20; ++i) {
        dabs.push_back(dab_on(*atlas, {40.0F + 6.0F * static_cast<float>(i), 100, 0}, 15.0F, i % 6 == 5));
    }
    const PaintedRow once = paint_dabs(skin_of(*atlas), *atlas, dabs);
    const PaintedRow again = paint_dabs(skin_of(*atlas), *atlas, dabs);
    CHECK(once.skin.measure() == again.skin.measure());
}

TEST_CASE("a line runs through its anchors, over the skin, and skips those that are lost", "[anatomy]") {
    const auto atlas = sheet_atlas(1.0F, "sheet");
    const auto skin = skin_of(*atlas);
    std::vector<SurfaceAnchor> anchors{dab_on(*atlas, {20, 100, 0}, 5.0F).place,
                                       dab_on(*atlas, {60, 100, 0}, 5.0F).place,
                                       dab_on(*atlas, {60, 140, 0}, 5.0F).place};
    anchors.insert(anchors.begin() + 1, anchors.front());
    anchors[1].structure = StructureId("tail.mid");
    const std::vector<SurfacePoint> line = find_line(*skin, *atlas, anchors);
    REQUIRE(line.size() > 4);
    CHECK(glm::distance(line.front().position_mm, glm::vec3(20, 100, 0)) < 0.01F);
    CHECK(glm::distance(line.back().position_mm, glm::vec3(60, 140, 0)) < 0.01F);
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        length += static_cast<double>(glm::distance(line[i - 1].position_mm, line[i].position_mm));
    }
    CHECK(length == Approx(80.0).epsilon(1e-3));
    CHECK(find_line(*skin, *atlas, std::span(anchors).first(2)).empty());
}
