#pragma once

#include <glm/mat3x3.hpp>
#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace palpate::parametric {

/// A point of the base body and where it goes, mm.
struct WarpControl {
    glm::vec3 from_mm{0.0F};
    glm::vec3 to_mm{0.0F};
};

/// A point after the warp, and how its surroundings are stretched there.
struct WarpedPoint {
    glm::vec3 position_mm{0.0F};
    glm::mat3 stretch{1.0F};  ///< Jacobian: takes small steps of the base body to steps of the form
};

/// A smooth map of space that takes every control point exactly where it should go and bends as little as it can in
/// between: an affine map and multiquadrics sqrt(r2 + softness2) about the control points. Immutable; any thread.
class BodyWarp {
public:
    BodyWarp() = default;  ///< moves nothing
    /// `controls` are distinct and not all in one plane. O(n3): 10 ms for 250.
    BodyWarp(std::span<const WarpControl> controls, float softness_mm);

    [[nodiscard]] glm::vec3 moved(const glm::vec3& point_mm) const;
    /// `result` has the size of `points_mm`. 0.3 us per point and thread at 250 controls.
    void move(std::span<const glm::vec3> points_mm, std::span<WarpedPoint> result) const;
    /// Afterwards stretches heights: y becomes factor * y + shift_mm.
    void stretch_heights(float factor, float shift_mm);

private:
    /// Control points and their weights, one array per coordinate.
    std::vector<float> x_, y_, z_, weight_x_, weight_y_, weight_z_;
    float softness2_mm2_ = 1.0F;
    glm::mat3 linear_{1.0F};
    glm::vec3 shift_mm_{0.0F};
};

}  // namespace palpate::parametric
