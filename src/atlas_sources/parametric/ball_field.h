#pragma once

#include "atlas_sources/parametric/figures.h"
#include "base/jobs.h"

#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace palpate::parametric {

/// Samples of a field on a regular grid, x fastest. Negative inside.
struct FieldGrid {
    glm::dvec3 origin_mm{0.0};  ///< place of sample (0, 0, 0)
    double step_mm = 1.0;
    std::array<std::size_t, 3> size{};  ///< samples along x, y, z
    std::vector<float> values;

    [[nodiscard]] std::size_t index(std::size_t x, std::size_t y, std::size_t z) const {
        return (z * size[1] + y) * size[0] + x;
    }
    /// Trilinear; places outside count as the nearest inside.
    [[nodiscard]] double value_at(const glm::dvec3& point_mm) const;
    /// Central differences of value_at over one step.
    [[nodiscard]] glm::dvec3 gradient_at(const glm::dvec3& point_mm) const;
};

/// One hull of one, two or three balls: the exact distance field of the spheres whose centre and radius are the same
/// convex combination of the corners.
class BallHull {
public:
    explicit BallHull(const glm::dvec4& ball);
    BallHull(const glm::dvec4& a, const glm::dvec4& b);
    BallHull(const glm::dvec4& a, const glm::dvec4& b, const glm::dvec4& c);

    /// Distance to the hull's surface, negative inside. Changes by at most the distance moved.
    [[nodiscard]] double distance_mm(const glm::dvec3& point_mm) const;

private:
    /// A ball (length 0) or a round cone between two.
    struct Cone {
        glm::dvec3 start{0.0};
        glm::dvec3 along{0.0};
        double start_radius = 0.0;
        double length = 0.0;
        double growth = 0.0;  ///< change of the radius per mm
        double lean = 0.0;    ///< growth / sqrt(1 - growth^2)

        Cone() = default;
        Cone(const glm::dvec4& a, const glm::dvec4& b);
        [[nodiscard]] double distance_mm(const glm::dvec3& point) const;
    };
    void prepare_face(const glm::dvec4& a, const glm::dvec4& b, const glm::dvec4& c);

    std::array<Cone, 3> cones_;  ///< of a triangle: opposite to its corners
    std::size_t cone_count_ = 0;
    bool has_face_ = false;
    glm::dvec3 corner_{0.0};
    double corner_radius_ = 0.0;
    glm::dvec3 face_normal_{0.0};
    glm::dvec3 dual_1_{0.0};  ///< dot with (point - corner_) gives the weight of the second ball
    glm::dvec3 dual_2_{0.0};
    glm::dvec3 growth_{0.0};  ///< gradient of the radius in the plane
    double slope_ = 1.0;      ///< sqrt(1 - |growth|^2)
};

/// Every triangle, every edge of no triangle and every ball of neither.
[[nodiscard]] std::vector<BallHull> make_hulls(const BallsFigure& figure);

/// Grid step for a figure of this size: fine enough for its thinnest walls, coarse enough for a skull.
[[nodiscard]] double choose_field_step_mm(const BallsFigure& figure);

/// The union of the hulls, blurred by a Gaussian of blend_mm / 2, exact near the surface and cut off away from it.
/// Only the places near the surface are evaluated. Throws Error Cancelled.
[[nodiscard]] FieldGrid make_ball_field(const BallsFigure& figure, double step_mm, const JobContext& context);

}  // namespace palpate::parametric
