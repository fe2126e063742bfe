#pragma once

#include "anatomy/structure.h"
#include "casebook/case_document.h"

#include <optional>

namespace palpate {

class Atlas;
class AnatomyCatalogue;

/// The structure whose place counts for a mark: the marked one; for a mark on the skin the nearest thing under it, with the region
/// and side of the skin's own map where the atlas has one; the
/// catalogue's words (without a mesh) where this atlas lacks the structure; nullopt where nobody knows it.
/// O(1), but O(vertices of the atlas) for a mark on the skin.
[[nodiscard]] std::optional<Structure> marked_place(const Mark& mark, const Atlas& atlas,
                                                    const AnatomyCatalogue& anatomy);

}  // namespace palpate
