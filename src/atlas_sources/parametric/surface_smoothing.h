#pragma once

#include "geometry/triangle_mesh.h"

namespace palpate::parametric {

/// Rounds the creases between the flat hulls of ball figures without shrinking the solid (Taubin 1995: every step
/// inwards is followed by one outwards), then averages the normals with their neighbours'. For closed meshes of even
/// triangles without doubled vertices; waves shorter than about ten edges go. Cost: about 0.2 us per triangle and round.
void smooth_surface(TriangleMesh& mesh);

/// Removes closed hollows (parts that face inward) and crumbs of less than a hundredth of the largest part's volume,
/// which level sets of thin or overlapping solids leave behind. For closed meshes without doubled vertices.
void drop_pockets(TriangleMesh& mesh);

}  // namespace palpate::parametric
