#pragma once

#include "anatomy/structure.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <span>

namespace palpate {

/// A surface that gets its baked light and takes light from others.
struct LitSurface {
    TriangleMesh* mesh =
        nullptr;  ///< borrowed; its `openness` is written. Coarse levels, where it has them, cast the shade
    Layer layer = Layer::Superficial;
    bool mirrored = false;  ///< its mirror image stands on the other side and shades too
};

/// Bakes TriangleMesh::openness: the cosine-weighted share of the sky a vertex sees within 80 mm, 0 buried .. 1 open.
/// A surface is shaded by surfaces of its own layer and of deeper ones, so that peeling layers away leaves no black
/// ghosts; the skin is shaded by itself alone, shades nothing else, and is lit alike on both sides. Deterministic; all cores; about 5 us per vertex
/// and core. Progress: vertices done of all. Throws Error Cancelled.
void bake_openness(std::span<const LitSurface> surfaces, const JobContext& context);

}  // namespace palpate
