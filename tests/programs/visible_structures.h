#pragma once

#include "anatomy/atlas.h"
#include "geometry/orbit_camera.h"

#include <glm/vec2.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace palpate::test {

/// Which structure is seen at each pixel, by drawing triangles into a depth buffer: an answer to compare picking with
/// that shares no code with it.
struct StructurePicture {
    static constexpr std::size_t k_nothing = static_cast<std::size_t>(-1);
    Viewport viewport;
    std::vector<std::size_t> structure;  ///< row by row from the top: index in the atlas, or k_nothing
};

/// Draws the structures for which `shown` is true.
[[nodiscard]] StructurePicture draw_structures(const Atlas& atlas, const OrbitCamera& camera, const Viewport& viewport,
                                               const std::function<bool(const Structure&)>& shown);

/// A structure where most of it is seen.
struct VisibleStructure {
    std::size_t structure = 0;
    std::size_t view = 0;  ///< index in the views asked for
    std::size_t pixels = 0;
    glm::vec2 centre{0.0F};  ///< the pixel showing it that is nearest to the middle of all pixels showing it
};

/// Every structure seen in any of the pictures, each in the picture that shows most of it; largest first.
[[nodiscard]] std::vector<VisibleStructure> rank_by_visible_area(const std::vector<StructurePicture>& pictures);

}  // namespace palpate::test
