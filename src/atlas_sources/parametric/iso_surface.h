#pragma once

#include "atlas_sources/parametric/ball_field.h"
#include "geometry/triangle_mesh.h"

namespace palpate::parametric {

/// Closed surface of { field < 0 }, counter-clockwise from outside: dual cells with one vertex per sheet of surface in
/// a cell (so thin walls do not pinch together), each moved onto the zero level; normals are the field's gradient.
/// The field must be positive on the grid's faces. Cost: about 3 ns per sample and 0.5 us per vertex.
/// Throws Error Cancelled.
[[nodiscard]] TriangleMesh make_iso_surface(const FieldGrid& field, const JobContext& context);

}  // namespace palpate::parametric
