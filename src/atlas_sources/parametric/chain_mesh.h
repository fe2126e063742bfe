#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec4.hpp>

#include <span>

namespace palpate::parametric {

/// The closed, outward surface round a chain of balls (x, y, z, radius, mm; at least one): a tube whose axis runs smoothly
/// through the centres and whose radius goes evenly from ball to ball, round at both ends. Where the chain turns more
/// sharply than it is thick, the surface runs through itself. O(length).
[[nodiscard]] TriangleMesh make_chain_mesh(std::span<const glm::vec4> balls);

}  // namespace palpate::parametric
