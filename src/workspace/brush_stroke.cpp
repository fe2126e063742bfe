#include "workspace/brush_stroke.h"

#include "base/error.h"
#include "geometry/surface_path.h"
#include "scene/skin_overlay.h"

#include <glm/geometric.hpp>

#include <numbers>

namespace palpate {
namespace {

/// The places at every `step_mm` along a way; its end is not one of them.
std::vector<SurfacePoint> spaced_along(const SurfaceGraph& skin, std::span<const SurfacePoint> way, float step_mm) {
    std::vector<SurfacePoint> places;
    float until_next = step_mm;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const glm::vec3 from = way[i - 1].position_mm;
        const glm::vec3 to = way[i].position_mm;
        const float length = glm::distance(from, to);
        float walked = 0.0F;
        while (length - walked >= until_next) {
            walked += until_next;
            until_next = step_mm;
            const glm::vec3 place = from + walked / length * (to - from);
            places.push_back(nearest_on(skin.mesh(), way[i - 1].triangle, place));
        }
        until_next -= length - walked;
    }
    return places;
}

}  // namespace

BrushStroke::BrushStroke(std::shared_ptr<const Atlas> atlas, PaintedSkin painted, std::vector<BrushDab> before)
    : atlas_(std::move(atlas)),
      structure_(&atlas_->structures()[*find_skin(*atlas_)]),
      painted_(std::move(painted)),
      dabs_(std::move(before)),
      first_fresh_(dabs_.size()) {}

bool BrushStroke::move_to(const SurfacePoint& place, float radius_mm, bool erase) {
    if (!last_) {
        last_ = place;
        return put(place, radius_mm, erase);
    }
    const float step_mm = k_dab_spacing * radius_mm;
    if (glm::distance(last_->position_mm, place.position_mm) < step_mm) {
        return false;
    }
    // A leap, as from one arm to the other, is no stroke over what lies between.
    constexpr float k_leap = 8.0F;
    if (glm::distance(last_->position_mm, place.position_mm) > k_leap * radius_mm + 100.0F) {
        last_ = place;
        return put(place, radius_mm, erase);
    }
    bool changed = false;
    const std::vector<SurfacePoint> way = find_surface_path(painted_.skin(), *last_, place);
    for (const SurfacePoint& next : spaced_along(painted_.skin(), way, step_mm)) {
        changed = put(next, radius_mm, erase) || changed;
        last_ = next;
    }
    return changed;
}

bool BrushStroke::put(const SurfacePoint& place, float radius_mm, bool erase) {
    // As it will be found again from its anchor, so that the row gives the same area to the last bit.
    const SurfacePoint exact = surface_point(painted_.skin().mesh(), place.triangle, place.barycentric);
    check_dab_count(dabs_.size() + 1);
    const double own_mm2 = std::numbers::pi * radius_mm * radius_mm;
    if (painted_.add(exact, radius_mm, erase, k_least_change * own_mm2) == 0.0) {
        return false;
    }
    dabs_.push_back({make_anchor(*atlas_, *structure_, exact), radius_mm, erase});
    return true;
}

}  // namespace palpate
