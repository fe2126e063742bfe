#pragma once

#include "anatomy/structure.h"
#include "base/text.h"
#include "casebook/case_document.h"

namespace palpate {

/// A mark read back in words before and after it is saved, from the client's own side:
/// "Your left shoulder, at the back: deep, aching pain, 6 of 10". `place` is the structure whose place counts (for a
/// mark on the skin what lies under it); null where nobody knows it.
[[nodiscard]] Text read_back(const Mark& mark, const Structure* place);

/// "Your left shoulder, at the back".
[[nodiscard]] Text place_words(const Structure* place);

}  // namespace palpate
