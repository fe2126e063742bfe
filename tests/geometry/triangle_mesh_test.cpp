#include "geometry/triangle_mesh.h"

#include "geometry/frame.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <random>

using namespace palpate;

namespace {

/// The unit cube scaled by `edge_mm`, with its corner at `low`, triangles counter-clockwise from outside.
TriangleMesh make_cube(const glm::vec3& low, float edge_mm) {
    TriangleMesh mesh;
    for (int i = 0; i < 8; ++i) {
        mesh.positions_mm.push_back(low + edge_mm * glm::vec3(i & 1, (i >> 1) & 1, (i >> 2) & 1));
    }
    mesh.indices = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                    2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    recalculate_normals(mesh);
    return mesh;
}

}  // namespace

TEST_CASE("a cube has its volume, area, box and no open edges", "[geometry]") {
    const TriangleMesh cube = make_cube({100, 900, -20}, 10);
    CHECK(calc_volume_mm3(cube) == Catch::Approx(1000.0));
    CHECK(calc_area_mm2(cube) == Catch::Approx(600.0));
    CHECK(bounds(cube).low == glm::vec3(100, 900, -20));
    CHECK(bounds(cube).high == glm::vec3(110, 910, -10));
    CHECK(count_open_edges(cube) == 0);
}

TEST_CASE("normals of a closed surface point outward", "[geometry]") {
    const TriangleMesh cube = make_cube({0, 0, 0}, 2);
    for (std::size_t i = 0; i < cube.positions_mm.size(); ++i) {
        CHECK(glm::dot(cube.normals[i], cube.positions_mm[i] - glm::vec3(1)) > 0.5F);
        CHECK(glm::length(cube.normals[i]) == Catch::Approx(1.0F));
    }
}

TEST_CASE("a missing triangle opens three edges", "[geometry]") {
    TriangleMesh cube = make_cube({0, 0, 0}, 1);
    cube.indices.resize(cube.indices.size() - 3);
    CHECK(count_open_edges(cube) == 3);
}

TEST_CASE("split vertices with equal positions still close a surface", "[geometry]") {
    const TriangleMesh cube = make_cube({0, 0, 0}, 1);
    TriangleMesh split;
    for (const auto index : cube.indices) {
        split.indices.push_back(static_cast<std::uint32_t>(split.positions_mm.size()));
        split.positions_mm.push_back(cube.positions_mm[index]);
    }
    recalculate_normals(split);
    CHECK(count_open_edges(split) == 0);
}

TEST_CASE("mirroring twice gives the mesh back, once keeps the volume positive", "[geometry]") {
    TriangleMesh cube = make_cube({30, 5, 5}, 4);
    cube.coarse.push_back({.indices = {0, 2, 1}, .error_mm = 1.0F});
    const TriangleMesh mirror = mirrored(cube);
    CHECK(calc_volume_mm3(mirror) == Catch::Approx(64.0));
    CHECK(bounds(mirror).high.x == Catch::Approx(2 * k_mirror_plane_x_mm - 30));
    const TriangleMesh again = mirrored(mirror);
    CHECK(again.indices == cube.indices);
    CHECK(again.coarse[0].indices == cube.coarse[0].indices);
    for (std::size_t i = 0; i < cube.positions_mm.size(); ++i) {
        CHECK(glm::length(again.positions_mm[i] - cube.positions_mm[i]) < 1e-4F);
    }
}

TEST_CASE("joining meshes keeps an attribute only where both have it", "[geometry]") {
    TriangleMesh first = make_cube({0, 0, 0}, 1);
    TriangleMesh second = make_cube({5, 0, 0}, 1);
    first.tendon.assign(8, 0.5F);
    first.openness.assign(8, 0.25F);
    second.openness.assign(8, 0.75F);
    append(first, second);
    CHECK(first.positions_mm.size() == 16);
    CHECK(first.triangle_count() == 24);
    CHECK(first.indices.back() == second.indices.back() + 8);
    CHECK(first.tendon.empty());
    CHECK(first.openness.size() == 16);
    CHECK(calc_volume_mm3(first) == Catch::Approx(2.0));
}

TEST_CASE("the nearest point lies on the surface and nothing sampled is nearer", "[geometry]") {
    const TriangleMesh cube = make_cube({0, 0, 0}, 10);
    std::mt19937 engine{3};
    std::uniform_real_distribution<float> place(-15, 25);
    std::uniform_real_distribution<float> share(0, 1);
    for (int i = 0; i < 100; ++i) {
        const glm::vec3 point(place(engine), place(engine), place(engine));
        const SurfacePoint nearest = closest_point(cube, point);
        const float distance = glm::length(nearest.position_mm - point);
        const SurfacePoint rebuilt = surface_point(cube, nearest.triangle, nearest.barycentric);
        CHECK(glm::length(rebuilt.position_mm - nearest.position_mm) < 1e-4F);
        for (std::uint32_t triangle = 0; triangle < cube.triangle_count(); ++triangle) {
            const float a = share(engine);
            const float b = share(engine) * (1 - a);
            const glm::vec3 sample = surface_point(cube, triangle, {1 - a - b, a, b}).position_mm;
            CHECK(glm::length(sample - point) >= distance - 1e-4F);
        }
    }
}
