#include "atlas_sources/parametric/skin_shapes.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {

float smooth_max(float a, float b, float seam_mm) {
    const float larger = std::max(a, b);
    if (seam_mm <= 0.0F) {
        return larger;
    }
    const float near = std::max(seam_mm - std::abs(a - b), 0.0F) / seam_mm;
    return larger + near * near * near * seam_mm / 6.0F;
}

float smooth_ramp(float low, float high, float value) {
    const float t = std::clamp((value - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3.0F - 2.0F * t);
}

float RoundCone::depth_mm(const glm::vec3& point_mm) const {
    const glm::vec3 axis = to_mm - from_mm;
    const float length = glm::length(axis);
    const float growth = length > 0.0F ? (to_radius_mm - from_radius_mm) / length : 2.0F;
    if (std::abs(growth) >= 1.0F) {  // one ball holds the other
        const bool far = to_radius_mm > from_radius_mm;
        return std::max(from_radius_mm, to_radius_mm) - glm::length(point_mm - (far ? to_mm : from_mm));
    }
    const glm::vec3 along = axis / length;
    const float y = glm::dot(point_mm - from_mm, along);
    const float s = glm::length(point_mm - from_mm - y * along);
    const float t = std::clamp((y + growth * s / std::sqrt(1.0F - growth * growth)) / length, 0.0F, 1.0F);
    return glm::mix(from_radius_mm, to_radius_mm, t) - glm::length(point_mm - from_mm - t * axis);
}

}  // namespace palpate
