#include "scene/picking.h"

#include "anatomy/skin_place.h"
#include "scene/sign_layout.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <limits>
#include <ranges>

namespace palpate {
namespace {

/// Deepest that soft tissue lies under the skin anywhere on the body.
constexpr float k_skin_reach_mm = 150.0F;

std::vector<std::shared_ptr<const TriangleMesh>> meshes_of(const Atlas& atlas) {
    std::vector<std::shared_ptr<const TriangleMesh>> meshes;
    meshes.reserve(atlas.structures().size());
    for (const Structure& structure : atlas.structures()) {
        meshes.push_back(structure.mesh);
    }
    return meshes;
}

std::vector<bool> find_structures_with_region(const Atlas& atlas) {
    std::vector<bool> result;
    result.reserve(atlas.structures().size());
    for (const Structure& structure : atlas.structures()) {
        result.push_back(structure.structure_class != StructureClass::Skin && !structure.region_id.empty());
    }
    return result;
}

std::vector<bool> find_skins(const Atlas& atlas) {
    std::vector<bool> result;
    for (const Structure& structure : atlas.structures()) {
        result.push_back(structure.structure_class == StructureClass::Skin);
    }
    return result;
}

/// How far a place of the picture is from a line drawn on the body, px; of the parts that face the eye.
float distance_to_band_px(const MarkShape& shape, const OrbitCamera& camera, const Viewport& viewport,
                          const glm::vec2& pixel) {
    float nearest_px = std::numeric_limits<float>::max();
    for (const SkinStroke& stroke : shape.band) {
        const auto from = camera.project(stroke.from_mm, viewport);
        const auto to = camera.project(stroke.to_mm, viewport);
        if (!from || !to || glm::dot(stroke.normal, camera.eye_mm() - stroke.to_mm) <= 0.0F) {
            continue;
        }
        const glm::vec2 way = *to - *from;
        const float length2 = glm::dot(way, way);
        const float share = length2 > 0.0F ? glm::clamp(glm::dot(pixel - *from, way) / length2, 0.0F, 1.0F) : 0.0F;
        nearest_px = std::min(nearest_px, glm::distance(pixel, *from + share * way));
    }
    return nearest_px;
}

template <class Wanted>
std::vector<bool> find_drawn(const Scene& scene, std::size_t structure_count, const Wanted& wanted) {
    std::vector<bool> drawn(structure_count, false);
    for (const Drawable& drawable : scene.drawables) {
        if (drawable.structure < structure_count && wanted(drawable)) {
            drawn[drawable.structure] = true;
        }
    }
    return drawn;
}

bool is_ghost(const Drawable& drawable) { return !stops_clicks(drawable) && drawable.surface != Surface::Skin; }

/// The part of a ray on the side of the section plane that is left, as distances from its origin.
struct KeptStretch {
    float from_mm = 0.0F;
    float to_mm = std::numeric_limits<float>::max();
};
KeptStretch find_kept_stretch(const Ray& ray, const std::optional<SectionPlane>& section) {
    KeptStretch kept;
    if (!section) {
        return kept;
    }
    const glm::vec4 plane = section->equation();
    const float beyond_mm = glm::dot(glm::vec3(plane), ray.origin_mm) - plane.w;
    const float outwards = glm::dot(glm::vec3(plane), ray.direction);
    const float crossing_mm = outwards != 0.0F ? -beyond_mm / outwards : kept.to_mm;
    if (beyond_mm > 0.0F) {
        kept.from_mm = outwards < 0.0F ? crossing_mm : kept.to_mm;
    } else if (outwards > 0.0F) {
        kept.to_mm = crossing_mm;
    }
    return kept;
}

/// The nearest surface on what the plane leaves. Inside something cut open its wall behind is hit: that is what is drawn.
std::optional<SurfaceHit> closest_kept(const SurfaceTracer& tracer, const Ray& ray, const std::vector<bool>& visible,
                                       const std::optional<SectionPlane>& section) {
    const KeptStretch kept = find_kept_stretch(ray, section);
    if (kept.from_mm == std::numeric_limits<float>::max()) {
        return std::nullopt;
    }
    auto hit = tracer.closest_hit({ray.origin_mm + kept.from_mm * ray.direction, ray.direction}, visible);
    if (hit) {
        hit->distance_mm += kept.from_mm;
    }
    return hit && hit->distance_mm <= kept.to_mm ? hit : std::nullopt;
}

/// How much lies between the sign's place and the first surface seen there. Asked at the middle of the sign's pixel, as
/// the renderer's depth is; outside the picture nothing is drawn that could cover it.
float calc_gap_mm(const SurfaceTracer& tracer, const std::vector<bool>& clickable,
                  const std::optional<SectionPlane>& section, const OrbitCamera& camera, const Viewport& viewport,
                  const PlacedSign& placed) {
    const glm::vec2 pixel = glm::floor(placed.place_px + 0.5F);
    const glm::vec2 last(static_cast<float>(viewport.width_px - 1), static_cast<float>(viewport.height_px - 1));
    if (pixel != glm::clamp(pixel, glm::vec2(0.0F), last)) {
        return 0.0F;
    }
    const auto hit = closest_kept(tracer, camera.ray_through(pixel, viewport), clickable, section);
    return hit ? placed.depth_mm - hit->distance_mm : 0.0F;
}

}  // namespace

Picker::Picker(std::shared_ptr<const Atlas> atlas)
    : atlas_(std::move(atlas)),
      tracer_(meshes_of(*atlas_)),
      skin_(find_skins(*atlas_)),
      beneath_(find_structures_with_region(*atlas_)) {}

std::optional<PickHit> Picker::pick(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                    const glm::vec2& pixel, float ui_scale) const {
    const std::vector<bool> clickable = find_drawn(scene, atlas_->structures().size(), stops_clicks);
    const std::vector<PlacedSign> signs = place_signs(scene, camera, viewport, ui_scale);
    for (const PlacedSign& placed : signs | std::views::reverse) {  // the one painted last lies on top
        const MarkSign& sign = scene.marks[placed.sign];
        if (glm::length(pixel - placed.centre_px) > placed.radius_px) {
            continue;
        }
        const float gap_mm = calc_gap_mm(tracer_, clickable, scene.section, camera, viewport, placed);
        if (calc_sign_visibility(gap_mm, placed.facing) != SignVisibility::Behind) {
            return PickHit{sign.id, sign.structure, sign.point, region_of(sign.structure, sign.point)};
        }
    }
    if (const auto on_trace = pick_trace(scene, camera, viewport, pixel, ui_scale)) {
        return on_trace;
    }
    const Ray ray = camera.ray_through(pixel, viewport);
    auto hit = closest_kept(tracer_, ray, clickable, scene.section);
    if (!hit && std::ranges::any_of(scene.drawables, is_ghost)) {
        const std::vector<bool> ghosts = find_drawn(scene, atlas_->structures().size(), is_ghost);
        hit = closest_kept(tracer_, ray, ghosts, scene.section);
    }
    if (!hit) {
        return std::nullopt;
    }
    return PickHit{atlas_->structures()[hit->surface].id, hit->surface, hit->point,
                   region_of(hit->surface, hit->point)};
}

std::optional<SurfaceHit> Picker::seen_at(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                          const glm::vec2& pixel) const {
    const std::vector<bool> clickable = find_drawn(scene, atlas_->structures().size(), stops_clicks);
    return closest_kept(tracer_, camera.ray_through(pixel, viewport), clickable, scene.section);
}

std::optional<SurfacePoint> Picker::skin_under(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                               const glm::vec2& pixel) const {
    const Ray ray = camera.ray_through(pixel, viewport);
    const auto hit = closest_kept(tracer_, ray, skin_, scene.section);
    // Through a cut the skin is seen from within, where nobody paints.
    constexpr float k_from_within = 0.2F;
    const bool faces_eye = hit && glm::dot(hit->point.normal, ray.direction) < k_from_within;
    return faces_eye ? std::optional(hit->point) : std::nullopt;
}

/// Lines before areas, the one painted last first.
std::optional<PickHit> Picker::pick_trace(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                          const glm::vec2& pixel, float ui_scale) const {
    const auto place = scene.traces.empty() ? std::nullopt : skin_under(scene, camera, viewport, pixel);
    if (!place) {
        return std::nullopt;
    }
    constexpr float k_band_reach_px = 7.0F;
    const std::size_t skin = static_cast<std::size_t>(std::ranges::find(skin_, true) - skin_.begin());
    for (const bool lines : {true, false}) {
        for (const MarkTrace& trace : scene.traces | std::views::reverse) {
            const bool on_it =
                lines ? distance_to_band_px(*trace.shape, camera, viewport, pixel) <= k_band_reach_px * ui_scale
                      : trace.shape->painted != nullptr && trace.shape->painted->covers(*place);
            if (on_it && !trace.id.empty()) {
                return PickHit{trace.id, skin, *place, region_of(skin, *place)};
            }
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Picker::structure_beneath(const glm::vec3& position_mm) const {
    const auto nearest = tracer_.closest_point(position_mm, k_skin_reach_mm, beneath_);
    return nearest ? std::optional(nearest->surface) : std::nullopt;
}

std::optional<SurfacePoint> Picker::nearest_place(std::size_t structure, const glm::vec3& point_mm) const {
    constexpr float k_reach_mm = 500.0F;
    std::vector<bool> only(atlas_->structures().size(), false);
    only[structure] = true;
    const auto nearest = tracer_.closest_point(point_mm, k_reach_mm, only);
    return nearest ? std::optional(nearest->point) : std::nullopt;
}

std::string Picker::region_of(std::size_t structure, const SurfacePoint& point) const {
    const Structure& hit = atlas_->structures()[structure];
    if (hit.structure_class != StructureClass::Skin) {
        return hit.region_id;
    }
    if (const auto place = find_skin_place(*atlas_, hit, point)) {
        return place->region_id;
    }
    const auto beneath = structure_beneath(point.position_mm);
    return beneath ? atlas_->structures()[*beneath].region_id : std::string();
}

}  // namespace palpate
