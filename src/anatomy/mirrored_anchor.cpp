#include "anatomy/mirrored_anchor.h"

#include "geometry/frame.h"

#include <cmath>

namespace palpate {

std::optional<bool> is_in_the_middle(const SurfaceAnchor& anchor, const Atlas& atlas) {
    const auto place = resolve(anchor, atlas);
    return place ? std::optional(std::abs(place->point.position_mm.x - k_mirror_plane_x_mm) < k_midline_mm)
                 : std::nullopt;
}

std::optional<SurfaceAnchor> mirrored(const SurfaceAnchor& anchor, const Atlas& atlas, const NearestPlace& nearest) {
    const auto place = resolve(anchor, atlas);
    const auto other = atlas.find_index(mirrored(anchor.structure));
    if (!place || !other) {
        return std::nullopt;
    }
    glm::vec3 position_mm = place->point.position_mm;
    position_mm.x = 2.0F * k_mirror_plane_x_mm - position_mm.x;
    const auto point = nearest(*other, position_mm);
    return point ? std::optional(make_anchor(atlas, atlas.structures()[*other], *point)) : std::nullopt;
}

std::optional<SurfaceAnchor> mirrored(const SurfaceAnchor& anchor, const Atlas& atlas) {
    return mirrored(anchor, atlas, [&](std::size_t structure, const glm::vec3& point_mm) {
        return std::optional(closest_point(*atlas.structures()[structure].mesh, point_mm));
    });
}

}  // namespace palpate
