#pragma once

#include "geometry/image.h"
#include "geometry/orbit_camera.h"
#include "scene/scene.h"

namespace palpate {

struct RenderQuality {
    int samples = 4;                  ///< MSAA; 1 while moving
    std::size_t triangle_budget = 0;  ///< 0: as fine as can be seen; else coarser levels are chosen to stay below
    bool transparent_background = false;
    float ui_scale = 1.0F;  ///< size of mark signs and letters
};

/// Port: draws a scene. Thread: the one that owns the graphics context (the main thread).
class SceneRenderer {
public:
    virtual ~SceneRenderer() = default;
    /// Throws Error Graphics when the picture cannot be made.
    [[nodiscard]] virtual Image render(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                       const RenderQuality& quality) = 0;
};

}  // namespace palpate
