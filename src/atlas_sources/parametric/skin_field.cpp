#include "atlas_sources/parametric/skin_field.h"

#include "base/error.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace palpate {
namespace {

glm::vec3 onto_left(glm::vec3 point) {
    point.x = k_mirror_plane_x_mm + std::abs(point.x - k_mirror_plane_x_mm);
    return point;
}

glm::vec3 mirror_image(glm::vec3 point) {
    point.x = 2.0F * k_mirror_plane_x_mm - point.x;
    return point;
}

[[noreturn]] void refuse_name(std::string_view name) {
    throw Error(ErrorCode::InvalidContent, {"atlas_sources.error.skin_name", {{"name", std::string(name)}}});
}

bool lies_in(const SkinRecipe::Claim& claim, const glm::vec3& p) {
    return p.x >= claim.low.x && p.y >= claim.low.y && p.z >= claim.low.z && p.x <= claim.high.x &&
           p.y <= claim.high.y && p.z <= claim.high.z;
}

/// Depth over its slope, so that it reads as mm near the surface also where the radial field is steep.
void normalise_slope(VoxelField& field) {
    const VoxelLayout& layout = field.layout;
    const std::vector<float> raw = field.values;
    const auto at = [&](int x, int y, int z) {
        x = std::clamp(x, 0, layout.size.x - 1);
        y = std::clamp(y, 0, layout.size.y - 1);
        z = std::clamp(z, 0, layout.size.z - 1);
        return raw[layout.index(x, y, z)];
    };
    parallel_for(static_cast<std::size_t>(layout.size.z), [&](std::size_t slice) {
        const int z = static_cast<int>(slice);
        for (int y = 0; y < layout.size.y; ++y) {
            for (int x = 0; x < layout.size.x; ++x) {
                const glm::vec3 slope{at(x + 1, y, z) - at(x - 1, y, z), at(x, y + 1, z) - at(x, y - 1, z),
                                      at(x, y, z + 1) - at(x, y, z - 1)};
                const float steepness = glm::length(slope) / (2.0F * layout.spacing_mm);
                float& value = field.values[layout.index(x, y, z)];
                value = raw[layout.index(x, y, z)] / std::max(steepness, 1.0F);
            }
        }
    });
}

}  // namespace

std::string_view group_of(const SkinRecipe& recipe, const TriangleMesh& solid) {
    const glm::vec3 centre = onto_left(bounds(solid).centre());
    for (const SkinRecipe::Group& group : recipe.groups) {
        const bool claimed =
            std::ranges::any_of(group.claims, [&](const auto& claim) { return lies_in(claim, centre); });
        if (claimed || group.claims.empty()) {
            return group.name;
        }
    }
    return recipe.groups.back().name;
}

SkinField::SkinField(std::span<const SkinSolid> solids, const SkinRecipe& recipe, const HeadField& head,
                     const JobContext& context)
    : recipe_(recipe) {
    grow_grids(solids, context);
    grow_head(head, context);
    add_digits(solids);
    add_pads();
    trunk_ = limb_named("trunk");
    arm_ = limb_named("arm");
    leg_ = limb_named("leg");
}

void SkinField::grow_grids(std::span<const SkinSolid> solids, const JobContext& context) {
    for (const SkinRecipe::Grid& grid : recipe_.grids) {
        std::vector<const TriangleMesh*> members;
        for (const SkinSolid& solid : solids) {
            if (group_of(recipe_, solid.mesh) == grid.group) {
                members.push_back(&solid.mesh);
            }
        }
        if (members.empty()) {
            refuse_name(grid.group);
        }
        context.progress({grids_.size(), recipe_.grids.size() + 3, {"atlas_sources.progress.skin", {}}});
        grids_.push_back(grow_grid(grid, members, context));
    }
}

