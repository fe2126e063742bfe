#include "atlas_sources/parametric/sampling.h"

#include "base/error.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace palpate::parametric {
namespace {

double distance_to_segment(const glm::dvec3& point, const glm::dvec3& a, const glm::dvec3& b) {
    const glm::dvec3 along = b - a;
    const double length2 = glm::dot(along, along);
    const double t = length2 > 0 ? std::clamp(glm::dot(point - a, along) / length2, 0.0, 1.0) : 0.0;
    return glm::distance(point, a + t * along);
}

bool straight_enough(const CurveBundle& curves, std::size_t from, std::size_t to, double tolerance_mm) {
    for (std::size_t station = from + 1; station < to; ++station) {
        for (std::size_t curve = 0; curve < curves.curve_count; ++curve) {
            if (distance_to_segment(curves.at(station, curve), curves.at(from, curve), curves.at(to, curve)) >
                tolerance_mm) {
                return false;
            }
        }
    }
    return true;
}

/// The farthest station up to `limit` that a straight step from `from` can reach.
std::size_t farthest_step(const CurveBundle& curves, std::size_t from, std::size_t limit, double tolerance_mm) {
    std::size_t good = from + 1;
    std::size_t bad = limit + 1;
    for (std::size_t step = 2; from + step <= limit; step *= 2) {
        if (!straight_enough(curves, from, from + step, tolerance_mm)) {
            bad = from + step;
            break;
        }
        good = from + step;
    }
    while (good + 1 < bad) {
        const std::size_t middle = (good + bad) / 2;
        (straight_enough(curves, from, middle, tolerance_mm) ? good : bad) = middle;
    }
    return good;
}

}  // namespace

std::vector<std::size_t> choose_stations(const CurveBundle& curves, double tolerance_mm, std::size_t longest_step,
                                         std::span<const std::size_t> forced) {
    PALPATE_ASSERT(curves.station_count() >= 2 && longest_step > 0);
    const std::size_t last = curves.station_count() - 1;
    std::vector<std::size_t> stations{0};
    while (stations.back() < last) {
        const std::size_t from = stations.back();
        std::size_t limit = std::min(last, from + longest_step);
        for (const std::size_t station : forced) {
            if (station > from) {
                limit = std::min(limit, station);
            }
        }
        stations.push_back(farthest_step(curves, from, limit, tolerance_mm));
    }
    return stations;
}

std::size_t arc_pieces(double radius_mm, double angle_rad, double tolerance_mm, std::size_t fewest, std::size_t most) {
    if (radius_mm <= tolerance_mm) {
        return fewest;
    }
    const double widest = 2.0 * std::acos(1.0 - tolerance_mm / radius_mm);
    return std::clamp(static_cast<std::size_t>(std::ceil(angle_rad / widest)), fewest, most);
}

float tendon_share(const FleshyRange& fleshy, double u, double length_mm) {
    if (fleshy.start >= fleshy.end) {
        return 1.0F;
    }
    const double before = fleshy.start > 0 ? fleshy.start - u : -1.0;
    const double after = fleshy.end < 1 ? u - fleshy.end : -1.0;
    const double into_tendon_mm = std::max(before, after) * length_mm;
    return static_cast<float>(std::clamp(0.5 + into_tendon_mm / k_tendon_ramp_mm, 0.0, 1.0));
}

std::vector<double> tendon_edges(const FleshyRange& fleshy) {
    std::vector<double> edges;
    for (const double limit : {fleshy.start, fleshy.end}) {
        if (fleshy.start < fleshy.end && limit > 0 && limit < 1) {
            edges.push_back(limit);
        }
    }
    return edges;
}

}  // namespace palpate::parametric
