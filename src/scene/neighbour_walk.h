#pragma once

#include "geometry/orbit_camera.h"
#include "scene/picking.h"
#include "scene/scene.h"

#include <glm/vec2.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace palpate {

/// What of one structure is seen in a picture.
struct VisiblePatch {
    std::size_t structure = 0;  ///< index in the atlas
    glm::vec2 middle_px{0.0F};  ///< mean of the pixels that show it
    glm::vec2 inside_px{0.0F};  ///< of these pixels the one nearest to the mean: a click there hits it
    std::size_t pixels = 0;     ///< of those looked at
};

/// The patches of a picture, largest structure index last; every `step_px`-th pixel is looked at, so what is smaller may be
/// missed. About 20 us a pixel.
[[nodiscard]] std::vector<VisiblePatch> visible_patches(const Picker& picker, const Scene& scene,
                                                        const OrbitCamera& camera, const Viewport& viewport,
                                                        int step_px);

enum class WalkDirection { Left, Right, Up, Down };

/// Where the arrow keys lead from each patch: mostly to the nearest one on that side of the screen, bent where needed so
/// that from every patch every other one can be reached.
class NeighbourWalk {
public:
    explicit NeighbourWalk(std::vector<VisiblePatch> patches);

    [[nodiscard]] const std::vector<VisiblePatch>& patches() const { return patches_; }
    [[nodiscard]] std::optional<std::size_t> find_patch(std::size_t structure) const;
    /// nullopt where nothing lies on that side.
    [[nodiscard]] std::optional<std::size_t> next(std::size_t patch, WalkDirection direction) const;

private:
    using Links = std::array<std::optional<std::size_t>, 4>;
    [[nodiscard]] std::vector<bool> reached_from(std::size_t start, bool backwards) const;
    void make_strongly_connected();

    std::vector<VisiblePatch> patches_;
    std::vector<Links> links_;
};

}  // namespace palpate
