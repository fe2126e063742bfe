#pragma once

#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <functional>
#include <vector>

namespace palpate {

/// Where the zero surface of a field is looked for, and how finely.
struct SurfaceNetsPlan {
    Box box;                      ///< the field must be negative on its faces (except the mirror plane)
    float coarse_cell_mm = 3.0F;  ///< cells are a third of this wherever `fine` says so
    std::function<bool(const glm::vec3&)>
        fine;  ///< asked once per block of four coarse cells, at its centre; empty: never
    /// The field changes by at most this much per mm; blocks that cannot hold the surface are then skipped.
    float steepness = 1.5F;
    /// Mesh only the half x >= box.low.x of a field that is mirrored there: the border lies exactly on that plane.
    bool mirrored_at_low_x = false;
};

/// Closed surface of { field > 0 }, counter-clockwise from outside (naive surface nets: one vertex per cell, at the mean
/// of the crossings of its edges). Coarse and fine blocks join without cracks. No normals; see recalculate_normals.
/// `field` is called from several threads at once. Cost: about 60 calls per block that holds surface and coarse cell^3.
/// Throws Error Cancelled.
[[nodiscard]] TriangleMesh make_surface_nets(const SurfaceNetsPlan& plan,
                                             const std::function<float(const glm::vec3&)>& field,
                                             const JobContext& context);

}  // namespace palpate
