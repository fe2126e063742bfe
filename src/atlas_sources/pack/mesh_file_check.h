#pragma once

#include "base/text.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace palpate {

/// What one mesh file may weigh: more is a mistake or an attack, not a muscle.
struct MeshFileLimits {
    std::uintmax_t bytes = std::uintmax_t{4} << 30;
    std::size_t triangles = 20'000'000;
};

/// True for the endings we read: .glb .gltf .obj .stl .ply, upper or lower case.
[[nodiscard]] bool is_mesh_file(const std::filesystem::path& file);

/// What is wrong with a mesh file, told from its own headers before a reader library sees it: missing, empty, too
/// large, cut off, sizes that point outside the file, references to other places. nullopt if nothing is. A fault's key is
/// "pack.finding.<code>". Throws nothing but std::bad_alloc. Reads the file once at most.
[[nodiscard]] std::optional<Text> find_file_fault(const std::filesystem::path& file, const MeshFileLimits& limits);

}  // namespace palpate
