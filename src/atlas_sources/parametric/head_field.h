#pragma once

#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <vector>

namespace palpate {

/// The outer surface of head and face as a radius over two angles about a centre inside the skull: the radial field of
/// assets/figures/head_field.json. Symmetric about x = centre. No ears, no neck, lips and lids closed.
/// Immutable after loading: any number of threads may ask at once.
class HeadField {
public:
    /// Throws Error NotFound, or InvalidContent naming the file, for wrong counts, knots out of order or text that is
    /// not JSON.
    [[nodiscard]] static HeadField load(const std::filesystem::path& file);

    /// Radius in mm, before scaling, of the spline itself. alpha in [-pi, pi], 0 front, pi/2 up; beta in [0, pi/2],
    /// 0 profile plane, pi/2 ear axis. O(1).
    [[nodiscard]] double radius_mm(double alpha_rad, double beta_rad) const;

    /// How far a point lies inside the surface along its ray from the centre, mm; negative outside. The profile plane
    /// is rounded over by about two millimetres, where the two halves of the spline meet in a crease. About 40 ns.
    [[nodiscard]] float depth_mm(const glm::vec3& point_mm) const;

    [[nodiscard]] const glm::vec3& centre_mm() const { return centre_mm_; }

private:
    HeadField() = default;
    void tabulate();

    glm::vec3 centre_mm_{0.0F};
    glm::vec3 scale_{1.0F};
    std::vector<double> knots_alpha_;
    std::vector<double> knots_beta_;
    std::vector<double> coefficients_;  ///< row by row: alpha, beta
    std::vector<float> table_;          ///< radius on an even grid of angles, for depth_mm
};

}  // namespace palpate
