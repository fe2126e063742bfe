#pragma once

#include "anatomy/anatomy_catalogue.h"

#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// The regions a muscle's pain is classically felt in; empty where its pattern is not mapped. Patterns come from clinical
/// observation: "may be felt here", never "comes from here".
[[nodiscard]] const std::vector<std::string>& referral_regions(const MuscleEntry& muscle);

/// The muscles whose mapped patterns reach the region (regions.json, unsided), those farther away first, because they are
/// the ones nobody thinks of; muscles of the region itself last. In the catalogue's order otherwise. O(muscles).
[[nodiscard]] std::vector<const MuscleEntry*> find_referring_muscles(const AnatomyCatalogue& catalogue,
                                                                     std::string_view region_id);

/// Ids that the areas of a region have on the map of regions: "calf-upper-left", or "nose" where it has no sides. Both
/// sides for Side::Mid.
[[nodiscard]] std::vector<std::string> region_areas(const AnatomyCatalogue& catalogue, std::string_view region_id,
                                                    Side side);

}  // namespace palpate
