#include "scene/picking.h"

#include "scene/sign_layout.h"

#include <glm/geometric.hpp>

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

std::vector<bool> find_clickable(const Scene& scene, std::size_t structure_count) {
    std::vector<bool> clickable(structure_count, false);
    for (const Drawable& drawable : scene.drawables) {
        if (drawable.structure < structure_count && stops_clicks(drawable)) {
            clickable[drawable.structure] = true;
        }
    }
    return clickable;
}

/// How much lies between the sign's place and the first surface seen in its direction.
float calc_gap_mm(const SurfaceTracer& tracer, const std::vector<bool>& clickable, const glm::vec3& eye_mm,
                  const glm::vec3& place_mm) {
    const glm::vec3 towards = place_mm - eye_mm;
    const float distance_mm = glm::length(towards);
    const auto hit = tracer.closest_hit({eye_mm, towards / distance_mm}, clickable);
    return hit ? distance_mm - hit->distance_mm : 0.0F;
}

}  // namespace

Picker::Picker(std::shared_ptr<const Atlas> atlas)
    : atlas_(std::move(atlas)), tracer_(meshes_of(*atlas_)), beneath_(find_structures_with_region(*atlas_)) {}

std::optional<PickHit> Picker::pick(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                    const glm::vec2& pixel, float ui_scale) const {
    const std::vector<bool> clickable = find_clickable(scene, atlas_->structures().size());
    const glm::vec3 eye_mm = camera.eye_mm();
    const std::vector<PlacedSign> signs = place_signs(scene, camera, viewport, ui_scale);
    for (const PlacedSign& placed : signs | std::views::reverse) {  // the one painted last lies on top
        const MarkSign& sign = scene.marks[placed.sign];
        if (glm::length(pixel - placed.centre_px) > placed.radius_px) {
            continue;
        }
        const float gap_mm = calc_gap_mm(tracer_, clickable, eye_mm, sign.position_mm);
        if (calc_sign_visibility(gap_mm, placed.facing) != SignVisibility::Behind) {
            return PickHit{sign.id, sign.structure, sign.point, region_of(sign.structure, sign.point)};
        }
    }
    const auto hit = tracer_.closest_hit(camera.ray_through(pixel, viewport), clickable);
    if (!hit) {
        return std::nullopt;
    }
    return PickHit{atlas_->structures()[hit->surface].id, hit->surface, hit->point,
                   region_of(hit->surface, hit->point)};
}

std::optional<std::size_t> Picker::structure_beneath(const glm::vec3& position_mm) const {
    const auto nearest = tracer_.closest_point(position_mm, k_skin_reach_mm, beneath_);
    return nearest ? std::optional(nearest->surface) : std::nullopt;
}

std::string Picker::region_of(std::size_t structure, const SurfacePoint& point) const {
    const Structure& hit = atlas_->structures()[structure];
    if (hit.structure_class != StructureClass::Skin) {
        return hit.region_id;
    }
    const auto beneath = structure_beneath(point.position_mm);
    return beneath ? atlas_->structures()[*beneath].region_id : std::string();
}

}  // namespace palpate
