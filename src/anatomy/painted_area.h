#pragma once

#include "anatomy/surface_anchor.h"

#include <cstddef>

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

/// More dabs than this are no area a hand painted.
inline constexpr std::size_t k_most_dabs = 2000;

/// How much skin a painted area covers.
struct AreaMeasure {
    double area_mm2 = 0.0;
    double share = 0.0;  ///< of the whole skin, 0..1

    bool operator==(const AreaMeasure&) const = default;
};

}  // namespace palpate
