#pragma once

#include "anatomy/atlas.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace palpate {

struct GlbOptions {
    std::vector<bool> visible;  ///< by index in atlas.structures(); empty: all
    float skin_opacity = 1.0F;  ///< below 1 the skin is written as a see-through material
    bool with_normals = true;
};

/// What was written.
struct GlbSummary {
    std::size_t structures = 0;
    std::size_t vertices = 0;
    std::size_t triangles = 0;
};

/// Writes the visible structures as one binary glTF 2.0 file for other programs: metres, +y up, +z front, one node per
/// structure named by its id, below one per group, below one for the body. Every node says under extras.palpate what it is
/// (kind) and what it is part of (parent, the name of the node above), a structure all its facts; its FMA id also stands as
/// extras.fma. One material per class; the atlas's credit as asset.copyright. Full detail. Atomic. Throws Error InvalidEdit where nothing is visible or it would pass the
/// format's 4 GiB; DiskFull, ReadOnly, Io naming the file.
GlbSummary write_glb(const Atlas& atlas, const GlbOptions& options, const std::filesystem::path& file);

}  // namespace palpate
