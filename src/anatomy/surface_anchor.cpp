#include "anatomy/surface_anchor.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

/// Extent per axis; a flat axis counts as one millimetre so that dividing by it is safe.
glm::vec3 safe_size(const Box& box) { return glm::max(box.size(), glm::vec3(1.0F)); }

bool are_weights(const glm::vec3& weights) {
    constexpr float k_slack = 1e-3F;
    const float sum = weights.x + weights.y + weights.z;
    return std::isfinite(sum) && std::abs(sum - 1.0F) < k_slack &&
           std::min({weights.x, weights.y, weights.z}) > -k_slack;
}

}  // namespace

SurfaceAnchor make_anchor(const Atlas& atlas, const Structure& structure, const SurfacePoint& point) {
    const Box box = bounds(*structure.mesh);
    return {.structure = structure.id,
            .box_position = (point.position_mm - box.low) / safe_size(box),
            .atlas_topology = atlas.topology(),
            .triangle = point.triangle,
            .barycentric = point.barycentric};
}

std::optional<ResolvedAnchor> resolve(const SurfaceAnchor& anchor, const Atlas& atlas) {
    const auto index = atlas.find_index(anchor.structure);
    if (!index) {
        return std::nullopt;
    }
    const TriangleMesh& mesh = *atlas.structures()[*index].mesh;
    // A damaged record may name a triangle the surface does not have: then the box position still finds the place.
    const bool exact = anchor.atlas_topology == atlas.topology() && anchor.triangle < mesh.triangle_count() &&
                       are_weights(anchor.barycentric);
    if (exact) {
        return ResolvedAnchor{*index, surface_point(mesh, anchor.triangle, anchor.barycentric), 0.0F};
    }
    const Box box = bounds(mesh);
    const glm::vec3 carried = box.low + anchor.box_position * safe_size(box);
    const SurfacePoint nearest = closest_point(mesh, carried);
    return ResolvedAnchor{*index, nearest, glm::distance(carried, nearest.position_mm)};
}

}  // namespace palpate
