#include "anatomy/skin_place.h"

#include <algorithm>
#include <string_view>

namespace palpate {

std::optional<SkinPlace> find_skin_place(const Atlas& atlas, const Structure& skin, const SurfacePoint& point) {
    const auto map = std::ranges::find(atlas.skin_maps(), k_region_map, &SkinMap::id);
    if (map == atlas.skin_maps().end()) {
        return std::nullopt;
    }
    const std::string* area = find_area_at(*map, *skin.mesh, point);
    if (area == nullptr) {
        return std::nullopt;
    }
    for (const Side side : {Side::Left, Side::Right}) {
        const std::string ending = '-' + std::string(name_of(side));
        if (area->ends_with(ending)) {
            return SkinPlace{area->substr(0, area->size() - ending.size()), side};
        }
    }
    return SkinPlace{*area, Side::Mid};
}

}  // namespace palpate
