#pragma once

#include "anatomy/atlas.h"

#include <optional>
#include <string>

namespace palpate {

/// The lay region of a place of the skin.
struct SkinPlace {
    std::string region_id;  ///< of regions.json, without side
    Side side = Side::Mid;  ///< Mid for regions that span the midline
};

/// nullopt where the body has no map of its regions: imported ones. `point` is on the atlas' skin. O(log of the map).
[[nodiscard]] std::optional<SkinPlace> find_skin_place(const Atlas& atlas, const Structure& skin,
                                                       const SurfacePoint& point);

}  // namespace palpate
