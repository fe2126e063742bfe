#pragma once

#include "clinical/technique.h"
#include "scene/stroke_style.h"

namespace palpate {

/// How a technique of the catalogue moves over the skin.
[[nodiscard]] StrokeStyle stroke_style_of(const Technique& technique);

}  // namespace palpate
