#include "atlas_sources/parametric/sheet_surface.h"

#include "atlas_sources/parametric/sampling.h"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>
#include <span>

namespace palpate::parametric {
namespace {

template <class T>
T spline_at(const std::vector<T>& controls, double parameter) {
    return controls.size() == 1 ? controls.front()
                                : blend(std::span<const T>(controls), SplineBasis(controls.size()).at(parameter));
}

bool along_columns(SheetSide side) { return side == SheetSide::FirstColumn || side == SheetSide::LastColumn; }
bool at_end(SheetSide side) { return side == SheetSide::LastRow || side == SheetSide::LastColumn; }

/// Weight of the first or the last control: 1 on its edge, 0 from the fourth control on.
double edge_weight(const SplineWeights& weights, std::size_t control_count, bool last) {
    const std::size_t control = last ? control_count - 1 : 0;
    const bool within = control >= weights.first && control < weights.first + weights.count;
    return within ? weights.value[control - weights.first] : 0.0;
}

double smooth_step(double t) {
    const double x = std::clamp(t, 0.0, 1.0);
    return x * x * (3.0 - 2.0 * x);
}

}  // namespace

glm::dvec3 border_point(const SharedEdge& edge, double place) {
    const double within = std::clamp((place - edge.first) / (edge.last - edge.first), 0.0, 1.0);
    return spline_at(edge.points, spline_at(edge.along, within));
}

SheetSurface::SheetSurface(const SheetFigure& figure) : figure_(figure), u_basis_(figure.rows), v_basis_(figure.cols) {
    for (const SharedEdge& edge : figure.edges) {
        auto found = std::ranges::find(sides_, edge.side, &SharedSide::side);
        if (found == sides_.end()) {
            found = sides_.insert(sides_.end(), {edge.side, {}});
        }
        found->stretches.push_back(&edge);
    }
    for (SharedSide& side : sides_) {
        std::ranges::sort(side.stretches, {}, &SharedEdge::first);
    }
}

/// From the edge as the sides before leave it to the curve; a place beside the stretch counts as its nearer end.
glm::dvec3 SheetSurface::stretch_shift(std::size_t side, const SharedEdge& stretch, double place) const {
    const double nearest = std::clamp(place, stretch.first, stretch.last);
    const double end = at_end(stretch.side) ? 1.0 : 0.0;
    const glm::dvec3 own = along_columns(stretch.side) ? position(nearest, end, side) : position(end, nearest, side);
    return border_point(stretch, nearest) - own;
}

/// Exact on the shared stretches, smooth from one to the next, running out beyond the last.
glm::dvec3 SheetSurface::side_shift(std::size_t side, double place) const {
    const SharedEdge* before = nullptr;
    const SharedEdge* after = nullptr;
    for (const SharedEdge* stretch : sides_[side].stretches) {
        if (stretch->first <= place) {
            before = stretch;
        } else if (after == nullptr) {
            after = stretch;
        }
    }
    if (before != nullptr && (place <= before->last || after != nullptr)) {
        const glm::dvec3 shift = stretch_shift(side, *before, place);
        if (place <= before->last) {
            return shift;
        }
        const double t = smooth_step((place - before->last) / (after->first - before->last));
        return glm::mix(shift, stretch_shift(side, *after, place), t);
    }
    constexpr double k_fade = 0.12;
    const SharedEdge& nearest = before != nullptr ? *before : *after;
    const double outside = before != nullptr ? place - nearest.last : nearest.first - place;
    return outside < k_fade ? (1.0 - smooth_step(outside / k_fade)) * stretch_shift(side, nearest, place)
                            : glm::dvec3(0.0);
}

/// The surface with the first `side_count` shared sides on their curves: as if the controls of the edge had moved there.
glm::dvec3 SheetSurface::position(double u, double v, std::size_t side_count) const {
    const SplineWeights wu = u_basis_.at(u);
    const SplineWeights wv = v_basis_.at(v);
    glm::dvec3 point(0.0);
    for (std::size_t i = 0; i < wu.count; ++i) {
        for (std::size_t j = 0; j < wv.count; ++j) {
            point += wu.value[i] * wv.value[j] * figure_.mid[(wu.first + i) * figure_.cols + wv.first + j];
        }
    }
    for (std::size_t k = 0; k < side_count; ++k) {
        const SheetSide side = sides_[k].side;
        const bool columns = along_columns(side);
        const double weight =
            columns ? edge_weight(wv, figure_.cols, at_end(side)) : edge_weight(wu, figure_.rows, at_end(side));
        if (weight > 0) {
            point += weight * side_shift(k, columns ? u : v);
        }
    }
    return point;
}

MidPoint SheetSurface::at(double u, double v) const {
    // Directions come from a little inside, so that an edge drawn together to a point still has them.
    constexpr double k_inset = 0.01;
    constexpr double k_step = 1e-4;
    const std::size_t sides = sides_.size();
    const double inner_u = std::clamp(u, k_inset, 1.0 - k_inset);
    const double inner_v = std::clamp(v, k_inset, 1.0 - k_inset);
    MidPoint point;
    point.position = position(u, v, sides);
    const SplineWeights wu = u_basis_.at(u);
    const SplineWeights wv = v_basis_.at(v);
    for (std::size_t i = 0; i < wu.count; ++i) {
        for (std::size_t j = 0; j < wv.count; ++j) {
            point.half_thickness_mm +=
                0.5 * wu.value[i] * wv.value[j] * figure_.thickness_mm[(wu.first + i) * figure_.cols + wv.first + j];
        }
    }
    const auto slope = [&](double du, double dv) {
        return position(inner_u + du, inner_v + dv, sides) - position(inner_u - du, inner_v - dv, sides);
    };
    point.along_u = unit_or(slope(k_step, 0), {1, 0, 0});
    point.along_v = unit_or(slope(0, k_step), {0, 1, 0});
    point.normal = unit_or(glm::cross(point.along_u, point.along_v), {0, 0, 1});
    return point;
}

bool SheetSurface::is_ring() const {
    for (std::size_t i = 0; i < figure_.rows; ++i) {
        const std::size_t first = i * figure_.cols;
        if (figure_.mid[first] != figure_.mid[first + figure_.cols - 1]) {
            return false;
        }
    }
    return true;
}

glm::dvec2 SheetSurface::fibre_coordinate(double u, double v) const {
    const glm::dvec2 along = glm::normalize(figure_.fibre);
    const glm::dvec2 across(-along.y, along.x);
    const auto project = [&](const glm::dvec2& axis) {
        const double low = std::min(axis.x, 0.0) + std::min(axis.y, 0.0);
        const double high = std::max(axis.x, 0.0) + std::max(axis.y, 0.0);
        return (u * axis.x + v * axis.y - low) / (high - low);
    };
    return {project(along), project(across)};
}

float SheetSurface::tendon_share(const glm::dvec2& fibre, double length_mm) const {
    const SheetFlesh& flesh = figure_.fleshy;
    const FleshyRange range{spline_at(flesh.start, fibre.y), spline_at(flesh.end, fibre.y)};
    const auto share_of = [](double into_tendon_mm) {
        return std::clamp(0.5 + into_tendon_mm / k_tendon_ramp_mm, 0.0, 1.0);
    };
    double share = static_cast<double>(parametric::tendon_share(range, fibre.x, length_mm));
    if (!flesh.sheath_mm.empty()) {
        share = std::max(share, share_of(spline_at(flesh.sheath_mm, fibre.x)));
    }
    for (const Inscription& inscription : flesh.inscriptions) {
        // All tendon in the middle, all flesh twice as far out as the border: too narrow for the long fade of other borders.
        constexpr double k_all_tendon_mm = 10.0;
        const double distance = std::abs(fibre.x - inscription.at) / inscription.half_breadth;
        share = std::max(share, share_of(k_all_tendon_mm * (1.0 - distance)));
    }
    return static_cast<float>(share);
}

}  // namespace palpate::parametric
