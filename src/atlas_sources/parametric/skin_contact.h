#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace palpate::parametric {

/// A vertex that looks at no other part of the skin.
inline constexpr std::uint32_t k_faces_nothing = std::numeric_limits<std::uint32_t>::max();

/// For every vertex the vertex it would meet first if the skin swelled: arm and ribs, thigh and thigh, the sides of a
/// crease. Looks along the normal and six directions about it, 150 mm far. One value per vertex, k_faces_nothing where
/// the view is free. All cores; about 5 us per vertex.
[[nodiscard]] std::vector<std::uint32_t> find_facing_skin(const TriangleMesh& skin);

/// Shortens pushes (mm, per vertex) so that no two parts of the skin meet: each takes less than half of what lies
/// between it and the part it faces, and its surroundings little more. `facing` from find_facing_skin() of the same
/// triangles, or empty: nothing is shortened.
void keep_apart(std::span<glm::vec3> pushes, const TriangleMesh& skin, std::span<const std::uint32_t> facing);

/// Evens out pushes (mm, per vertex) round triangles that they would turn over, in creases where the two sides are pushed
/// against each other; nothing crosses the mirror plane. Returns how many stay turned over after all rounds.
/// 3 ms, and about 1 ms for each round that something folds in.
std::size_t ease_folds(std::span<glm::vec3> pushes, const TriangleMesh& skin);

}  // namespace palpate::parametric
