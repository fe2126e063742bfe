#pragma once

#include "anatomy/structure.h"
#include "scene/stroke_style.h"

#include <string>

namespace palpate {

inline constexpr double k_slowest_strokes = 0.25;
inline constexpr double k_fastest_strokes = 4.0;

/// A technique as it is being shown on a structure.
struct StrokePlay {
    StructureId structure;
    StrokeStyle style;
    std::string technique_id;
    double seconds = 0.0;  ///< of the technique's own time, since its beginning
    double rate = 1.0;     ///< of its own speed
    bool playing = true;

    bool operator==(const StrokePlay&) const = default;
};

}  // namespace palpate
