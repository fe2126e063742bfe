#pragma once

#include "atlas_sources/parametric/figures.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

namespace palpate::parametric {

// Each function makes the closed, outward surface of one part in the product frame, left half or midline, with smooth
// normals, sampled by need to within about 0.1 mm of the figure. Positions that belong together are bitwise equal
// (count_open_edges is 0), vertices are doubled where fibre_uv wraps.

/// With fibre_uv (u along the axis, v round it), tendon shares and fibre_extent_mm.
[[nodiscard]] TriangleMesh make_spindle_mesh(const SpindleFigure& figure);
/// With fibre_uv along the figure's fibre direction, tendon shares and fibre_extent_mm.
[[nodiscard]] TriangleMesh make_sheet_mesh(const SheetFigure& figure);
/// Without fibre attributes. Costs about 10 to 200 ms by size. Throws Error Cancelled.
[[nodiscard]] TriangleMesh make_balls_mesh(const BallsFigure& figure, const JobContext& context);

/// The part's surface with as few triangles as keep it within about 0.1 mm and closed.
[[nodiscard]] TriangleMesh make_part_mesh(const FigurePart& part, const JobContext& context);

/// The parts of a structure that wants to be one solid (join_mm > 0), lean like make_part_mesh. Without fibres.
[[nodiscard]] TriangleMesh make_joined_structure_mesh(const FigureStructure& figure, const JobContext& context);

/// Turns the surface right side out if its signed volume is negative, and replaces normals that disagree with the
/// triangles round them (folds, pinched sections) by the triangles' mean.
void finish_surface(TriangleMesh& mesh);

}  // namespace palpate::parametric
