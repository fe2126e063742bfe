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

/// Turns the edge between two triangles into the other diagonal where that makes both rounder and the surface stays as
/// flat: slivers would lie on their back as soon as a form bends them. Borders and what closes the surface stay.
/// About 40 ms for 100,000 triangles.
void flip_edges(TriangleMesh& mesh);

/// Unfolds slivers that lie on their back, against the normals of their corners: the corners draw towards the middle of
/// their neighbours, those with x = `fixed_x_mm` stay; where that does not help, their neighbours follow. Normals are
/// read, not changed. O(n) per round, at most 24 rounds. Returns how many are left.
std::size_t unfold(TriangleMesh& mesh, float fixed_x_mm);

/// Tilts the normals of triangles that they see from behind, deep in creases, towards the triangle's own. 1 ms per round,
/// at most 6 rounds.
void tilt_normals(TriangleMesh& mesh);

/// Unfolds, and tilts the normals of what is left, until no triangle lies on its back or nothing more helps.
void unfold_fully(TriangleMesh& mesh, float fixed_x_mm);

/// How long an edge of the skin may be: where forms lay on fat, a simplified surface that is flat enough for the lean
/// body would show its triangles.
[[nodiscard]] float longest_skin_edge_mm(const glm::vec3& place_mm);

}  // namespace palpate
