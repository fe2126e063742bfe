#include "geometry/sight.h"

#include "base/error.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr float k_well_inside = 0.8F;  // of the way from the picture's middle to its border

/// A camera just put there is not moved again for a rounding error: each move would be a frame to draw.
constexpr float k_same_place_mm2 = 0.25F;

/// From the border of what counts as inside to `value`; zero inside.
float excess(float value, float limit) { return value - std::clamp(value, -limit, limit); }

}  // namespace

OrbitCamera keep_in_sight(const OrbitCamera& camera, const Viewport& viewport, std::span<const glm::vec3> points_mm) {
    PALPATE_ASSERT(!points_mm.empty());
    const glm::mat3 axes = camera.axes();
    const glm::vec3 eye_mm = camera.eye_mm();
    const float up = k_well_inside * std::tan(0.5F * camera.vertical_field_of_view_rad);
    const glm::vec2 limits(up * viewport.aspect(), up);
    float least_mm = std::numeric_limits<float>::max();
    glm::vec2 needed_mm(0.0F);
    for (const glm::vec3& point : points_mm) {
        const glm::vec3 seen = (point - eye_mm) * axes;  // right, up, towards the eye
        const float depth_mm = -seen.z;
        if (depth_mm < camera.near_mm()) {
            continue;
        }
        const glm::vec2 outside(excess(seen.x, limits.x * depth_mm), excess(seen.y, limits.y * depth_mm));
        const float far_mm = glm::dot(outside, outside);
        if (far_mm < k_same_place_mm2) {
            return camera;
        }
        if (far_mm < least_mm) {
            least_mm = far_mm;
            needed_mm = outside;
        }
    }
    OrbitCamera kept = camera;
    if (least_mm == std::numeric_limits<float>::max()) {  // all of it is behind the eye
        const auto* nearest = &points_mm.front();
        for (const glm::vec3& point : points_mm) {
            nearest = glm::distance(point, kept.target_mm) < glm::distance(*nearest, kept.target_mm) ? &point : nearest;
        }
        kept.target_mm = *nearest;
        return kept;
    }
    kept.target_mm += needed_mm.x * axes[0] + needed_mm.y * axes[1];
    return kept;
}

}  // namespace palpate
