#pragma once

#include "atlas_sources/pack/mesh_file_check.h"

namespace palpate {

/// Container, buffers, views and accessors of a .glb or .gltf file: every range must lie inside its data, and every
/// reference must stay in the file's own folder.
[[nodiscard]] std::optional<Text> find_gltf_fault(const std::filesystem::path& file, std::uintmax_t size,
                                                  const MeshFileLimits& limits);

}  // namespace palpate
