#include "scene/keep_clear.h"

#include "scene/skin_overlay.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

constexpr glm::vec3 k_fill{0.95F, 0.78F, 0.20F};
constexpr glm::vec3 k_ink{0.13F, 0.10F, 0.02F};
constexpr float k_opacity = 0.34F;

/// The corner of the area nearest to the middle of them all.
void place_name(KeepClearShape& keep, const TriangleMesh& skin) {
    const std::vector<glm::vec3>& corners = keep.shape->corners_mm;
    glm::vec3 middle(0.0F);
    for (const glm::vec3& corner : corners) {
        middle += corner / static_cast<float>(corners.size());
    }
    const glm::vec3 nearest =
        *std::ranges::min_element(corners, {}, [&](const glm::vec3& corner) { return glm::distance(corner, middle); });
    const SurfacePoint point = closest_point(skin, nearest);
    keep.place_mm = point.position_mm;
    keep.normal = point.normal;
}

}  // namespace

std::vector<KeepClearShape> make_keep_clear(const Atlas& atlas, std::span<const KeepClearArea> areas,
                                            const JobContext& context) {
    std::vector<KeepClearShape> shapes;
    const auto skin_index = find_skin(atlas);
    if (!skin_index) {
        return shapes;
    }
    const TriangleMesh& skin = *atlas.structures()[*skin_index].mesh;
    for (const KeepClearArea& area : areas) {
        context.check_stop();
        const auto map = std::ranges::find(atlas.skin_maps(), area.map, &SkinMap::id);
        if (map == atlas.skin_maps().end()) {
            continue;
        }
        const auto label = std::ranges::find(map->areas, area.area);
        if (label == map->areas.end()) {
            continue;
        }
        KeepClearShape keep{
            .name = area.name,
            .short_name = area.short_name,
            .shape = make_region_shape(skin, *map, static_cast<std::uint8_t>(label - map->areas.begin()))};
        if (!keep.shape->corners_mm.empty()) {
            place_name(keep, skin);
            shapes.push_back(std::move(keep));
        }
    }
    return shapes;
}

MarkTrace hatching_of(const KeepClearShape& shape) {
    MarkTrace trace;
    trace.shape = shape.shape;
    trace.place_mm = shape.place_mm;
    trace.fill = k_fill;
    trace.ink = k_ink;
    trace.pattern = AreaPattern::BackDiagonal;
    trace.opacity = k_opacity;
    return trace;
}

}  // namespace palpate
