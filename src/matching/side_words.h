#pragma once

#include "base/translator.h"

#include <string_view>

namespace palpate {

/// The sides of the body a text names.
struct NamedSides {
    bool left = false;
    bool right = false;

    bool operator==(const NamedSides&) const = default;
};

/// The sides that stand beside a word for a part of the body, as in "left knee" or "the calf on the right"; "right after
/// lunch" and "all right" name none. Words come from the language (side-check.*). O(words).
[[nodiscard]] NamedSides find_sides(std::string_view text, const Translator& language);

}  // namespace palpate