void SkinField::grow_head(const HeadField& head, const JobContext& context) {
    // A head reaches this far from its centre, ears and nose included.
    constexpr glm::vec3 k_reach_back_down_mm{0.0F, 135.0F, 118.0F};
    constexpr glm::vec3 k_reach_mm{105.0F, 125.0F, 125.0F};
    VoxelLayout layout;
    layout.spacing_mm = recipe_.head.voxel_mm;
    layout.first_mm = head.centre_mm() - k_reach_back_down_mm;
    layout.first_mm.x = k_mirror_plane_x_mm + 0.5F * layout.spacing_mm;
    layout.size = glm::ivec3((k_reach_mm + k_reach_back_down_mm) / layout.spacing_mm);
    SkinGrid grid(layout, true);
    parallel_for(static_cast<std::size_t>(layout.size.z), [&](std::size_t slice) {
        context.check_stop();
        const int z = static_cast<int>(slice);
        for (int y = 0; y < layout.size.y; ++y) {
            for (int x = 0; x < layout.size.x; ++x) {
                grid.field.values[layout.index(x, y, z)] = head.depth_mm(layout.centre_mm(x, y, z));
            }
        }
    });
    normalise_slope(grid.field);
    blur(grid.field, recipe_.head.blur_mm, context);
    for (int z = 0; z < layout.size.z; ++z) {
        for (int y = 0; y < layout.size.y; ++y) {
            for (int x = 0; x < layout.size.x; ++x) {
                float& value = grid.field.values[layout.index(x, y, z)];
                for (const SkinRecipe::HeadCut& cut : recipe_.head.cuts) {
                    const float beyond = glm::dot(layout.centre_mm(x, y, z) - cut.point_mm, cut.outward);
                    value -= cut.slope * smooth_max(beyond, 0.0F, 30.0F);
                }
                value = std::max(value, -45.0F);
            }
        }
    }
    grids_.push_back(std::move(grid));
}

void SkinField::add_pads() {
    for (const SkinRecipe::Pad& pad : recipe_.pads) {
        SkinGrid& grid = grids_[grid_named(pad.grid)];
        for (std::size_t i = 0; i < pad.balls.size(); ++i) {
            if (i + 1 == pad.balls.size() && i > 0) {
                break;  // the last ball of a chain is the end of the hull before it
            }
            const glm::vec4& from = pad.balls[i];
            const glm::vec4& to = pad.balls[std::min(i + 1, pad.balls.size() - 1)];
            const RoundCone cone{glm::vec3(from), glm::vec3(to), from.w, to.w};
            if (pad.carve) {
                grid.carve(cone, pad.seam_mm);
            } else {
                grid.add(cone, pad.seam_mm);
            }
        }
    }
}

void SkinField::add_digits(std::span<const SkinSolid> solids) {
    for (const SkinRecipe::Digits& set : recipe_.digits) {
        SkinGrid& grid = grids_[grid_named(set.grid)];
        for (const SkinRecipe::Digit& digit : set.digits) {
            std::vector<const TriangleMesh*> bones;
            for (const std::string& id : digit.bones) {
                const auto bone = std::ranges::find(solids, id, &SkinSolid::catalogue_id);
                if (bone != solids.end()) {
                    bones.push_back(&bone->mesh);
                }
            }
            if (bones.size() != digit.bones.size()) {
                continue;  // a body without this digit is a body, too
            }
            for (const RoundCone& cone : make_digit(digit, set.tip_mm, bones)) {
                grid.add(cone, set.seam_mm);
            }
        }
    }
}

std::size_t SkinField::grid_named(std::string_view name) const {
    for (std::size_t i = 0; i < recipe_.grids.size(); ++i) {
        if (recipe_.grids[i].name == name) {
            return i;
        }
    }
    if (name == "head") {
        return recipe_.grids.size();
    }
    refuse_name(name);
}

SkinField::Limb SkinField::limb_named(std::string_view name) const {
    Limb limb{grid_named(name), std::nullopt, 0.0F, 0.0F};
    for (const SkinRecipe::Takeover& takeover : recipe_.takeovers) {
        if (takeover.coarse == name) {
            limb.fine = grid_named(takeover.fine);
            limb.from_y_mm = takeover.from_y_mm;
            limb.to_y_mm = takeover.to_y_mm;
        }
    }
    return limb;
}

float SkinField::limb_depth_mm(const Limb& limb, const glm::vec3& point_mm) const {
    const float share = limb.fine ? smooth_ramp(limb.from_y_mm, limb.to_y_mm, point_mm.y) : 0.0F;
    const float coarse = share < 1.0F ? grids_[limb.coarse].depth_mm(point_mm) : 0.0F;
    const float fine = share > 0.0F ? grids_[*limb.fine].depth_mm(point_mm) : 0.0F;
    return glm::mix(coarse, fine, share);
}

