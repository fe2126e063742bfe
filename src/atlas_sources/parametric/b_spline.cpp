#include "atlas_sources/parametric/b_spline.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace palpate::parametric {

SplineBasis::SplineBasis(std::size_t control_count)
    : control_count_(control_count), degree_(std::min<std::size_t>(3, control_count - 1)) {
    PALPATE_ASSERT(control_count >= 2);
}

double SplineBasis::knot(std::size_t index) const {
    if (index <= degree_) {
        return 0.0;
    }
    const std::size_t spans = control_count_ - degree_;
    return std::min(1.0, static_cast<double>(index - degree_) / static_cast<double>(spans));
}

SplineWeights SplineBasis::at(double parameter) const {
    const double t = std::clamp(parameter, 0.0, 1.0);
    const std::size_t spans = control_count_ - degree_;
    const std::size_t interval =
        std::min(spans - 1, static_cast<std::size_t>(std::floor(t * static_cast<double>(spans))));
    const std::size_t k = interval + degree_;  // knot(k) <= t <= knot(k + 1)

    // Cox-de Boor: `lower` ends as the basis one degree down, from which the slopes come.
    SplineWeights weights{.first = k - degree_, .count = degree_ + 1};
    std::array<double, 4> current{1.0};
    std::array<double, 4> lower{};
    for (std::size_t degree = 1; degree <= degree_; ++degree) {
        lower = current;
        current = {};
        for (std::size_t j = 0; j < degree; ++j) {
            const double left = knot(k - degree + 1 + j);
            const double right = knot(k + 1 + j);
            const double share = lower[j] / (right - left);
            current[j] += (right - t) * share;
            current[j + 1] += (t - left) * share;
        }
    }
    weights.value = current;
    const auto degree_number = static_cast<double>(degree_);
    for (std::size_t j = 0; j < degree_; ++j) {
        const double step = degree_number * lower[j] / (knot(k + 1 + j) - knot(k - degree_ + 1 + j));
        weights.slope[j] -= step;
        weights.slope[j + 1] += step;
    }
    return weights;
}

}  // namespace palpate::parametric
