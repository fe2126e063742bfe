#include "geometry/surface_path.h"

#include "geometry/surface_distance.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <limits>
#include <optional>

namespace palpate {
namespace {

/// A place on the edge between two corners of a triangle.
struct EdgePlace {
    std::uint32_t triangle = 0;
    std::size_t edge = 0;  ///< from that corner to the next
    double share = 0.0;
    double distance_mm = std::numeric_limits<double>::max();
    double way_mm = std::numeric_limits<double>::max();  ///< from the place before, and on to the start
};

/// Walks down the distances, from edge to edge.
class Descent {
public:
    Descent(const SurfaceGraph& surface, const SurfaceDistances& distances)
        : surface_(surface), distances_(distances) {}

    /// The place on the edges of these triangles through which the way from `here` is shortest; nullopt where none is
    /// nearer to the start than here.
    [[nodiscard]] std::optional<EdgePlace> find_next(const std::vector<std::uint32_t>& triangles,
                                                     const glm::dvec3& here, double here_mm) const {
        constexpr int k_steps = 16;
        std::optional<EdgePlace> best;
        for (const std::uint32_t triangle : triangles) {
            for (std::size_t edge = 0; edge < 3; ++edge) {
                for (int step = 0; step <= k_steps; ++step) {
                    keep_shorter(best, measure(triangle, edge, static_cast<double>(step) / k_steps, here), here_mm);
                }
            }
        }
        for (double width = 0.5 / k_steps; best && width > 1e-3; width *= 0.5) {
            const EdgePlace middle = *best;
            for (const double share : {middle.share - width, middle.share + width}) {
                keep_shorter(best, measure(middle.triangle, middle.edge, std::clamp(share, 0.0, 1.0), here), here_mm);
            }
        }
        return best;
    }

    /// The triangles that meet at a place of an edge: the fan about a corner, else the two beside the edge.
    [[nodiscard]] std::vector<std::uint32_t> triangles_at(const EdgePlace& place) const {
        const auto& corners = surface_.corners(place.triangle);
        const std::uint32_t from = corners[place.edge];
        const std::uint32_t to = corners[(place.edge + 1) % 3];
        constexpr double k_at_a_corner = 1e-3;
        if (place.share < k_at_a_corner || place.share > 1.0 - k_at_a_corner) {
            const auto fan = surface_.around(place.share < 0.5 ? from : to);
            return {fan.begin(), fan.end()};
        }
        std::vector<std::uint32_t> both{place.triangle};
        surface_.visit_across(place.triangle, from, to, [&](std::uint32_t other) { both.push_back(other); });
        return both;
    }

private:
    static void keep_shorter(std::optional<EdgePlace>& best, const EdgePlace& place, double here_mm) {
        constexpr double k_progress_mm = 1e-4;
        if (place.distance_mm < here_mm - k_progress_mm && (!best || place.way_mm < best->way_mm)) {
            best = place;
        }
    }

    [[nodiscard]] EdgePlace measure(std::uint32_t triangle, std::size_t edge, double share,
                                    const glm::dvec3& here) const {
        EdgePlace place{.triangle = triangle, .edge = edge, .share = share};
        const auto of_corners = distances_.find(surface_.corners(triangle));
        if (of_corners) {
            const auto positions = surface_.mesh().triangle(triangle);
            const std::size_t end = (edge + 1) % 3;
            const glm::dvec3 from(positions[edge]);
            const glm::dvec3 to(positions[end]);
            place.distance_mm =
                distance_on_edge((*of_corners)[edge], (*of_corners)[end], glm::distance(from, to), share);
            place.way_mm = place.distance_mm + glm::distance(here, glm::mix(from, to, share));
        }
        return place;
    }

    const SurfaceGraph& surface_;
    const SurfaceDistances& distances_;
};

SurfacePoint point_at(const SurfaceGraph& surface, const EdgePlace& place) {
    glm::vec3 weights(0.0F);
    weights[static_cast<glm::length_t>(place.edge)] = static_cast<float>(1.0 - place.share);
    weights[static_cast<glm::length_t>((place.edge + 1) % 3)] = static_cast<float>(place.share);
    return surface_point(surface.mesh(), place.triangle, weights);
}

}  // namespace

std::vector<SurfacePoint> find_surface_path(const SurfaceGraph& surface, const SurfacePoint& from,
                                            const SurfacePoint& to) {
    const SurfaceDistances distances = find_distances(surface, from, std::numeric_limits<double>::max(), to.triangle);
    if (!distances.find(surface.corners(to.triangle))) {
        return {};
    }
    const Descent descent(surface, distances);
    std::vector<SurfacePoint> path{to};
    std::vector<std::uint32_t> triangles{to.triangle};
    double here_mm = std::numeric_limits<double>::max();
    while (std::ranges::find(triangles, from.triangle) == triangles.end()) {
        const auto next = descent.find_next(triangles, glm::dvec3(path.back().position_mm), here_mm);
        if (!next) {
            break;  // beside the start, by rounding
        }
        path.push_back(point_at(surface, *next));
        here_mm = next->distance_mm;
        triangles = descent.triangles_at(*next);
    }
    path.push_back(from);
    std::ranges::reverse(path);
    return path;
}

}  // namespace palpate
