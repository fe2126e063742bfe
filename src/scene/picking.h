#pragma once

#include "anatomy/atlas.h"
#include "geometry/orbit_camera.h"
#include "geometry/surface_tracer.h"
#include "scene/scene.h"

#include <memory>
#include <optional>

namespace palpate {

struct PickHit {
    PickTarget target;
    std::size_t structure = 0;  ///< index in the atlas: the structure hit, or the one a mark sits on
    SurfacePoint point;
    std::string region_id;      ///< unsided region of the place
};

/// What lies under a ray, on the CPU. Immutable; holds its atlas. Making it costs some 100 ms: do it on a worker.
class Picker {
public:
    explicit Picker(std::shared_ptr<const Atlas> atlas);

    /// Marks first when `marks_radius_px` of a sign is under the pixel and the sign is not behind the body; else the
    /// nearest surface that is shown (skin only from k_pickable_skin_opacity). nullopt: nothing there.
    [[nodiscard]] std::optional<PickHit> pick(const Scene& scene, const ViewSettings& settings,
                                              const OrbitCamera& camera, const Viewport& viewport,
                                              const glm::vec2& pixel) const;

    /// The structure nearest below a place of the skin: gives the skin's places their region and group.
    [[nodiscard]] std::optional<std::size_t> structure_beneath(const glm::vec3& position_mm) const;

    [[nodiscard]] const Atlas& atlas() const { return *atlas_; }

private:
    std::shared_ptr<const Atlas> atlas_;
    SurfaceTracer tracer_;
};

}  // namespace palpate
