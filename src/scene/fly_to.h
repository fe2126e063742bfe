#pragma once

#include "geometry/orbit_camera.h"
#include "scene/picking.h"
#include "scene/scene.h"

#include <glm/vec2.hpp>

#include <span>

namespace palpate {

/// From where something is seen, and how well.
struct Sight {
    glm::vec2 angles_rad{0.0F};  ///< azimuth and elevation, as OrbitCamera has them
    float share = 0.0F;          ///< of the sample places on its surface that are seen from there, 0..1
    StructureId most_seen;       ///< of several structures the one with the most places seen; empty where none is
};

/// The camera of a place of the body, with a little of its surroundings.
[[nodiscard]] OrbitCamera closer_camera(const Box& box, const glm::vec2& angles_rad, const Viewport& viewport);

/// From which of sixteen sides most of the structures is seen as the scene is now; among nearly equal ones the one nearest
/// to `now_rad`, so that the body does not turn without need. About 20 ms.
[[nodiscard]] Sight best_sight(const Picker& picker, const Scene& scene, std::span<const StructureId> structures,
                               const glm::vec2& now_rad, const Viewport& viewport);

/// The side of the body a place lies on, whatever hides it: from the body's axis outwards, level.
[[nodiscard]] glm::vec2 outward_angles_rad(const glm::vec3& place_mm, const Box& body);

}  // namespace palpate
