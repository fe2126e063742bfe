#pragma once

#include "geometry/triangle_mesh.h"

#include <span>

namespace palpate {

/// Fewer triangles and vertices, staying within `error_mm` of the surface (meshoptimizer). Keeps all attributes.
[[nodiscard]] TriangleMesh simplified(const TriangleMesh& mesh, float error_mm);

/// Fills mesh.coarse with one level per error bound, finest first, over the mesh's own vertices.
void add_coarse_levels(TriangleMesh& mesh, std::span<const float> errors_mm);

/// Orders triangles and vertices for the GPU's caches. Call before add_coarse_levels.
void optimise_order(TriangleMesh& mesh);

}  // namespace palpate
