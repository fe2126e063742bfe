#pragma once

#include "anatomy/structure.h"
#include "atlas_sources/parametric/body_solids.h"
#include "base/jobs.h"

#include <span>

namespace palpate::parametric {

/// What the separation needs to know of one structure, by index of the figures.
struct SeparationRole {
    StructureClass structure_class = StructureClass::Muscle;
    bool midline = false;
    bool measured = false;  ///< its surface is known: what was only drawn gives way to it
};

/// Moves the surfaces of muscles out of bones and other muscles where the figures overlap by a few millimetres: each
/// figure was fitted or placed alone. Depth is taken off along the way to the neighbour's nearest surface but for 0.3 mm,
/// which are not seen; what surrounds a moved place follows softly. Bones stay. Of two muscles the larger gives way more,
/// and one that was only drawn more than one that was measured. Ends of muscles leave bones as far as all else, other
/// muscles less. What lies deeper than 4 mm (in bone 3.3 mm), or runs through its neighbour, is left alone: only a figure
/// can mend that. Topology and mirror symmetry are kept. Deterministic; about 4 s of computing for the whole body.
/// Throws Error Cancelled.
void separate_solids(std::span<BodySolid> solids, std::span<const SeparationRole> roles, const JobContext& context);

}  // namespace palpate::parametric
