#pragma once

#include "ui/theme.h"

#include <optional>
#include <string>

namespace palpate {

/// A movement on a scale of degrees. The first value is a circle, the latest a diamond, the other side's a tick, so that
/// none needs its colour.
struct RangeBar {
    double most = 180.0;  ///< the scale goes from 0, or the lowest value, to this
    double least = 0.0;
    std::optional<double> typical{};  ///< of other people, drawn as a band ..
    double typical_spread = 5.0;      ///< .. by as much to each side
    std::optional<double> first{};
    std::optional<double> latest{};
    std::optional<double> other_side{};
    std::string typical_words{};
    std::string first_words{};  ///< beside their shapes, under the bar
    std::string latest_words{};
    std::string other_words{};
};

/// Over the width of the room.
void draw_range_bar(const Theme& theme, const RangeBar& bar);

}  // namespace palpate
