#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <functional>

namespace palpate {

/// Halves every edge that `wants` (its two ends) asks for, once, and the triangles beside it into two, three or four: a
/// closed mesh stays closed. New vertices take the mean place and normal; other attributes must be empty. Returns
/// how many edges were halved. O(n log n).
std::size_t split_edges(TriangleMesh& mesh, const std::function<bool(const glm::vec3&, const glm::vec3&)>& wants);

}  // namespace palpate
