#pragma once

#include "anatomy/structure.h"
#include "atlas_sources/parametric/figures.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <cstddef>
#include <span>
#include <vector>

namespace palpate::parametric {

/// One closed part of a structure of the left half or the midline, or all its parts where the figure joins them.
struct BodySolid {
    std::size_t structure = 0;  ///< index into the figures it was made from
    TriangleMesh mesh;
};

/// The closed, outward surface of every part of every figure, in the figures' order; deterministic. Muscles have fibre
/// attributes. Works on all cores, about 4 s of computing for the whole body. Progress: parts done of all parts. Throws
/// Error Cancelled.
[[nodiscard]] std::vector<BodySolid> generate_solids(std::span<const FigureStructure> figures,
                                                     const JobContext& context);

/// The parts of one structure as one surface. Parts keep even striation: v is scaled by each part's own breadth.
/// Bones, cartilages, discs and teeth lose their fibres; connective bands are tendon all over.
[[nodiscard]] TriangleMesh join_parts(std::span<const TriangleMesh* const> parts, StructureClass structure_class);

}  // namespace palpate::parametric
