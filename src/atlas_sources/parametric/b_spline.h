#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace palpate::parametric {

/// Weights of the (at most four) controls that shape a B-spline at one parameter.
struct SplineWeights {
    std::size_t first = 0;  ///< index of the first control with a weight
    std::size_t count = 0;
    std::array<double, 4> value{};  ///< sums to 1
    std::array<double, 4> slope{};  ///< derivative by the parameter; sums to 0
};

/// B-spline basis over clamped uniform knots: degree min(3, controls - 1), parameter in [0,1]; the curve starts at the
/// first control and ends at the last. A value; O(1) per evaluation.
class SplineBasis {
public:
    /// Needs at least two controls.
    explicit SplineBasis(std::size_t control_count);

    /// Parameters outside [0,1] count as the nearer end.
    [[nodiscard]] SplineWeights at(double parameter) const;

private:
    [[nodiscard]] double knot(std::size_t index) const;

    std::size_t control_count_;
    std::size_t degree_;
};

/// Point of the curve (or surface row) with these controls.
template <class T>
[[nodiscard]] T blend(std::span<const T> controls, const SplineWeights& weights) {
    T sum = weights.value[0] * controls[weights.first];
    for (std::size_t i = 1; i < weights.count; ++i) {
        sum += weights.value[i] * controls[weights.first + i];
    }
    return sum;
}

/// Derivative of the curve by its parameter.
template <class T>
[[nodiscard]] T blend_slope(std::span<const T> controls, const SplineWeights& weights) {
    T sum = weights.slope[0] * controls[weights.first];
    for (std::size_t i = 1; i < weights.count; ++i) {
        sum += weights.slope[i] * controls[weights.first + i];
    }
    return sum;
}

}  // namespace palpate::parametric
