#include "atlas_sources/parametric/skin.h"

#include "atlas_sources/parametric/skin_field.h"
#include "atlas_sources/parametric/skin_nails.h"
#include "atlas_sources/parametric/skin_refine.h"
#include "atlas_sources/parametric/skin_shapes.h"
#include "atlas_sources/parametric/skin_surface.h"
#include "geometry/frame.h"
#include "geometry/simplify.h"
#include "geometry/voxel_field_nets.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr int k_settle_rounds = 3;

bool lies_in_any(const std::vector<SkinRecipe::Claim>& boxes, const glm::vec3& p) {
    return std::ranges::any_of(boxes, [&](const auto& box) {
        return glm::all(glm::greaterThanEqual(p, box.low)) && glm::all(glm::lessThanEqual(p, box.high));
    });
}

bool on_plane(const glm::vec3& p) { return p.x == k_mirror_plane_x_mm; }

/// Runs `work(i)` for all vertices, in chunks, on all cores.
template <class Work>
void for_each_vertex(const TriangleMesh& mesh, const JobContext& context, const Work& work) {
    constexpr std::size_t k_chunk = 2048;
    const std::size_t count = mesh.positions_mm.size();
    parallel_for((count + k_chunk - 1) / k_chunk, [&](std::size_t chunk) {
        context.check_stop();
        for (std::size_t i = chunk * k_chunk; i < std::min(count, (chunk + 1) * k_chunk); ++i) {
            work(i);
        }
    });
}

/// Moves the vertices onto the zero surface along the field's slope; those on the mirror plane stay on it.
void settle(TriangleMesh& mesh, const SkinField& field, const JobContext& context) {
    for_each_vertex(mesh, context, [&](std::size_t i) {
        glm::vec3& place = mesh.positions_mm[i];
        const bool border = on_plane(place);
        const glm::vec3 normal = field.normal(place);
        for (int round = 0; round < k_settle_rounds; ++round) {
            place += glm::clamp(field.depth_mm(place), -0.8F, 0.8F) * normal;
            // What crosses the plane would fold over its own mirror image.
            place.x = border ? k_mirror_plane_x_mm : std::max(place.x, k_mirror_plane_x_mm + 0.05F);
        }
    });
}

void read_normals(TriangleMesh& mesh, const SkinField& field, const JobContext& context) {
    for_each_vertex(mesh, context, [&](std::size_t i) {
        glm::vec3 normal = field.normal(mesh.positions_mm[i]);
        if (on_plane(mesh.positions_mm[i])) {
            normal = glm::normalize(glm::vec3(0.0F, normal.y, normal.z));
        }
        mesh.normals[i] = normal;
    });
}

/// The place in a space where the regions of fine form are magnified.
glm::vec3 magnified(const std::vector<SkinRecipe::Magnifier>& magnifiers, const glm::vec3& place) {
    glm::vec3 result = place;
    for (const SkinRecipe::Magnifier& magnifier : magnifiers) {
        if (place.x >= magnifier.from_x_mm) {
            const float share = smooth_ramp(magnifier.from_y_mm, magnifier.to_y_mm, place.y);
            result += (magnifier.factor - 1.0F) * share * (place - magnifier.centre_mm);
        }
    }
    return result;
}

/// Simplifies to the recipe's error, face, hands and feet to a fraction of it: the simplifier sees them magnified. The
/// true places ride along as "normals", the one attribute it carries unchanged.
TriangleMesh simplify_by_region(TriangleMesh half, const SkinRecipe& recipe) {
    half.normals = half.positions_mm;
    for (glm::vec3& place : half.positions_mm) {
        place = magnified(recipe.magnifiers, place);
    }
    half = simplified(half, recipe.simplify_error_mm);
    half.positions_mm = half.normals;
    drop_folds(half);
    return half;
}

}  // namespace

TriangleMesh build_skin(std::span<const SkinSolid> solids, const SkinRecipe& recipe, const HeadField& head,
                        const JobContext& context) {
    SkinField field(solids, recipe, head, context);
    const std::size_t grids = recipe.grids.size();
    report_skin_progress(context, recipe, grids + 1);
    field.guard(solids, context);
    report_skin_progress(context, recipe, grids + 2);
    SurfaceNetsPlan plan;
    plan.box = field.half_box();
    plan.coarse_cell_mm = recipe.coarse_cell_mm;
    plan.fine = [&](const glm::vec3& p) { return lies_in_any(recipe.fine, p); };
    plan.mirrored_at_low_x = true;
    TriangleMesh half = make_surface_nets(
        plan, [&](const glm::vec3& p) { return field.depth_mm(p); }, context);
    settle(half, field, context);
    report_skin_progress(context, recipe, grids + 3);
    if (recipe.simplify_error_mm > 0.0F) {
        half = simplify_by_region(std::move(half), recipe);
        split_long_edges(half, longest_skin_edge_mm);
        settle(half, field, context);
        flip_edges(half);
        read_normals(half, field, context);
        unfold(half, k_mirror_plane_x_mm);
        settle(half, field, context);
    }
    read_normals(half, field, context);
    unfold_fully(half, k_mirror_plane_x_mm);  // what settling turned over again: between toes
    add_nails(half, make_nails(solids, recipe), field);
    unfold_fully(half, k_mirror_plane_x_mm);  // slivers at the rim of a nail
    report_skin_progress(context, recipe, grids + 4);
    return join_with_mirror_image(half);
}

}  // namespace palpate
