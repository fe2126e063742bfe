#pragma once

#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <span>

namespace palpate::parametric {

/// One closed surface round several overlapping solids (closed, outward, mm): their union, its seams rounded by a
/// Gaussian of sigma `blend_mm` / 2 on the distance field. Normals, no fibres. Costs about 0.1 to 0.5 s for a bone of
/// the skull or a thigh bone. Throws Error Cancelled.
[[nodiscard]] TriangleMesh make_joined_mesh(std::span<const TriangleMesh> parts, double blend_mm,
                                            const JobContext& context);

}  // namespace palpate::parametric
