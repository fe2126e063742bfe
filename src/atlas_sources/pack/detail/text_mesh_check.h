#pragma once

#include "atlas_sources/pack/mesh_file_check.h"

namespace palpate {

/// Faces counted against the limit.
[[nodiscard]] std::optional<Text> find_obj_fault(const std::filesystem::path& file, const MeshFileLimits& limits);
/// Facets counted against the limit; the closing "endsolid" must be there.
[[nodiscard]] std::optional<Text> find_text_stl_fault(const std::filesystem::path& file, const MeshFileLimits& limits);
/// The header's counts against the limit and against what the body can hold.
[[nodiscard]] std::optional<Text> find_ply_fault(const std::filesystem::path& file, std::uintmax_t size,
                                                 const MeshFileLimits& limits);

}  // namespace palpate
