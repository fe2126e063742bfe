#pragma once

#include "atlas_sources/pack/mesh_file_check.h"
#include "base/jobs.h"

#include <glm/vec3.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

/// The triangles of one node of a file, in the file's own unit and axes, the node's place in the file applied.
/// Invariant: at least one triangle, indices in range, all positions finite.
struct RawMesh {
    std::string node;
    std::vector<glm::vec3> positions;
    std::vector<std::uint32_t> indices;
};

/// What came out of one file: what loads, and a sentence for each thing that does not ("pack.finding.<code>").
struct MeshFile {
    std::vector<RawMesh> meshes;
    std::vector<Text> faults;
    std::string copyright;  ///< the file's own credit line (glTF's asset.copyright); empty where it has none
};

/// Reads one .glb, .gltf, .obj, .stl or .ply file. The only door to Assimp; call on a worker. Bad files become faults;
/// throws Error Cancelled only, or NotFound when the program was built without Assimp.
[[nodiscard]] MeshFile read_mesh_file(const std::filesystem::path& file, const MeshFileLimits& limits,
                                      const JobContext& context);

}  // namespace palpate
