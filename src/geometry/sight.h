#pragma once

#include "geometry/orbit_camera.h"

#include <span>

namespace palpate {

/// The camera, moved sideways no more than needed for one of the points to be well inside the picture: with places all
/// over the body, the body cannot be lost. The same camera where that is so already. `points_mm` is not empty. O(points).
[[nodiscard]] OrbitCamera keep_in_sight(const OrbitCamera& camera, const Viewport& viewport,
                                        std::span<const glm::vec3> points_mm);

}  // namespace palpate
