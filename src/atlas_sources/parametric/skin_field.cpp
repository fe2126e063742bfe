#include "atlas_sources/parametric/skin_field.h"

#include "atlas_sources/parametric/skin_digit.h"
#include "base/error.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

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

/// Away from the face the radial field has faint ribs: there only its broad form counts.
void calm_scalp(VoxelField& field, const SkinRecipe::Head& head, const JobContext& context) {
    VoxelField broad = field;
    blur(broad, head.scalp_blur_mm, context);
    const VoxelLayout& layout = field.layout;
    for (int z = 0; z < layout.size.z; ++z) {
        for (int y = 0; y < layout.size.y; ++y) {
            const glm::vec3 place = layout.centre_mm(0, y, z);
            const float share = std::max(smooth_ramp(head.face_z_mm, head.face_z_mm - head.face_fade_mm, place.z),
                                         smooth_ramp(head.face_y_mm, head.face_y_mm + head.face_fade_mm, place.y));
            for (int x = 0; x < layout.size.x; ++x) {
                const std::size_t i = layout.index(x, y, z);
                field.values[i] = glm::mix(field.values[i], broad.values[i], share);
            }
        }
    }
}

void shrink_beyond_cuts(VoxelField& field, const SkinRecipe::Head& head) {
    constexpr float k_onset_mm = 30.0F;  // a soft start instead of a crease at the plane
    constexpr float k_floor_mm = -45.0F;
    const VoxelLayout& layout = field.layout;
    for (int z = 0; z < layout.size.z; ++z) {
        for (int y = 0; y < layout.size.y; ++y) {
            for (int x = 0; x < layout.size.x; ++x) {
                float& value = field.values[layout.index(x, y, z)];
                for (const SkinRecipe::HeadCut& cut : head.cuts) {
                    const float beyond = glm::dot(layout.centre_mm(x, y, z) - cut.point_mm, cut.outward);
                    value -= cut.slope * smooth_max(beyond, 0.0F, k_onset_mm);
                }
                value = std::max(value, k_floor_mm);
            }
        }
    }
}

}  // namespace

void report_skin_progress(const JobContext& context, const SkinRecipe& recipe, std::size_t done) {
    constexpr std::size_t k_steps_after_grids = 4;  // head, guard, surface, simplifying
    context.progress({done, recipe.grids.size() + k_steps_after_grids, {"atlas_sources.progress.skin", {}}});
}

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
    add_pads_and_creases();
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
        report_skin_progress(context, recipe_, grids_.size());
        grids_.push_back(grow_grid(grid, members, context));
    }
}

void SkinField::grow_head(const HeadField& head, const JobContext& context) {
    report_skin_progress(context, recipe_, grids_.size());
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
    calm_scalp(grid.field, recipe_.head, context);
    shrink_beyond_cuts(grid.field, recipe_.head);
    grids_.push_back(std::move(grid));
}

void SkinField::add_pads_and_creases() {
    for (const SkinRecipe::Pad& pad : recipe_.pads) {
        SkinGrid& grid = grids_[grid_named(pad.grid)];
        std::vector<RoundCone> chain;
        for (std::size_t i = 0; i < std::max<std::size_t>(pad.balls.size(), 2) - 1; ++i) {
            const glm::vec4& from = pad.balls[i];
            const glm::vec4& to = pad.balls[std::min(i + 1, pad.balls.size() - 1)];
            chain.push_back({glm::vec3(from), glm::vec3(to), from.w, to.w});
        }
        if (pad.carve) {
            grid.carve(chain, pad.seam_mm);
        } else {
            grid.add(chain, pad.seam_mm);
        }
        if (pad.blur_mm > 0.0F) {
            grid.soften(chain, pad.blur_mm);
        }
    }
    for (const SkinRecipe::Crease& crease : recipe_.creases) {
        grids_[grid_named(crease.grid)].sink(crease);
    }
}

