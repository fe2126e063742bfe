#pragma once

#include "scene/build_scene.h"
#include "scene/scene.h"
#include "scene/stroke_motion.h"

#include <memory>
#include <vector>

namespace palpate {

/// Size of what touches the skin, aside and ahead of the heading, mm, for a whole grown hand.
struct ContactSize {
    float aside_mm = 0.0F;
    float ahead_mm = 0.0F;
};
[[nodiscard]] ContactSize size_of(StrokeContact contact);

/// Colours of the pressures 1..5: one hue that deepens, unlike those of pain.
[[nodiscard]] RatingColours pressure_colours(int pressure);

/// What touches the skin, laid onto it: the outline of a hand, an arm, a cup .., and inside it one more line for each
/// step of pressure above the first, as a map shows depth. About 0.5 ms for a hand.
[[nodiscard]] std::shared_ptr<const MarkShape> make_patch_shape(const StrokeGround& ground, const StrokePatch& patch,
                                                                StrokeContact contact, float scale);

/// The hands of a moment, to be drawn over the skin.
[[nodiscard]] std::vector<MarkTrace> draw_moment(const StrokeGround& ground, const StrokeRoute& route,
                                                 const StrokeMoment& moment);
/// The same technique without motion: arrows along its ways, with a head at both ends where it goes there and back; rings
/// where it presses.
[[nodiscard]] std::vector<MarkTrace> draw_still(const StrokeGround& ground, const StrokeRoute& route);

}  // namespace palpate
