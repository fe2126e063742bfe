#include "geometry/surface_disc.h"

#include "geometry/surface_path.h"
#include "support/fine_geodesics.h"
#include "support/flat_sheets.h"
#include "support/smooth_shapes.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <numbers>

using namespace palpate;
using Catch::Approx;

namespace {

SurfacePoint nearest(const SurfaceGraph& surface, const glm::vec3& place) {
    return closest_point(surface.mesh(), place);
}

double distance_mm(const SurfaceGraph& surface, const SurfacePoint& from, std::uint32_t vertex, double reach_mm) {
    const auto distance = find_distances(surface, from, reach_mm).find(vertex);
    REQUIRE(distance);
    return *distance;
}

double length_mm(const std::vector<SurfacePoint>& way) {
    double length = 0.0;
    for (std::size_t i = 1; i < way.size(); ++i) {
        length += glm::distance(way[i - 1].position_mm, way[i].position_mm);
    }
    return length;
}

}  // namespace

TEST_CASE("on a flat sheet distances are those of the ruler", "[geometry]") {
    const SurfaceGraph sheet(test::make_flat_sheet(20, 20, 5.0F));
    const SurfacePoint place = nearest(sheet, {33.0F, 41.0F, 0.0F});
    const SurfaceDistances distances = find_distances(sheet, place, 40.0);
    int compared = 0;
    for (std::uint32_t vertex = 0; vertex < sheet.mesh().positions_mm.size(); ++vertex) {
        const double expected = glm::distance(sheet.mesh().positions_mm[vertex], place.position_mm);
        if (expected < 40.0) {
            REQUIRE(distances.find(vertex));
            CHECK(*distances.find(vertex) == Approx(expected).margin(1e-3));
            ++compared;
        }
    }
    CHECK(compared > 150);
}

TEST_CASE("round a cylinder the way is as long as on the sheet it was rolled from", "[geometry]") {
    const SurfaceGraph cylinder(test::make_cylinder_sheet(40, 20, 4.0F, 40.0F));
    const SurfacePoint start = surface_point(cylinder.mesh(), 0, {1.0F, 0.0F, 0.0F});
    const std::uint32_t columns = 41;
    CHECK(distance_mm(cylinder, start, 20, 100.0) == Approx(80.0).epsilon(0.002));
    CHECK(distance_mm(cylinder, start, 15 * columns + 20, 120.0) == Approx(100.0).epsilon(0.002));
}

TEST_CASE("the way to the far side of a fold runs round the fold", "[geometry]") {
    const SurfaceGraph sheet(test::make_folded_sheet(40, 20, 5.0F, 100.0F, 2.0F));
    const SurfacePoint front = nearest(sheet, {60.0F, 50.0F, 0.0F});
    const SurfaceDistances distances = find_distances(sheet, front, 30.0);
    for (const FlatCircle& part : make_surface_disc(sheet, front, 30.0)) {
        CHECK(sheet.mesh().triangle(part.triangle)[0].z == 0.0F);
    }
    const SurfacePoint back = nearest(sheet, {60.0F, 50.0F, -2.0F});
    CHECK_FALSE(distances.find(sheet.corners(back.triangle)));
    CHECK(length_mm(find_surface_path(sheet, front, back)) == Approx(80.4).epsilon(0.005));
}

TEST_CASE("the fine reference of the tests agrees with the ruler", "[geometry]") {
    const SurfaceGraph sheet(test::make_flat_sheet(20, 20, 5.0F));
    const test::FineDisc disc(sheet, nearest(sheet, {51.0F, 49.0F, 0.0F}), 20.0, 12, 16);
    CHECK(disc.area_mm2() == Approx(std::numbers::pi * 400.0).epsilon(0.01));
}

TEST_CASE("a disc smaller than a triangle is a circle inside it", "[geometry]") {
    const SurfaceGraph sheet(test::make_flat_sheet(2, 2, 100.0F));
    const auto disc = make_surface_disc(sheet, nearest(sheet, {30.0F, 30.0F, 0.0F}), 5.0);
    REQUIRE(disc.size() == 1);
    CHECK(disc.front().radius_mm == Approx(5.0));
    CHECK(disc.front().middle_mm.x == Approx(30.0));
}

TEST_CASE("the shortest way over a sphere is part of a great circle and ends where it should", "[geometry]") {
    const SurfaceGraph sphere(test::make_ellipsoid({0, 0, 0}, {100, 100, 100}, 48));
    const SurfacePoint from = nearest(sphere, {0.0F, 40.0F, 91.0F});
    const SurfacePoint to = nearest(sphere, {91.0F, -40.0F, 0.0F});
    const std::vector<SurfacePoint> way = find_surface_path(sphere, from, to);
    REQUIRE(way.size() > 2);
    CHECK(way.front().position_mm == from.position_mm);
    CHECK(way.back().position_mm == to.position_mm);
    const double turn = std::acos(glm::dot(glm::normalize(from.position_mm), glm::normalize(to.position_mm)));
    CHECK(length_mm(way) == Approx(100.0 * turn).epsilon(0.01));
}

TEST_CASE("between surfaces that do not touch there is no way", "[geometry]") {
    TriangleMesh two = *test::make_flat_sheet(4, 4, 5.0F);
    TriangleMesh other = two;
    for (glm::vec3& position : other.positions_mm) {
        position.z = 3.0F;
    }
    append(two, other);
    const SurfaceGraph surface(std::make_shared<const TriangleMesh>(two));
    CHECK(find_surface_path(surface, nearest(surface, {10, 10, 0}), nearest(surface, {10, 10, 3})).empty());
}

TEST_CASE("a seam, where vertices stand twice at one place, is no gap", "[geometry]") {
    TriangleMesh seam = *test::make_flat_sheet(4, 4, 5.0F);
    TriangleMesh other = seam;
    for (glm::vec3& position : other.positions_mm) {
        position.x += 20.0F;
    }
    append(seam, other);
    const SurfaceGraph surface(std::make_shared<const TriangleMesh>(seam));
    const auto way = find_surface_path(surface, nearest(surface, {3, 10, 0}), nearest(surface, {37, 10, 0}));
    CHECK(length_mm(way) == Approx(34.0).epsilon(0.001));
}
