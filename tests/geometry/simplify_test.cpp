#include "geometry/simplify.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace palpate {
namespace {

/// A closed tube of radius 20 and length 100 along y with vertices doubled where v wraps.
TriangleMesh tube(std::uint32_t around, std::uint32_t rings) {
    TriangleMesh mesh;
    const auto add = [&](const glm::vec3& position, const glm::vec3& normal, float u, float v) {
        mesh.positions_mm.push_back(position);
        mesh.normals.push_back(normal);
        mesh.fibre_uv.emplace_back(u, v);
        mesh.tendon.push_back(u);
        mesh.openness.push_back(v);
    };
    for (std::uint32_t ring = 0; ring < rings; ++ring) {
        for (std::uint32_t k = 0; k <= around; ++k) {
            const float u = static_cast<float>(ring) / static_cast<float>(rings - 1);
            const float v = static_cast<float>(k) / static_cast<float>(around);
            const float angle =
                2.0F * std::numbers::pi_v<float> * static_cast<float>(k % around) / static_cast<float>(around);
            const glm::vec3 normal(std::cos(angle), 0.0F, -std::sin(angle));
            add(20.0F * normal + glm::vec3(0, 100.0F * u, 0), normal, u, v);
        }
    }
    for (std::uint32_t ring = 0; ring + 1 < rings; ++ring) {
        for (std::uint32_t k = 0; k < around; ++k) {
            const std::uint32_t a = ring * (around + 1) + k;
            const std::uint32_t c = a + around + 1;
            mesh.indices.insert(mesh.indices.end(), {a, a + 1, c + 1, a, c + 1, c});
        }
    }
    const auto bottom = static_cast<std::uint32_t>(mesh.positions_mm.size());
    add({0, 0, 0}, {0, -1, 0}, 0, 0);
    add({0, 100, 0}, {0, 1, 0}, 1, 0);
    for (std::uint32_t k = 0; k < around; ++k) {
        const std::uint32_t top = (rings - 1) * (around + 1) + k;
        mesh.indices.insert(mesh.indices.end(), {bottom, k + 1, k, bottom + 1, top, top + 1});
    }
    mesh.fibre_extent_mm = {100, 125};
    return mesh;
}

float worst_distance(const TriangleMesh& from, const TriangleMesh& to) {
    float worst = 0;
    for (const glm::vec3& position : from.positions_mm) {
        worst = std::max(worst, glm::distance(position, closest_point(to, position).position_mm));
    }
    return worst;
}

}  // namespace

TEST_CASE("a simplified tube is closed, near and much lighter", "[geometry]") {
    const TriangleMesh full = tube(60, 40);
    REQUIRE(count_open_edges(full) == 0);
    REQUIRE(calc_volume_mm3(full) > 0);
    const TriangleMesh slim = simplified(full, 0.5F);
    CHECK(slim.triangle_count() < full.triangle_count() / 4);
    CHECK(count_open_edges(slim) == 0);
    CHECK(worst_distance(full, slim) < 1.5F);
    CHECK(calc_volume_mm3(slim) == Catch::Approx(calc_volume_mm3(full)).epsilon(0.05));
}

TEST_CASE("simplifying keeps one value of each attribute per vertex", "[geometry]") {
    const TriangleMesh slim = simplified(tube(60, 40), 0.5F);
    CHECK(slim.normals.size() == slim.positions_mm.size());
    CHECK(slim.fibre_uv.size() == slim.positions_mm.size());
    CHECK(slim.tendon.size() == slim.positions_mm.size());
    CHECK(slim.openness.size() == slim.positions_mm.size());
    CHECK(slim.fibre_extent_mm == glm::vec2(100, 125));
    for (std::size_t i = 0; i < slim.positions_mm.size(); ++i) {
        CHECK(slim.fibre_uv[i].x == Catch::Approx(slim.positions_mm[i].y / 100).margin(1e-4));
    }
}

TEST_CASE("short fibres with a tendon at both ends keep their flesh", "[geometry]") {
    TriangleMesh mesh = tube(60, 40);
    mesh.fibre_extent_mm.x = 40;
    mesh.tendon.clear();
    for (const glm::vec2& fibre : mesh.fibre_uv) {
        mesh.tendon.push_back(0.4F + 0.3F * std::abs(fibre.x - 0.5F));
    }
    const TriangleMesh slim = simplified(mesh, 0.5F);
    CHECK(slim.triangle_count() < mesh.triangle_count() / 2);
    CHECK(std::ranges::min(slim.tendon) < 0.42F);
}

TEST_CASE("no triangle of a simplified tube runs backwards over the seam", "[geometry]") {
    const TriangleMesh slim = simplified(tube(60, 40), 0.5F);
    for (std::size_t i = 0; i < slim.indices.size(); i += 3) {
        std::array<float, 3> v{};
        for (std::size_t k = 0; k < 3; ++k) {
            v[k] = slim.fibre_uv[slim.indices[i + k]].y;
        }
        const std::array<glm::vec3, 3> corner = slim.triangle(i / 3);
        const bool cap = std::ranges::all_of(corner, [](const glm::vec3& p) { return p.y < 0.1F; }) ||
                         std::ranges::all_of(corner, [](const glm::vec3& p) { return p.y > 99.9F; });
        if (!cap) {
            CHECK(std::ranges::max(v) - std::ranges::min(v) < 0.4F);
        }
    }
}

TEST_CASE("coarse levels use the mesh's own vertices and get lighter", "[geometry]") {
    TriangleMesh mesh = tube(60, 40);
    const std::size_t vertices = mesh.positions_mm.size();
    add_coarse_levels(mesh, std::array{0.3F, 1.0F, 3.0F});
    REQUIRE(mesh.coarse.size() == 3);
    CHECK(mesh.positions_mm.size() == vertices);
    std::size_t before = mesh.indices.size();
    for (const CoarseLevel& level : mesh.coarse) {
        CHECK(!level.indices.empty());
        CHECK(level.indices.size() <= before);
        CHECK(level.indices.size() % 3 == 0);
        CHECK(std::ranges::all_of(level.indices, [&](std::uint32_t i) { return i < vertices; }));
        before = level.indices.size();
    }
    CHECK(mesh.coarse.back().indices.size() < mesh.indices.size() / 10);
    CHECK(mesh.coarse[1].error_mm == 1.0F);
}

TEST_CASE("a mesh smaller than the error stays a surface", "[geometry]") {
    TriangleMesh mesh = tube(6, 3);
    for (auto& position : mesh.positions_mm) {
        position *= 0.01F;
    }
    CHECK(simplified(mesh, 5.0F).triangle_count() > 0);
    add_coarse_levels(mesh, std::array{5.0F});
    CHECK(!mesh.coarse.front().indices.empty());
}

TEST_CASE("an empty mesh stays empty", "[geometry]") {
    TriangleMesh empty;
    CHECK(simplified(empty, 1.0F).triangle_count() == 0);
    add_coarse_levels(empty, std::array{1.0F});
    CHECK(empty.coarse.empty());
    optimise_order(empty);
    CHECK(empty.positions_mm.empty());
}

TEST_CASE("ordering for the caches changes no triangle", "[geometry]") {
    TriangleMesh mesh = tube(12, 6);
    const double volume = calc_volume_mm3(mesh);
    const std::size_t triangles = mesh.triangle_count();
    optimise_order(mesh);
    CHECK(mesh.triangle_count() == triangles);
    CHECK(calc_volume_mm3(mesh) == Catch::Approx(volume));
    CHECK(count_open_edges(mesh) == 0);
}

}  // namespace palpate
