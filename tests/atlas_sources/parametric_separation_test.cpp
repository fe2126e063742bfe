#include "atlas_sources/parametric/separation.h"
#include "atlas_sources/solid_tree.h"
#include "support/smooth_shapes.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <vector>

namespace palpate::parametric {
namespace {

using Catch::Approx;

BodySolid ball(std::size_t structure, const glm::vec3& centre, const glm::vec3& radius) {
    BodySolid solid{structure, *test::make_ellipsoid(centre, radius, 24)};
    solid.mesh.fibre_extent_mm = {2 * radius.y, 6 * radius.x};
    return solid;
}

/// How deep the vertices of one surface lie in another, at most.
float deepest_mm(const TriangleMesh& surface, const TriangleMesh& other) {
    const SolidTree tree(other);
    float deepest = 0.0F;
    for (const glm::vec3& point : surface.positions_mm) {
        if (tree.contains(point)) {
            deepest = std::max(deepest, tree.find_nearest(point, 100)->distance_mm);
        }
    }
    return deepest;
}

constexpr SeparationRole k_muscle{StructureClass::Muscle, false};
constexpr SeparationRole k_bone{StructureClass::Bone, false};

}  // namespace

TEST_CASE("a muscle leaves the bone it overlaps, and the bone stays", "[separation]") {
    std::vector<BodySolid> solids{ball(0, {50, 0, 0}, {20, 60, 20}), ball(1, {83, 0, 0}, {16, 60, 16})};
    const BodySolid bone = solids[1];
    const TriangleMesh before = solids[0].mesh;
    CHECK(deepest_mm(before, bone.mesh) > 2.5F);
    separate_solids(solids, std::vector{k_muscle, k_bone}, JobContext());
    CHECK(solids[1].mesh.positions_mm == bone.mesh.positions_mm);
    CHECK(deepest_mm(solids[0].mesh, bone.mesh) < 1.1F);
    CHECK(solids[0].mesh.indices == before.indices);
    // Away from the bone nothing moves, and no normal tips over.
    for (std::size_t i = 0; i < before.positions_mm.size(); ++i) {
        if (before.positions_mm[i].x < 50) {
            CHECK(solids[0].mesh.positions_mm[i] == before.positions_mm[i]);
        }
        CHECK(glm::length(solids[0].mesh.normals[i]) == Approx(1).margin(1e-4));
    }
}

TEST_CASE("two muscles that overlap meet halfway", "[separation]") {
    std::vector<BodySolid> solids{ball(0, {50, 0, 0}, {20, 60, 20}), ball(1, {87, 0, 0}, {20, 60, 20})};
    const auto volume = [&](std::size_t i) { return calc_volume_mm3(solids[i].mesh); };
    const double before = volume(0);
    separate_solids(solids, std::vector{k_muscle, k_muscle}, JobContext());
    CHECK(deepest_mm(solids[0].mesh, solids[1].mesh) < 1.1F);
    CHECK(volume(0) < before);
    CHECK(volume(0) == Approx(volume(1)).epsilon(0.01));
}

TEST_CASE("of two muscles the drawn one and the larger one give way more", "[separation]") {
    const auto moved_mm = [](const SeparationRole& first, const SeparationRole& second, float second_size) {
        std::vector<BodySolid> solids{ball(0, {50, 0, 0}, {20, 60, 20}),
                                      ball(1, {67 + 20 * second_size, 0, 0}, glm::vec3(20, 60, 20) * second_size)};
        const auto edges = [&] {
            return std::pair(std::ranges::max(solids[0].mesh.positions_mm, {}, &glm::vec3::x).x,
                             std::ranges::min(solids[1].mesh.positions_mm, {}, &glm::vec3::x).x);
        };
        const auto before = edges();
        separate_solids(solids, std::vector{first, second}, JobContext());
        CHECK(deepest_mm(solids[0].mesh, solids[1].mesh) < 1.1F);
        return std::pair(before.first - edges().first, edges().second - before.second);
    };
    constexpr SeparationRole k_measured{StructureClass::Muscle, false, true};
    const auto drawn = moved_mm(k_measured, k_muscle, 1.0F);
    CHECK(drawn.second > 4 * drawn.first);
    const auto larger = moved_mm(k_muscle, k_muscle, 2.0F);
    CHECK(larger.second > 4 * larger.first);
}

TEST_CASE("a muscle that crosses the mirror plane leaves its own image", "[separation]") {
    std::vector<BodySolid> solids{ball(0, {17.35F, 0, 0}, {20, 60, 20})};
    separate_solids(solids, std::vector{k_muscle}, JobContext());
    const float lowest = std::ranges::min(solids[0].mesh.positions_mm, {}, &glm::vec3::x).x;
    CHECK(lowest > -2.0F);
    solids[0] = ball(0, {17.35F, 0, 0}, {20, 60, 20});
    separate_solids(solids, std::vector{SeparationRole{StructureClass::Muscle, true}}, JobContext());
    CHECK(std::ranges::min(solids[0].mesh.positions_mm, {}, &glm::vec3::x).x == Approx(-2.65F).margin(0.1));
}

TEST_CASE("bands and what lies too deep are left alone", "[separation]") {
    const auto moves = [](const glm::vec3& bone_centre, float bone_radius, SeparationRole first) {
        std::vector<BodySolid> solids{ball(0, {50, 0, 0}, {20, 60, 20}), ball(1, bone_centre, glm::vec3(bone_radius))};
        const TriangleMesh before = solids[0].mesh;
        separate_solids(solids, std::vector{first, k_bone}, JobContext());
        return solids[0].mesh.positions_mm != before.positions_mm;
    };
    CHECK(moves({83, 0, 0}, 15, k_muscle));
    CHECK_FALSE(moves({83, 0, 0}, 15, {StructureClass::Connective, false}));
    CHECK_FALSE(moves({50, 0, 0}, 70, k_muscle));  // swallowed
}

}  // namespace palpate::parametric
