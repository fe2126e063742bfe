#pragma once

#include "anatomy/structure.h"
#include "base/text.h"
#include "casebook/case_document.h"

#include <vector>

namespace palpate {

/// A mark read back in words before and after it is saved, from the client's own side:
/// "Your left shoulder, at the back: deep, aching pain, 6 of 10". `place` is the structure whose place counts (for a
/// mark on the skin what lies under it); null where nobody knows it.
[[nodiscard]] Text read_back(const Mark& mark, const Structure* place);

/// What else is said of the mark, a short sentence each: "Since weeks.", "It comes and goes.", "Better with rest, warmth."
/// Empty where nothing more is said.
[[nodiscard]] std::vector<Text> read_back_details(const Mark& mark);

/// "Your left shoulder, at the back".
[[nodiscard]] Text place_words(const Structure* place);

}  // namespace palpate
