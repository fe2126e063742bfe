#pragma once

#include "anatomy/atlas.h"
#include "anatomy/skin_map.h"
#include "anatomy/surface_anchor.h"

#include <optional>
#include <set>
#include <string_view>

namespace palpate {

/// Where to put a mark of which no more is known than the area: the middle of that uncut triangle of the skin which is
/// nearest to the area's own. Borrows the atlas, whose skin the map is of.
class AreaMiddles {
public:
    AreaMiddles(const Atlas& atlas, const SkinMap& map);

    /// nullopt where the map has no such area, or none of its triangles is whole. O(triangles of the skin).
    [[nodiscard]] std::optional<SurfaceAnchor> find(std::string_view area) const;

private:
    [[nodiscard]] std::vector<std::uint32_t> triangles_of(std::uint8_t label) const;
    [[nodiscard]] glm::vec3 middle_of(std::uint32_t triangle) const;

    const Atlas& atlas_;
    const SkinMap& map_;
    const Structure& skin_;
    std::set<std::uint32_t> cut_;
};

}  // namespace palpate
