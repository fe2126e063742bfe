#include "atlas_sources/openness.h"

#include "base/error.h"
#include "geometry/frame.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <array>
#include <stop_token>

namespace palpate {
namespace {

/// A flat square of n x n vertices, 200 mm wide, facing up at height y.
TriangleMesh floor_at(float y, std::uint32_t n = 9) {
    TriangleMesh mesh;
    for (std::uint32_t i = 0; i < n; ++i) {
        for (std::uint32_t j = 0; j < n; ++j) {
            const float step = 200.0F / static_cast<float>(n - 1);
            mesh.positions_mm.emplace_back(step * static_cast<float>(j) - 100.0F, y,
                                           100.0F - step * static_cast<float>(i));
            mesh.normals.emplace_back(0, 1, 0);
        }
    }
    for (std::uint32_t i = 0; i + 1 < n; ++i) {
        for (std::uint32_t j = 0; j + 1 < n; ++j) {
            const std::uint32_t a = i * n + j;
            mesh.indices.insert(mesh.indices.end(), {a, a + 1, a + n, a + 1, a + n + 1, a + n});
        }
    }
    return mesh;
}

float middle(const TriangleMesh& mesh) { return mesh.openness[mesh.openness.size() / 2]; }

}  // namespace

TEST_CASE("a lone floor sees the whole sky", "[openness]") {
    TriangleMesh floor = floor_at(0);
    bake_openness(std::array{LitSurface{&floor, Layer::Bones, false}}, {});
    REQUIRE(floor.openness.size() == floor.positions_mm.size());
    for (const float value : floor.openness) {
        CHECK(value == 1.0F);
    }
}

TEST_CASE("the two sides of the skin get the same light", "[openness]") {
    TriangleMesh skin = floor_at(0, 15);
    for (glm::vec3& place : skin.positions_mm) {
        place.x += k_mirror_plane_x_mm;
        place.y = 0.01F * (place.x - k_mirror_plane_x_mm) *
                  (place.x - k_mirror_plane_x_mm);  // a trough: its bottom sees less of the sky than its banks
    }
    recalculate_normals(skin);
    bake_openness(std::array{LitSurface{&skin, Layer::Skin, false}}, {});
    CHECK(middle(skin) < 1.0F);
    for (std::size_t row = 0; row < 15; ++row) {
        for (std::size_t column = 0; column < 15; ++column) {
            CHECK(skin.openness[row * 15 + column] == skin.openness[row * 15 + 14 - column]);
        }
    }
}

TEST_CASE("deeper surfaces shade, shallower ones do not", "[openness]") {
    TriangleMesh floor = floor_at(0);
    TriangleMesh roof = floor_at(20);
    SECTION("a roof in a deeper layer buries the floor") {
        bake_openness(std::array{LitSurface{&floor, Layer::Superficial, false}, LitSurface{&roof, Layer::Bones, false}},
                      {});
        CHECK(middle(floor) < 0.2F);
        CHECK(middle(roof) == 1.0F);
    }
    SECTION("a roof in a shallower layer can be peeled away: no shade") {
        bake_openness(std::array{LitSurface{&floor, Layer::Bones, false}, LitSurface{&roof, Layer::Superficial, false}},
                      {});
        CHECK(middle(floor) == 1.0F);
    }
    SECTION("skin neither shades muscles nor is shaded by them") {
        bake_openness(std::array{LitSurface{&floor, Layer::Superficial, false}, LitSurface{&roof, Layer::Skin, false}},
                      {});
        CHECK(middle(floor) == 1.0F);
        TriangleMesh skin = floor_at(0);
        bake_openness(std::array{LitSurface{&skin, Layer::Skin, false}, LitSurface{&roof, Layer::Superficial, false}},
                      {});
        CHECK(middle(skin) == 1.0F);
    }
    SECTION("what is farther than the reach does not shade") {
        TriangleMesh sky = floor_at(90);
        bake_openness(std::array{LitSurface{&floor, Layer::Bones, false}, LitSurface{&sky, Layer::Bones, false}}, {});
        CHECK(middle(floor) == 1.0F);
    }
}

TEST_CASE("the mirror image of a paired surface shades the other side", "[openness]") {
    TriangleMesh floor = floor_at(0);
    TriangleMesh roof = floor_at(20);
    for (auto& position : roof.positions_mm) {
        position.x += 150;  // beyond the middle: only its mirror image covers the left half of the floor
    }
    bake_openness(std::array{LitSurface{&floor, Layer::Bones, false}, LitSurface{&roof, Layer::Bones, true}}, {});
    const float left_end = floor.openness[floor.openness.size() / 2 - 4];
    const float right_end = floor.openness[floor.openness.size() / 2 + 4];
    CHECK(left_end < 0.9F);
    CHECK(left_end == Catch::Approx(right_end).margin(0.15));
}

TEST_CASE("baking light stops when asked", "[openness]") {
    TriangleMesh floor = floor_at(0);
    std::stop_source source;
    source.request_stop();
    const JobContext context(source.get_token(), {});
    CHECK_THROWS_AS(bake_openness(std::array{LitSurface{&floor, Layer::Bones, false}}, context), Error);
}

}  // namespace palpate