float SkinField::depth_mm(const glm::vec3& point_mm) const {
    const glm::vec3 left = onto_left(point_mm);
    const SkinRecipe::Seams& seams = recipe_.seams;
    float depth = limb_depth_mm(trunk_, left);
    const float leg = smooth_max(limb_depth_mm(leg_, left), limb_depth_mm(leg_, mirror_image(left)), seams.thighs_mm);
    depth = smooth_max(depth, leg, seams.leg_mm);
    const float seam = seams.arm_mm * smooth_ramp(seams.armpit_y_mm, seams.armpit_y_mm + seams.armpit_fade_mm, left.y);
    depth = smooth_max(depth, limb_depth_mm(arm_, left), seam);
    return smooth_max(depth, grids_.back().depth_mm(left), recipe_.head.seam_mm);
}

glm::vec3 SkinField::normal(const glm::vec3& point_mm) const {
    // A voxel either way: shorter steps would show the kinks of the trilinear field as flecks in the shading.
    const bool fine =
        std::ranges::any_of(recipe_.fine, [&](const auto& box) { return lies_in(box, onto_left(point_mm)); });
    const float half_step_mm = fine ? recipe_.head.voxel_mm : recipe_.grids.front().voxel_mm;
    glm::vec3 slope{0.0F};
    for (int axis = 0; axis < 3; ++axis) {
        glm::vec3 offset{0.0F};
        offset[axis] = half_step_mm;
        slope[axis] = depth_mm(point_mm - offset) - depth_mm(point_mm + offset);
    }
    const float length = glm::length(slope);
    return length > 1e-6F ? slope / length : glm::vec3(0.0F, 1.0F, 0.0F);
}

Box SkinField::half_box() const {
    Box box;
    for (const SkinGrid& grid : grids_) {
        box.add(grid.field.layout.first_mm);
        box.add(grid.field.layout.last_mm());
    }
    box.low.x = k_mirror_plane_x_mm;
    return box;
}

std::vector<std::size_t> SkinField::grids_ruling(std::string_view group, const glm::vec3& left_mm) const {
    if (group != "arm" && group != "leg") {
        const std::size_t head = grids_.size() - 1;
        const bool in_head = grids_[head].depth_mm(left_mm) > grids_[trunk_.coarse].depth_mm(left_mm);
        return {in_head ? head : trunk_.coarse};
    }
    const Limb& limb = group == "arm" ? arm_ : leg_;
    const float share = limb.fine ? smooth_ramp(limb.from_y_mm, limb.to_y_mm, left_mm.y) : 0.0F;
    std::vector<std::size_t> result;
    if (share < 1.0F) {
        result.push_back(limb.coarse);
    }
    if (share > 0.0F) {
        result.push_back(*limb.fine);
    }
    return result;
}

void SkinField::note_lack(std::string_view group, const glm::vec3& point_mm,
                          std::vector<std::vector<Lack>>& lacks) const {
    const glm::vec3 left = onto_left(point_mm);
    const std::vector<std::size_t> ruling = grids_ruling(group, left);
    const auto covers = [&](std::size_t grid) { return grids_[grid].depth_mm(left) >= recipe_.clearance_mm; };
    if (std::ranges::all_of(ruling, covers) || depth_mm(left) >= recipe_.clearance_mm) {
        return;
    }
    for (const std::size_t grid : ruling) {
        const float amount = recipe_.clearance_mm - grids_[grid].depth_mm(left);
        if (amount > 0.0F) {
            lacks[grid].push_back({left, amount});
        }
    }
}

std::size_t SkinField::guard(std::span<const SkinSolid> solids, const JobContext& context) {
    std::vector<std::vector<std::vector<Lack>>> found(solids.size(), std::vector<std::vector<Lack>>(grids_.size()));
    parallel_for(solids.size(), [&](std::size_t i) {
        context.check_stop();
        const TriangleMesh& mesh = solids[i].mesh;
        const std::string_view group = group_of(recipe_, mesh);
        for (const glm::vec3& place : mesh.positions_mm) {
            note_lack(group, place, found[i]);
        }
        for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
            const auto [a, b, c] = mesh.triangle(t);
            note_lack(group, (a + b + c) / 3.0F, found[i]);
        }
    });
    std::size_t count = 0;
    for (std::size_t grid = 0; grid < grids_.size(); ++grid) {
        std::vector<Lack> lacks;
        for (const auto& of_solid : found) {
            lacks.insert(lacks.end(), of_solid[grid].begin(), of_solid[grid].end());
        }
        if (!lacks.empty()) {
            const bool head = grid == recipe_.grids.size();
            grids_[grid].raise(lacks, head ? recipe_.head.mound_mm : recipe_.grids[grid].mound_mm, context);
            count += lacks.size();
        }
    }
    return count;
}

}  // namespace palpate
