#pragma once

#include "anatomy/atlas.h"
#include "geometry/orbit_camera.h"
#include "geometry/surface_tracer.h"
#include "scene/scene.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct PickHit {
    PickTarget target;
    std::size_t structure = 0;  ///< index in the atlas: the structure hit, or the one a mark sits on
    SurfacePoint point;
    std::string region_id;  ///< unsided region of the place
};

/// What lies under a ray, on the CPU. Immutable; holds its atlas. Making it costs some 100 ms: do it on a worker.
class Picker {
public:
    explicit Picker(std::shared_ptr<const Atlas> atlas);

    /// Marks first, when the disc of a sign that is not behind the body is under the pixel, then what marks cover of the
    /// skin; else the nearest surface of the scene from k_pickable_opacity on; where there is none, the nearest ghost (never clear skin). What the section
    /// plane takes away is not there. `scene` is of this picker's atlas: what is in it is what is drawn, so no settings
    /// are asked again. `ui_scale` as in RenderQuality.
    [[nodiscard]] std::optional<PickHit> pick(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                              const glm::vec2& pixel, float ui_scale = 1.0F) const;

    /// The place of the skin under a pixel, also where the skin is too clear to stop clicks; what is cut away is not there.
    [[nodiscard]] std::optional<SurfacePoint> skin_under(const Scene& scene, const OrbitCamera& camera,
                                                         const Viewport& viewport, const glm::vec2& pixel) const;

    /// The structure nearest below a place of the skin: gives the skin's places their region and group.
    [[nodiscard]] std::optional<std::size_t> structure_beneath(const glm::vec3& position_mm) const;

    /// The place of one structure nearest to a point; nullopt where it is further away than any place of a body. O(log n).
    [[nodiscard]] std::optional<SurfacePoint> nearest_place(std::size_t structure, const glm::vec3& point_mm) const;

    /// The nearest surface drawn at a pixel that clicks stop at; signs do not count.
    [[nodiscard]] std::optional<SurfaceHit> seen_at(const Scene& scene, const OrbitCamera& camera,
                                                    const Viewport& viewport, const glm::vec2& pixel) const;

    [[nodiscard]] const Atlas& atlas() const { return *atlas_; }

private:
    [[nodiscard]] std::optional<PickHit> pick_trace(const Scene& scene, const OrbitCamera& camera,
                                                    const Viewport& viewport, const glm::vec2& pixel,
                                                    float ui_scale) const;
    [[nodiscard]] std::string region_of(std::size_t structure, const SurfacePoint& point) const;

    std::shared_ptr<const Atlas> atlas_;
    SurfaceTracer tracer_;
    std::vector<bool> skin_;     ///< the skin alone
    std::vector<bool> beneath_;  ///< surfaces that say where on the body a place of the skin is
};

}  // namespace palpate
