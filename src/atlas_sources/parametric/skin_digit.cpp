#include "atlas_sources/parametric/skin_digit.h"

#include "base/error.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
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

}  // namespace

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
