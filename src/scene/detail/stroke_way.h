#pragma once

#include "scene/stroke_route.h"

#include <vector>

namespace palpate {

// Ways over the skin, before they are tracks.

using Way = std::vector<RoutePoint>;

[[nodiscard]] float length_of(const Way& way);
[[nodiscard]] StrokeTrack make_track(Way points);
/// There and back again.
[[nodiscard]] StrokeTrack make_return_track(Way there);
/// The part of a way of at least two places between two lengths along it, with its ends set exactly there.
[[nodiscard]] Way cut(const Way& way, float from_mm, float to_mm, const StrokeGround& ground);
[[nodiscard]] Way reversed(Way way);
/// Headed as the way goes; over a few millimetres, which evens out where it was cut.
void point_along(Way& way);
/// Hands turn slowly: the mean of the headings within some millimetres of the way.
void turn_slowly(StrokeTrack& track);
/// Two hands that start together also end together: the longer way is cut.
void make_equally_long(StrokeStep& step, const StrokeGround& ground);

}  // namespace palpate
