#pragma once

#include "scene/scene.h"

#include <vector>

namespace palpate {

/// Makes one stroke of neighbours that lie in one line, so that a rim of thousands of bits is drawn as some hundred: no
/// place of the rim moves by more than `error_mm`. Strokes follow each other where one ends at the next one's start.
/// O(strokes).
[[nodiscard]] std::vector<SkinStroke> join_strokes(const std::vector<SkinStroke>& strokes, float error_mm);

}  // namespace palpate
