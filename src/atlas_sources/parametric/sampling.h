#pragma once

#include "atlas_sources/parametric/figures.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace palpate::parametric {

/// How far a chord may leave the true curve in one direction. Two directions and the twist between add up to about
/// 0.1 mm, a third of the figures' own mean error.
inline constexpr double k_chord_tolerance_mm = 0.05;

/// Curves sampled at the same parameters, station by station: `curve_count` points per station.
struct CurveBundle {
    std::span<const glm::dvec3> points;
    std::size_t curve_count = 0;

    [[nodiscard]] std::size_t station_count() const { return points.size() / curve_count; }
    [[nodiscard]] const glm::dvec3& at(std::size_t station, std::size_t curve) const {
        return points[station * curve_count + curve];
    }
};

/// The fewest stations (greedily) such that straight lines between them stay within `tolerance_mm` of every curve at
/// the stations left out, at most `longest_step` apart. Sorted; holds the first, the last and all of `forced`.
[[nodiscard]] std::vector<std::size_t> choose_stations(const CurveBundle& curves, double tolerance_mm,
                                                       std::size_t longest_step,
                                                       std::span<const std::size_t> forced = {});

/// Number of equal straight pieces for an arc of `radius_mm` over `angle_rad` to stay within `tolerance_mm`.
[[nodiscard]] std::size_t arc_pieces(double radius_mm, double angle_rad, double tolerance_mm, std::size_t fewest,
                                     std::size_t most);

/// Over this many mm along the fibres the tendon share rises from 0 to 1, a half at the border. The true border is sharp
/// (shaders/surface.frag draws it); a ramp this long is a straight line between the few vertices of a lean mesh, so the
/// border stays where it is however the mesh is simplified. surface.frag has the same number.
inline constexpr double k_tendon_ramp_mm = 128.0;

/// Tendon share at `u` along fibres of `length_mm`: below a half fleshy, above it tendon; see k_tendon_ramp_mm.
[[nodiscard]] float tendon_share(const FleshyRange& fleshy, double u, double length_mm);

/// The parameters of the borders between flesh and tendon, for placing stations there.
[[nodiscard]] std::vector<double> tendon_edges(const FleshyRange& fleshy);

}  // namespace palpate::parametric
