#include "atlas_sources/parametric/skin_digit.h"

#include "base/error.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace palpate {
namespace {

/// The two ends of a long bone: the mean of the vertices near each end of its longest direction.
std::array<glm::vec3, 2> find_ends(const TriangleMesh& bone) {
    const Box box = bounds(bone);
    glm::vec3 centre{0.0F};
    for (const glm::vec3& p : bone.positions_mm) {
        centre = centre + p;
    }
    centre = centre / static_cast<float>(bone.positions_mm.size());
    glm::vec3 direction = box.size();
    for (int round = 0; round < 30; ++round) {  // power iteration on the covariance
        glm::vec3 next{0.0F};
        for (const glm::vec3& p : bone.positions_mm) {
            next = next + glm::dot(p - centre, direction) * (p - centre);
        }
        direction = glm::normalize(next);
    }
    float low = 0.0F;
    float high = 0.0F;
    for (const glm::vec3& p : bone.positions_mm) {
        const float along = glm::dot(p - centre, direction);
        low = std::min(low, along);
        high = std::max(high, along);
    }
    return {centre + low * direction, centre + high * direction};
}

using Ends = std::array<glm::vec3, 2>;  ///< near and far

/// Bones may run either way: turns each so that its near end meets the bone before it.
void turn_outwards(std::vector<Ends>& bones) {
    if (bones.size() > 1) {
        const auto gap = [&](const glm::vec3& p) {
            return std::min(glm::distance(p, bones[1][0]), glm::distance(p, bones[1][1]));
        };
        if (gap(bones[0][0]) < gap(bones[0][1])) {
            std::swap(bones[0][0], bones[0][1]);
        }
    }
    for (std::size_t i = 1; i < bones.size(); ++i) {
        const glm::vec3& before = bones[i - 1][1];
        if (glm::distance(bones[i][0], before) > glm::distance(bones[i][1], before)) {
            std::swap(bones[i][0], bones[i][1]);
        }
    }
}

/// All parts of one structure.
TriangleMesh join_solids(std::span<const SkinSolid> solids, std::string_view catalogue_id) {
    TriangleMesh joined;
    for (const SkinSolid& solid : solids) {
        if (solid.catalogue_id == catalogue_id) {
            append(joined, solid.mesh);
        }
    }
    return joined;
}

/// A cross-section of a digit.
struct Ring {
    glm::vec3 centre_mm{0.0F};
    glm::vec3 along{0.0F};
    float radius_mm = 0.0F;
};

/// A line half way round the digit, on the side that `towards` points to; it runs out at its ends.
SkinRecipe::Crease half_ring(const std::string& grid, const Ring& ring, const glm::vec3& towards, float width_mm,
                             float depth_mm) {
    constexpr std::array k_shares{0.0F, 0.6F, 1.0F, 1.0F, 1.0F, 0.6F, 0.0F};
    constexpr float k_step_rad = 0.45F;
    const glm::vec3 up = glm::normalize(towards - glm::dot(towards, ring.along) * ring.along);
    const glm::vec3 aside = glm::cross(ring.along, up);
    SkinRecipe::Crease crease{"joint", grid, {}, std::nullopt, width_mm, depth_mm};
    for (std::size_t i = 0; i < k_shares.size(); ++i) {
        const float turn = k_step_rad * (static_cast<float>(i) - 3.0F);
        const glm::vec3 out = std::cos(turn) * up + std::sin(turn) * aside;
        crease.points.emplace_back(ring.centre_mm + ring.radius_mm * out, k_shares[i]);
    }
    return crease;
}

Ring ring_at(const RoundCone& cone, float share) {
    return {glm::mix(cone.from_mm, cone.to_mm, share), glm::normalize(cone.to_mm - cone.from_mm),
            glm::mix(cone.from_radius_mm, cone.to_radius_mm, share)};
}

}  // namespace

std::vector<SkinRecipe::Crease> make_joint_creases(const SkinRecipe::Digits& set, const SkinRecipe::Digit& digit,
                                                   std::span<const RoundCone> cones) {
    constexpr float k_wrinkle_off_mm = 1.7F;
    const SkinRecipe::Joints& joints = set.joints;
    const glm::vec3& back = digit.nail.dorsal;
    std::vector<SkinRecipe::Crease> creases;
    if (back == glm::vec3(0.0F)) {
        return creases;
    }
    const auto add = [&](const Ring& ring, const glm::vec3& towards, float width_mm, float depth_mm) {
        if (depth_mm != 0.0F) {
            creases.push_back(half_ring(set.grid, ring, towards, width_mm, depth_mm));
        }
    };
    for (std::size_t i = 1; i < cones.size(); ++i) {
        Ring ring = ring_at(cones[i], 0.0F);
        ring.along = glm::normalize(ring.along + ring_at(cones[i - 1], 1.0F).along);
        add(ring, back, joints.knuckle_width_mm, -joints.knuckle_mm);
        add(ring, -back, joints.fold_width_mm, joints.fold_mm);
        for (const float off : {-k_wrinkle_off_mm, k_wrinkle_off_mm}) {
            const Ring beside{ring.centre_mm + off * ring.along, ring.along, ring.radius_mm};
            add(beside, back, joints.fold_width_mm, joints.wrinkle_mm);
        }
    }
    if (joints.base_fold_at >= 0.0F && !cones.empty()) {
        add(ring_at(cones.front(), joints.base_fold_at), -back, joints.fold_width_mm, joints.fold_mm);
    }
    return creases;
}

std::vector<RoundCone> find_digit(const SkinRecipe::Digit& digit, float tip_mm, std::span<const SkinSolid> solids) {
    std::vector<TriangleMesh> bones;
    for (const std::string& id : digit.bones) {
        bones.push_back(join_solids(solids, id));
        if (bones.back().positions_mm.empty()) {
            return {};
        }
    }
    return make_digit(digit, tip_mm, bones);
}

std::vector<RoundCone> make_digit(const SkinRecipe::Digit& digit, float tip_mm, std::span<const TriangleMesh> bones) {
    PALPATE_ASSERT(!bones.empty() && digit.radii_mm.size() == bones.size() + 1);  // checked where the recipe is read
    std::vector<Ends> ends;
    for (const TriangleMesh& bone : bones) {
        ends.push_back(find_ends(bone));
    }
    turn_outwards(ends);
    std::vector<glm::vec3> joints{ends.front()[0]};
    for (std::size_t i = 1; i < ends.size(); ++i) {
        joints.push_back(0.5F * (ends[i - 1][1] + ends[i][0]));
    }
    joints.push_back(ends.back()[1] + tip_mm * glm::normalize(ends.back()[1] - ends.back()[0]));
    std::vector<RoundCone> cones;
    for (std::size_t i = 0; i + 1 < joints.size(); ++i) {
        cones.push_back(
            {joints[i] + digit.offset_mm, joints[i + 1] + digit.offset_mm, digit.radii_mm[i], digit.radii_mm[i + 1]});
    }
    return cones;
}

}  // namespace palpate
