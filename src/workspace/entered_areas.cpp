#include "workspace/detail/entered_areas.h"

#include "anatomy/skin_map.h"
#include "anatomy/surface_anchor.h"
#include "scene/skin_overlay.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace palpate {
namespace {

const SkinMap* find_map(const Atlas& atlas, std::string_view id) {
    const auto found = std::ranges::find(atlas.skin_maps(), id, &SkinMap::id);
    return found == atlas.skin_maps().end() ? nullptr : &*found;
}

std::string_view without_side(std::string_view area) {
    for (const Side side : {Side::Left, Side::Right}) {
        const std::string ending = "-" + std::string(name_of(side));
        if (area.ends_with(ending)) {
            return area.substr(0, area.size() - ending.size());
        }
    }
    return area;
}

/// A spot where it lies on this body.
struct Ball {
    glm::vec3 middle_mm{0.0F};
    float radius_mm = 0.0F;
    const std::string* name = nullptr;
};

/// What is to be left alone, as the pieces ask for it.
struct Avoided {
    std::map<std::string, const std::string*> regions;  ///< the name, by area
    std::vector<Ball> balls;

    Avoided(const Atlas& atlas, std::span<const KeepClearArea> areas) {
        for (const KeepClearArea& area : areas) {
            const auto place = area.spot ? resolve(*area.spot, atlas) : std::nullopt;
            if (place) {
                balls.push_back({place->point.position_mm, area.radius_mm, &area.name});
            } else if (area.map == k_region_map) {
                regions.emplace(area.area, &area.name);
            }
        }
    }
};

}  // namespace

const EndangermentSite* find_site(const std::string& area, const ClinicalCatalogue& clinical) {
    return clinical.find_endangerment_site(without_side(area));
}

EnteredAreas find_entered(const Atlas& atlas, const PaintedSkin& painted, std::span<const KeepClearArea> avoided,
                          const ClinicalCatalogue& clinical) {
    EnteredAreas entered;
    const SkinMap* sites = find_map(atlas, k_endangerment_map);
    const SkinMap* regions = find_map(atlas, k_region_map);
    const Avoided alone(atlas, avoided);
    const TriangleMesh& skin = painted.skin().mesh();
    painted.visit_pieces([&](std::uint32_t triangle, std::span<const glm::vec3> corners) {
        glm::vec3 weights(0.0F);
        for (const glm::vec3& corner : corners) {
            weights += corner / static_cast<float>(corners.size());
        }
        const SurfacePoint middle = surface_point(skin, triangle, weights);
        if (const std::string* area = sites != nullptr ? find_area_at(*sites, skin, middle) : nullptr) {
            entered.sites.insert(*area);
        }
        if (const std::string* area =
                regions != nullptr && !alone.regions.empty() ? find_area_at(*regions, skin, middle) : nullptr) {
            if (const auto found = alone.regions.find(*area); found != alone.regions.end()) {
                entered.names.insert(*found->second);
            }
        }
        for (const Ball& ball : alone.balls) {
            if (glm::distance(ball.middle_mm, middle.position_mm) <= ball.radius_mm) {
                entered.names.insert(*ball.name);
            }
        }
    });
    // The content may have been edited since the map was made.
    std::erase_if(entered.sites, [&](const std::string& area) { return find_site(area, clinical) == nullptr; });
    for (const std::string& area : entered.sites) {
        entered.names.insert(find_site(area, clinical)->name);
    }
    return entered;
}

}  // namespace palpate
