#pragma once

#include "scene/stroke_route.h"

#include <vector>

namespace palpate {

/// One hand, or what it holds, at one moment.
struct StrokePatch {
    SurfacePoint place;  ///< its middle; within a millimetre of the skin while it touches, else somewhere near it
    glm::vec3 heading{0.0F, 1.0F, 0.0F};
    float pressure = 1.0F;  ///< 1 skin contact .. 5 strong, within the style's
    bool touching = true;   ///< false on the way back to where the next repeat begins
    bool other_hand = false;
};

struct StrokeMoment {
    std::vector<StrokePatch> patches;  ///< one or two; never none
    int repeat = 1;                    ///< of style.repeats, as people count
    bool holding = false;              ///< stays where it is, for style.hold_s
};

/// How long all repeats take, s; above 0.
[[nodiscard]] double duration_s(const StrokeRoute& route);
/// Where the hands are so many seconds after the beginning; after duration_s() all begins again. Times before 0 count as 0.
/// Moves at style.speed_mm_s along the route, to the millimetre. O(repeats + log places).
[[nodiscard]] StrokeMoment moment_at(const StrokeRoute& route, double seconds);

}  // namespace palpate