void SkinField::add_digits(std::span<const SkinSolid> solids) {
    for (const SkinRecipe::Digits& set : recipe_.digits) {
        SkinGrid& grid = grids_[grid_named(set.grid)];
        for (const SkinRecipe::Digit& digit : set.digits) {
            const std::vector<RoundCone> cones = find_digit(digit, set.tip_mm, solids);
            if (!cones.empty()) {  // a body without this digit is a body, too
                grid.add(cones, set.seam_mm);
                for (const SkinRecipe::Crease& crease : make_joint_creases(set, digit, cones)) {
                    grid.sink(crease);
                }
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
    // Over the skull both follow the same bone: a wide seam there would only add the coarser one's ripples.
    const SkinRecipe::Head& head = recipe_.head;
    const float head_seam = head.seam_mm * smooth_ramp(head.nape_y_mm + head.nape_fade_mm, head.nape_y_mm, left.y);
    return smooth_max(depth, grids_.back().depth_mm(left), head_seam);
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
    // A pad may reach a grid's face; outside, depth falls by a millimetre per millimetre.
    constexpr float k_thickest_pad_mm = 45.0F;
    box.low = box.low - k_thickest_pad_mm;
    box.high = box.high + k_thickest_pad_mm;
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

bool SkinField::is_covered(const Watched& watched) const {
    const auto covers = [&](std::size_t grid) {
        return grids_[grid].depth_mm(watched.left_mm) >= recipe_.clearance_mm;
    };
    return std::ranges::all_of(grids_ruling(watched.group, watched.left_mm), covers) ||
           depth_mm(watched.left_mm) >= recipe_.clearance_mm;
}

std::vector<SkinField::Watched> SkinField::find_uncovered(std::span<const SkinSolid> solids,
                                                          const JobContext& context) const {
    std::vector<std::vector<Watched>> found(solids.size());
    parallel_for(solids.size(), [&](std::size_t i) {
        context.check_stop();
        const TriangleMesh& mesh = solids[i].mesh;
        const std::string_view group = group_of(recipe_, mesh);
        const auto look_at = [&](const glm::vec3& place) {
            const Watched watched{onto_left(place), group};
            if (!is_covered(watched)) {
                found[i].push_back(watched);
            }
        };
        std::ranges::for_each(mesh.positions_mm, look_at);
        for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
            const auto [a, b, c] = mesh.triangle(t);
            look_at((a + b + c) / 3.0F);
        }
    });
    std::vector<Watched> all;
    for (const std::vector<Watched>& of_solid : found) {
        all.insert(all.end(), of_solid.begin(), of_solid.end());
    }
    return all;
}

void SkinField::raise_over(std::span<const Watched> uncovered, const JobContext& context) {
    std::vector<std::vector<Lack>> lacks(grids_.size());
    for (const Watched& watched : uncovered) {
        for (const std::size_t grid : grids_ruling(watched.group, watched.left_mm)) {
            const float amount = recipe_.clearance_mm - grids_[grid].depth_mm(watched.left_mm);
            if (amount > 0.0F) {
                lacks[grid].push_back({watched.left_mm, amount});
            }
        }
    }
    for (std::size_t grid = 0; grid < grids_.size(); ++grid) {
        if (!lacks[grid].empty()) {
            const bool head = grid == recipe_.grids.size();
            grids_[grid].raise(lacks[grid], head ? recipe_.head.mound_mm : recipe_.grids[grid].mound_mm, context);
        }
    }
}

void SkinField::guard(std::span<const SkinSolid> solids, const JobContext& context) {
    constexpr int k_rounds = 4;
    std::vector<Watched> uncovered = find_uncovered(solids, context);
    for (int round = 0; round < k_rounds && !uncovered.empty(); ++round) {
        raise_over(uncovered, context);
        // Raising lowers nothing: what was covered stays so.
        std::erase_if(uncovered, [&](const Watched& watched) { return is_covered(watched); });
    }
}

}  // namespace palpate
