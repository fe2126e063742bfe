#include "atlas_sources/parametric/skin_refine.h"

#include "atlas_sources/parametric/skin_contact.h"
#include "geometry/frame.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace palpate;

namespace {

/// An octahedron without the attributes a skin does not have.
TriangleMesh bare_octahedron(const glm::vec3& centre, float radius) {
    TriangleMesh mesh = test::octahedron(centre, glm::vec3(radius));
    mesh.fibre_uv.clear();
    mesh.tendon.clear();
    mesh.openness.clear();
    return mesh;
}

float longest_edge(const TriangleMesh& mesh) {
    float longest = 0.0F;
    for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
        const auto [a, b, c] = mesh.triangle(t);
        longest = std::max({longest, glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
    }
    return longest;
}

}  // namespace

TEST_CASE("long edges are split until none is left, the surface stays closed and where it was",
          "[atlas_sources][skin]") {
    TriangleMesh mesh = bare_octahedron({0, 0, 0}, 50.0F);
    const double volume = calc_volume_mm3(mesh);
    split_long_edges(mesh, [](const glm::vec3&) { return 9.0F; });
    CHECK(longest_edge(mesh) <= 9.0F);
    CHECK(mesh.triangle_count() > 200);
    CHECK(mesh.normals.size() == mesh.positions_mm.size());
    CHECK(count_open_edges(mesh) == 0);
    CHECK(calc_volume_mm3(mesh) == Catch::Approx(volume).epsilon(1e-4));
}

TEST_CASE("a vertex drawn over its neighbours comes back", "[atlas_sources][skin]") {
    TriangleMesh mesh = bare_octahedron({0, 0, 0}, 50.0F);
    split_long_edges(mesh, [](const glm::vec3&) { return 9.0F; });
    REQUIRE(unfold(mesh, 1e9F) == 0);
    TriangleMesh folded = mesh;
    folded.positions_mm.back() = mesh.positions_mm.front();
    CHECK(unfold(folded, 1e9F) == 0);
}

TEST_CASE("a sliver gives way to the other diagonal, a ridge stays", "[atlas_sources][skin]") {
    TriangleMesh flat;
    flat.positions_mm = {{0, 0, 0}, {10, 0, 0}, {5, 1, 0}, {5, -1, 0}};
    flat.normals.assign(4, {0, 0, 1});
    flat.indices = {0, 1, 2, 1, 0, 3};
    TriangleMesh ridge = flat;
    ridge.positions_mm[2].z = ridge.positions_mm[3].z = -1.0F;
    const std::vector<std::uint32_t> before = ridge.indices;
    flip_edges(flat);
    for (std::size_t t = 0; t < 2; ++t) {
        const auto [a, b, c] = flat.triangle(t);
        CHECK(glm::cross(b - a, c - a).z == Catch::Approx(10.0F));
    }
    flip_edges(ridge);
    CHECK(ridge.indices == before);
}

TEST_CASE("flipping edges keeps a solid closed and its volume", "[atlas_sources][skin]") {
    TriangleMesh mesh = bare_octahedron({0, 0, 0}, 50.0F);
    for (glm::vec3& place : mesh.positions_mm) {
        place.x *= 6.0F;  // long slivers
    }
    split_long_edges(mesh, [](const glm::vec3& place) { return place.y > 0.0F ? 9.0F : 40.0F; });
    const double volume = calc_volume_mm3(mesh);
    const std::vector<std::uint32_t> before = mesh.indices;
    flip_edges(mesh);
    CHECK(mesh.indices != before);
    CHECK(count_open_edges(mesh) == 0);
    CHECK(calc_volume_mm3(mesh) == Catch::Approx(volume).epsilon(1e-3));
}

TEST_CASE("a normal that sees a triangle from behind is tilted", "[atlas_sources][skin]") {
    TriangleMesh mesh;
    mesh.positions_mm = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    mesh.normals = {{0, 0, -1}, {0, 0.6F, -0.8F}, {1, 0, 0}};
    mesh.indices = {0, 1, 2};
    tilt_normals(mesh);
    CHECK(mesh.normals[0].z + mesh.normals[1].z + mesh.normals[2].z > 0.0F);
}

TEST_CASE("pushes that would fold the skin are evened out, the others stay", "[atlas_sources][forms]") {
    TriangleMesh skin = bare_octahedron({100, 0, 0}, 50.0F);
    split_long_edges(skin, [](const glm::vec3&) { return 12.0F; });
    std::vector<glm::vec3> pushes(skin.positions_mm.size(), glm::vec3(0.0F, 0.0F, 5.0F));
    const glm::vec3 aside = glm::cross(skin.normals.front(), glm::normalize(glm::vec3(0.3F, 0.5F, 0.8F)));
    pushes.front() = 60.0F * glm::normalize(aside);  // over its neighbours
    std::vector<glm::vec3> gentle(pushes.size(), glm::vec3(0.0F, 0.0F, 5.0F));
    CHECK(parametric::ease_folds(pushes, skin) == 0);
    CHECK(glm::length(pushes.front()) < 40.0F);
    CHECK(parametric::ease_folds(gentle, skin) == 0);
    CHECK(std::ranges::all_of(gentle, [](const glm::vec3& push) { return push == glm::vec3(0.0F, 0.0F, 5.0F); }));
}

TEST_CASE("what swells towards other skin stops short of it", "[atlas_sources][forms]") {
    TriangleMesh skin = bare_octahedron({0, 0, 0}, 50.0F);
    append(skin, bare_octahedron({110, 0, 0}, 50.0F));
    split_long_edges(skin, [](const glm::vec3&) { return 12.0F; });
    const auto facing = parametric::find_facing_skin(skin);
    std::vector<glm::vec3> pushes;
    for (const glm::vec3& normal : skin.normals) {
        pushes.push_back(30.0F * normal);
    }
    parametric::keep_apart(pushes, skin, facing);
    float left = -1e9F;
    float right = 1e9F;
    float most = 0.0F;
    for (std::size_t v = 0; v < pushes.size(); ++v) {
        const float x = skin.positions_mm[v].x + pushes[v].x;
        (skin.positions_mm[v].x < 55.0F ? left = std::max(left, x) : right = std::min(right, x));
        most = std::max(most, glm::length(pushes[v]));
    }
    CHECK(left < right);
    CHECK(most > 20.0F);  // away from the other one it swells nearly as asked
}
