#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <functional>

namespace palpate {

/// Halves edges, the longest first, until none is longer than `longest_mm` allows at its middle. New vertices lie in
/// the middle of the old edge with the mean of its normals; closed stays closed, borders stay borders. Sets positions,
/// normals and triangles; other attributes must be empty. O(n log n).
void split_long_edges(TriangleMesh& mesh, const std::function<float(const glm::vec3&)>& longest_mm);

/// Unfolds slivers that lie on their back, against the normals of their corners: the corners draw towards the middle of
/// their neighbours, those with x = `fixed_x_mm` stay. Normals are read, not changed. O(n) per round, at most 12 rounds.
/// Returns how many are left.
std::size_t unfold(TriangleMesh& mesh, float fixed_x_mm);

/// How long an edge of the skin may be: where forms lay on fat, a simplified surface that is flat enough for the lean
/// body would show its triangles.
[[nodiscard]] float longest_skin_edge_mm(const glm::vec3& place_mm);

}  // namespace palpate
