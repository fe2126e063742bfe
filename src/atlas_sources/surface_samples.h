#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace palpate {

/// SplitMix64: small, seedable, the same everywhere.
class SampleRandom {
public:
    explicit SampleRandom(std::uint64_t seed) : state_(seed) {}

    /// In [0, 1).
    [[nodiscard]] double next();

private:
    std::uint64_t state_;
};

/// Seed of one structure's points: its figures do not depend on which others are measured.
[[nodiscard]] std::uint64_t sample_seed(std::uint64_t seed, std::string_view structure_id);

/// A point of a surface with the unit normal of its triangle.
struct SurfaceSample {
    glm::vec3 position_mm{0.0F};
    glm::vec3 normal{0.0F};
};

/// `count` points spread over a surface by area; mesh must not be empty.
[[nodiscard]] std::vector<SurfaceSample> sample_surface(const TriangleMesh& mesh, std::size_t count,
                                                        SampleRandom& random);

/// The connected parts of a surface as meshes of their own, vertices at one place joined, without normals.
[[nodiscard]] std::vector<TriangleMesh> find_surface_parts(const TriangleMesh& mesh);

}  // namespace palpate
