#pragma once

#include "atlas_sources/parametric/figures.h"
#include "geometry/triangle_mesh.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate::parametric {

/// The finished surface of one structure of the left half or the midline.
struct BodyMesh {
    std::string catalogue_id;
    std::string part;
    bool midline = false;
    RightPlacement right;
    TriangleMesh mesh;
    std::vector<std::uint32_t> facing;  ///< of the skin: find_facing_skin(); empty for all others
};

/// The bytes kept on disk: positions exact; normals, fibre coordinates, tendon and openness in 8 or 16 bits. The body
/// shown is always decoded from these bytes, so that it is the same from the generator and from the cache.
/// Little-endian.
[[nodiscard]] std::vector<std::byte> encode_body(std::span<const BodyMesh> meshes);

/// nullopt where the bytes are not what encode_body() writes: they are never trusted. All cores; 10 ns per vertex.
[[nodiscard]] std::optional<std::vector<BodyMesh>> decode_body(std::span<const std::byte> bytes);

}  // namespace palpate::parametric
