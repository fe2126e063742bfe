#pragma once

#include "geometry/triangle_mesh.h"

namespace palpate {

/// Removes what a simplifier folded off the surface: slivers lying back to back, bubbles that hang on one edge or
/// corner. Sheets that only touch get their own vertices, then the largest connected piece stays. O(n log n).
void drop_folds(TriangleMesh& mesh);

/// A half whose border lies on the mirror plane, and its mirror image, as one mesh; vertices on the plane are shared.
[[nodiscard]] TriangleMesh join_with_mirror_image(const TriangleMesh& half);

}  // namespace palpate
