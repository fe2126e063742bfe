#pragma once

#include "anatomy/painted_skin.h"
#include "clinical/clinical_catalogue.h"
#include "scene/keep_clear.h"

#include <set>
#include <span>
#include <string>

namespace palpate {

/// Whose area that is: "es-kidney-left" is one of "es-kidney"; null where the content has no such site.
[[nodiscard]] const EndangermentSite* find_site(const std::string& area, const ClinicalCatalogue& clinical);

/// What of the skin to keep clear of is painted over.
struct EnteredAreas {
    std::set<std::string> sites;  ///< areas of the map of endangerment sites
    std::set<std::string> names;  ///< of these, and of those of `avoided` that are, as they are written
};
/// `painted` is on the atlas' skin; `avoided` are areas of its map of regions, or spots with what lies within their radius,
/// in straight mm. O(pieces painted x avoided), some 0.3 ms for a back.
[[nodiscard]] EnteredAreas find_entered(const Atlas& atlas, const PaintedSkin& painted,
                                        std::span<const KeepClearArea> avoided, const ClinicalCatalogue& clinical);

}  // namespace palpate
