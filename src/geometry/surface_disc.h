#pragma once

#include "geometry/surface_distance.h"

namespace palpate {

/// What a disc on a surface covers of one triangle: a circle in the triangle's plane (FlatTriangle). Its middle lies
/// where the disc's own middle comes to lie when the surface between the two is laid flat.
struct FlatCircle {
    std::uint32_t triangle = 0;
    glm::dvec2 middle_mm{0.0};
    double radius_mm = 0.0;
};

/// The circle of all places of a triangle within `radius_mm`, from its corners' distances; nullopt where there is none.
/// Neighbours agree along the edge they share.
[[nodiscard]] std::optional<FlatCircle> find_circle(const FlatTriangle& flat, const std::array<double, 3>& distances_mm,
                                                    double radius_mm);

/// All that lies within `radius_mm` of a place along the surface, triangle by triangle, the place's own first. A disc
/// smaller than a triangle is a whole circle in it. Cost as find_distances().
[[nodiscard]] std::vector<FlatCircle> make_surface_disc(const SurfaceGraph& surface, const SurfacePoint& place,
                                                        double radius_mm);

}  // namespace palpate
