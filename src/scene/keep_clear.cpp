#include "scene/keep_clear.h"

#include "scene/skin_overlay.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr glm::vec3 k_fill{0.95F, 0.78F, 0.20F};
constexpr glm::vec3 k_ink{0.13F, 0.10F, 0.02F};
constexpr float k_opacity = 0.34F;

/// At the spot; of an area the corner nearest to the middle of them all.
void place_name(KeepClearShape& keep, const TriangleMesh& skin, const Atlas& atlas) {
    const auto spot = keep.area.spot ? resolve(*keep.area.spot, atlas) : std::nullopt;
    const std::vector<glm::vec3>& corners = keep.shape->corners_mm;
    glm::vec3 middle(0.0F);
    for (const glm::vec3& corner : corners) {
        middle += corner / static_cast<float>(corners.size());
    }
    const glm::vec3 nearest =
        *std::ranges::min_element(corners, {}, [&](const glm::vec3& corner) { return glm::distance(corner, middle); });
    const SurfacePoint point = closest_point(skin, spot ? spot->point.position_mm : nearest);
    keep.place_mm = point.position_mm;
    keep.normal = point.normal;
}

/// What covers the skin, area by area. The surface is made when the first spot needs it.
class Shapes {
public:
    Shapes(const Atlas& atlas, std::shared_ptr<const TriangleMesh> skin, std::shared_ptr<const SurfaceGraph> surface)
        : atlas_(atlas), skin_(std::move(skin)), surface_(std::move(surface)) {}

    /// Null where the body has nothing of the kind.
    [[nodiscard]] std::shared_ptr<const MarkShape> make(const KeepClearArea& area, const JobContext& context) {
        return area.spot ? round_spot(*area.spot, area.radius_mm, context) : of_map(area);
    }

private:
    [[nodiscard]] std::shared_ptr<const MarkShape> of_map(const KeepClearArea& area) const {
        const auto map = std::ranges::find(atlas_.skin_maps(), area.map, &SkinMap::id);
        if (map == atlas_.skin_maps().end()) {
            return nullptr;
        }
        const auto label = std::ranges::find(map->areas, area.area);
        return label == map->areas.end()
                   ? nullptr
                   : make_region_shape(*skin_, *map, static_cast<std::uint8_t>(label - map->areas.begin()));
    }

    [[nodiscard]] std::shared_ptr<const MarkShape> round_spot(const SurfaceAnchor& spot, float radius_mm,
                                                              const JobContext& context) {
        if (surface_ == nullptr) {
            surface_ = std::make_shared<const SurfaceGraph>(skin_);
        }
        Mark dab;
        dab.dabs = {{.place = spot, .radius_mm = radius_mm, .erase = false}};
        return make_mark_shape(surface_, atlas_, dab, context);
    }

    const Atlas& atlas_;
    std::shared_ptr<const TriangleMesh> skin_;
    std::shared_ptr<const SurfaceGraph> surface_;
};

}  // namespace

bool have_same_place(const KeepClearArea& a, const KeepClearArea& b) {
    return a.map == b.map && a.area == b.area && a.spot == b.spot && a.radius_mm == b.radius_mm;
}

std::vector<KeepClearShape> make_keep_clear(const Atlas& atlas, std::span<const KeepClearArea> areas,
                                            std::shared_ptr<const SurfaceGraph> skin, const JobContext& context) {
    std::vector<KeepClearShape> made;
    const auto skin_index = find_skin(atlas);
    if (!skin_index) {
        return made;
    }
    const auto mesh = atlas.structures()[*skin_index].mesh;
    Shapes shapes(atlas, mesh, std::move(skin));
    for (const KeepClearArea& area : areas) {
        context.check_stop();
        KeepClearShape keep{.area = area, .shape = shapes.make(area, context)};
        if (keep.shape != nullptr && !keep.shape->corners_mm.empty()) {
            place_name(keep, *mesh, atlas);
            made.push_back(std::move(keep));
        }
    }
    return made;
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
