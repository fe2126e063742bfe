#include "atlas_sources/pack/inside_test.h"
#include "atlas_sources/pack/mesh_repair.h"
#include "atlas_sources/pack_mesh_files.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <random>

namespace palpate {
namespace {

TriangleMesh ball(const glm::vec3& centre_mm, float radius_mm) {
    return test::octahedron(centre_mm, glm::vec3(radius_mm));
}

/// As formats without shared corners hold it: three vertices of its own for each triangle.
TriangleMesh as_soup(const TriangleMesh& mesh) {
    TriangleMesh soup;
    for (std::uint32_t i = 0; i < mesh.indices.size(); ++i) {
        soup.positions_mm.push_back(mesh.positions_mm[mesh.indices[i]]);
        soup.indices.push_back(i);
    }
    return soup;
}

TriangleMesh joined(const TriangleMesh& mesh) { return join_vertices(mesh.positions_mm, mesh.indices); }

TEST_CASE("a triangle soup becomes one closed surface again", "[atlas_sources][pack]") {
    const TriangleMesh mesh = joined(as_soup(ball({0, 1000, 0}, 20)));
    CHECK(mesh.positions_mm.size() == 6);
    CHECK(mesh.triangle_count() == 8);
    CHECK(count_open_edges(mesh) == 0);
}

TEST_CASE("repeated and collapsed triangles are left out", "[atlas_sources][pack]") {
    TriangleMesh mesh = ball({0, 0, 0}, 20);
    mesh.indices.insert(mesh.indices.end(), {2, 4, 0, 1, 1, 2});  // the first triangle turned by one corner, and a line
    CHECK(joined(mesh).triangle_count() == 8);
}

TEST_CASE("triangles wound at random end up outward", "[atlas_sources][pack]") {
    TriangleMesh mesh = joined(ball({5, 5, 5}, 20));
    const double volume = calc_volume_mm3(mesh);
    REQUIRE(volume > 0);
    std::mt19937 random(5);
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        if (random() % 2 == 0) {
            std::swap(mesh.indices[3 * i + 1], mesh.indices[3 * i + 2]);
        }
    }
    REQUIRE(calc_volume_mm3(mesh) < volume - 1);
    orient_outward(mesh);
    CHECK(calc_volume_mm3(mesh) == Catch::Approx(volume));
}

TEST_CASE("an inside-out shell beside another is turned, a hollow inside one is kept", "[atlas_sources][pack]") {
    const auto inverted = [](TriangleMesh mesh) {
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
            std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
        }
        return mesh;
    };
    const double big = calc_volume_mm3(ball({0, 0, 0}, 20));
    const double small = calc_volume_mm3(ball({0, 0, 0}, 5));
    TriangleMesh beside = joined(ball({0, 0, 0}, 20));
    append(beside, inverted(joined(ball({100, 0, 0}, 5))));
    orient_outward(beside);
    CHECK(calc_volume_mm3(beside) == Catch::Approx(big + small));
    TriangleMesh hollow = joined(ball({0, 0, 0}, 20));
    append(hollow, inverted(joined(ball({1, 1, 1}, 5))));
    orient_outward(hollow);
    CHECK(calc_volume_mm3(hollow) == Catch::Approx(big - small));
    TriangleMesh all_inverted = inverted(hollow);
    orient_outward(all_inverted);
    CHECK(calc_volume_mm3(all_inverted) == Catch::Approx(big - small));
}

TEST_CASE("a two-sided file splits into its sides, a midline one does not", "[atlas_sources][pack]") {
    TriangleMesh both = joined(ball({30, 0, 0}, 20));
    append(both, joined(ball({-30, 10, 0}, 20)));
    append(both, joined(ball({25, 60, 0}, 10)));
    const auto sides = split_by_side(both, -0.65F);
    REQUIRE(sides);
    CHECK(sides->first.triangle_count() == 16);
    CHECK(sides->second.triangle_count() == 8);
    CHECK(bounds(sides->first).low.x > 0);
    CHECK(bounds(sides->second).high.x < 0);
    CHECK_FALSE(split_by_side(joined(ball({3, 0, 0}, 20)), -0.65F));
    const auto one_sided = split_by_side(joined(ball({60, 0, 0}, 20)), -0.65F);
    REQUIRE(one_sided);
    CHECK(one_sided->second.indices.empty());
}

TEST_CASE("points are told inside and outside as the solid's own formula tells them", "[atlas_sources][pack]") {
    const glm::vec3 centre{10, 1000, -20};
    const TriangleMesh mesh = ball(centre, 30);
    const InsideTest solid(mesh.positions_mm, mesh.indices);
    std::mt19937 random(9);
    const auto coordinate = [&] { return static_cast<float>(random() % 8001U) / 100.0F - 40.0F; };
    for (int i = 0; i < 2000; ++i) {
        const glm::vec3 offset{coordinate(), coordinate(), coordinate()};
        const float sum = std::abs(offset.x) + std::abs(offset.y) + std::abs(offset.z);
        if (std::abs(sum - 30.0F) > 0.01F) {
            CHECK(solid.contains(centre + offset) == (sum < 30.0F));
        }
    }
    CHECK(solid.contains(centre));
    CHECK_FALSE(InsideTest({}, {}).contains(centre));
}

}  // namespace
}  // namespace palpate
