#pragma once

#include "change/change_map.h"
#include "scene/mark_pattern.h"

#include <glm/vec3.hpp>

namespace palpate {

/// How what became of a place is drawn, on the body, in legends and in tables: by colour, sign and pattern, so that a grey
/// print and eyes that see few colours tell the same. Better and worse differ in blue and orange, in lightness, in the
/// way their lines fall and in the sign.
struct ProgressLook {
    const char* sign;  ///< one letter
    glm::vec3 fill;    ///< sRGB
    glm::vec3 ink;     ///< on the fill, at least 4.5 : 1
    AreaPattern pattern;
    bool hollow;  ///< a rim and no fill: nothing is there any more
};
[[nodiscard]] const ProgressLook& look_of(PlaceOutcome outcome);

inline constexpr float k_patch_radius_mm = 32.0F;  ///< of a place that covers nothing itself: seen from across the room

}  // namespace palpate
