#include "geometry/surface_disc.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace palpate {
namespace {

/// Whether any place of an edge is nearer than the radius. Of the edge alone: both triangles beside it say the same.
bool crosses(double from_mm, double to_mm, double length_mm, double radius_mm) {
    const double nearest_share =
        length_mm > 0.0
            ? std::clamp(0.5 + (from_mm * from_mm - to_mm * to_mm) / (2.0 * length_mm * length_mm), 0.0, 1.0)
            : 0.0;
    return distance_on_edge(from_mm, to_mm, length_mm, nearest_share) < radius_mm;
}

}  // namespace

std::optional<FlatCircle> find_circle(const FlatTriangle& flat, const std::array<double, 3>& distances_mm,
                                      double radius_mm) {
    const glm::dvec2& b = flat.corners[1];
    const glm::dvec2& c = flat.corners[2];
    if (b.x <= 0.0 || c.y <= 0.0) {
        return std::nullopt;  // no area to cover
    }
    // In a plane, distance^2 - |place|^2 is linear in the place, so three corners give the middle.
    const double at_a = distances_mm[0] * distances_mm[0];
    const double at_b = distances_mm[1] * distances_mm[1] - glm::dot(b, b) - at_a;
    const double at_c = distances_mm[2] * distances_mm[2] - glm::dot(c, c) - at_a;
    FlatCircle circle;
    circle.middle_mm.x = -0.5 * at_b / b.x;
    circle.middle_mm.y = -0.5 * (at_c + 2.0 * c.x * circle.middle_mm.x) / c.y;
    // Where the surface is bent, the middle is a little off the plane: the plane's circle is that much smaller.
    const double radius2 = radius_mm * radius_mm - (at_a - glm::dot(circle.middle_mm, circle.middle_mm));
    if (!(radius2 > 0.0)) {
        return std::nullopt;
    }
    circle.radius_mm = std::sqrt(radius2);
    return circle;
}

std::vector<FlatCircle> make_surface_disc(const SurfaceGraph& surface, const SurfacePoint& place, double radius_mm) {
    const SurfaceDistances distances = find_distances(surface, place, radius_mm);
    std::vector<FlatCircle> disc;
    // From triangle to triangle through the edges the disc crosses: what it does not reach along the surface stays out.
    std::vector<std::uint32_t> waiting{place.triangle};
    std::unordered_set<std::uint32_t> seen{place.triangle};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const std::uint32_t triangle = waiting[i];
        const auto& corners = surface.corners(triangle);
        const auto of_corners = distances.find(corners);
        const FlatTriangle flat = flatten(surface.mesh(), triangle);
        if (!of_corners) {
            continue;
        }
        if (auto circle = find_circle(flat, *of_corners, radius_mm)) {
            circle->triangle = triangle;
            disc.push_back(*circle);
        }
        for (std::size_t edge = 0; edge < 3; ++edge) {
            const std::size_t end = (edge + 1) % 3;
            const double length_mm = glm::distance(flat.corners[edge], flat.corners[end]);
            if (crosses((*of_corners)[edge], (*of_corners)[end], length_mm, radius_mm)) {
                surface.visit_across(triangle, corners[edge], corners[end], [&](std::uint32_t other) {
                    if (seen.insert(other).second) {
                        waiting.push_back(other);
                    }
                });
            }
        }
    }
    return disc;
}

}  // namespace palpate
