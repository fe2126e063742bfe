#pragma once

#include <glm/vec3.hpp>

namespace palpate {

/// Barycentric weights of the point of triangle abc nearest to p (Ericson, Real-Time Collision Detection, 5.1.5).
[[nodiscard]] glm::vec3 nearest_weights(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c);

}  // namespace palpate
