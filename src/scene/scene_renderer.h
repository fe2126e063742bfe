#pragma once

#include "geometry/image.h"
#include "geometry/orbit_camera.h"
#include "scene/label_layout.h"
#include "scene/scene.h"

#include <string>
#include <vector>

namespace palpate {

/// What is to be named in a picture, at a place of it that is really seen from its camera (find_names).
struct SeenName {
    std::string text;
    std::string short_text;  ///< without the side, or whatever else is known, for where there is less room
    glm::vec3 position_mm{0.0F};
    float weight = 0.0F;  ///< how much of the picture it covers
    bool selected = false;
};

struct RenderQuality {
    int samples = 4;                  ///< MSAA; 1 while moving
    std::size_t triangle_budget = 0;  ///< 0: as fine as can be seen; else coarser levels are chosen to stay below
    bool transparent_background = false;
    float ui_scale = 1.0F;             ///< size of mark signs and letters
    std::vector<SeenName> names{};     ///< to be written beside the body, as far as there is room
    std::vector<ScreenBox> covered{};  ///< what lies over the picture later: no words are written there
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
