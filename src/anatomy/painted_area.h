#pragma once

#include "anatomy/surface_anchor.h"

#include <cstddef>
#include <span>

namespace palpate {

/// One touch of the brush on the skin: what lies within `radius_mm` of the place, measured along the skin, is painted, or
/// wiped away. A painted area is a row of dabs; where two overlap, the later one wins. Because the places are anchors and
/// the radius is in millimetres of the body, an area means the same in every zoom, form and atlas.
struct BrushDab {
    SurfaceAnchor place{};
    float radius_mm = 20.0F;
    bool erase = false;

    bool operator==(const BrushDab&) const = default;
};

/// More dabs than this are no area a hand painted: the whole back takes some 200.
inline constexpr std::size_t k_most_dabs = 2000;
inline constexpr float k_least_brush_mm = 5.0F;
inline constexpr float k_largest_brush_mm = 60.0F;
/// Dabs along a stroke follow each other at this share of the radius: the edge then waves by 3 % of it.
inline constexpr float k_dab_spacing = 0.5F;

/// How much skin a painted area covers.
struct AreaMeasure {
    double area_mm2 = 0.0;
    double share = 0.0;  ///< of the whole skin, 0..1

    bool operator==(const AreaMeasure&) const = default;
};

/// Throws Error InvalidEdit for more dabs than k_most_dabs.
void check_dab_count(std::size_t count);
/// The same, and for a radius that is no brush's.
void check_dabs(std::span<const BrushDab> dabs);

}  // namespace palpate
