#pragma once

#include <glm/vec3.hpp>

namespace palpate {

/// The larger of two depths, rounded where they come within `seam_mm` of each other; never less than the larger.
[[nodiscard]] float smooth_max(float a, float b, float seam_mm);
/// 0 below `low`, 1 above `high` (or the reverse for low > high), smooth between.
[[nodiscard]] float smooth_ramp(float low, float high, float value);

/// The hull of two balls.
struct RoundCone {
    glm::vec3 from_mm{0.0F};
    glm::vec3 to_mm{0.0F};
    float from_radius_mm = 0.0F;
    float to_radius_mm = 0.0F;

    /// How deep a point lies inside, mm; exact distance outside, negative.
    [[nodiscard]] float depth_mm(const glm::vec3& point_mm) const;
};

}  // namespace palpate
