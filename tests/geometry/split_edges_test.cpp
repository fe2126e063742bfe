#include "geometry/split_edges.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

using namespace palpate;

namespace {

TriangleMesh make_octahedron() {
    TriangleMesh mesh;
    mesh.positions_mm = {{10, 0, 0}, {-10, 0, 0}, {0, 10, 0}, {0, -10, 0}, {0, 0, 10}, {0, 0, -10}};
    for (const glm::vec3& place : mesh.positions_mm) {
        mesh.normals.push_back(glm::normalize(place));
    }
    mesh.indices = {0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5};
    return mesh;
}

float longest_edge_mm(const TriangleMesh& mesh) {
    float longest = 0.0F;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        longest = std::max({longest, glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
    }
    return longest;
}

}  // namespace

TEST_CASE("halving all edges makes four triangles of each and keeps the surface", "[geometry]") {
    TriangleMesh mesh = make_octahedron();
    const float before = longest_edge_mm(mesh);
    CHECK(split_edges(mesh, [](const glm::vec3&, const glm::vec3&) { return true; }) == 12);
    CHECK(mesh.triangle_count() == 32);
    CHECK(longest_edge_mm(mesh) == Catch::Approx(0.5F * before));
    CHECK(count_open_edges(mesh) == 0);
    CHECK(calc_volume_mm3(mesh) == Catch::Approx(calc_volume_mm3(make_octahedron())));
}

TEST_CASE("a closed mesh stays closed and outward where only some edges are halved", "[geometry]") {
    for (const float limit : {-9.0F, -4.0F, 0.0F, 2.0F, 4.0F}) {
        TriangleMesh mesh = make_octahedron();
        for (int round = 0; round < 4; ++round) {
            split_edges(mesh, [&](const glm::vec3& a, const glm::vec3& b) { return (a + b).x > 2.0F * limit; });
        }
        CHECK(mesh.triangle_count() > 8);
        CHECK(mesh.normals.size() == mesh.positions_mm.size());
        CHECK(count_open_edges(mesh) == 0);
        CHECK(calc_volume_mm3(mesh) == Catch::Approx(calc_volume_mm3(make_octahedron())));
    }
}

TEST_CASE("a mesh without an edge to halve stays as it is", "[geometry]") {
    TriangleMesh mesh = make_octahedron();
    CHECK(split_edges(mesh, [](const glm::vec3&, const glm::vec3&) { return false; }) == 0);
    CHECK(mesh.indices == make_octahedron().indices);
    CHECK(mesh.positions_mm == make_octahedron().positions_mm);
}
