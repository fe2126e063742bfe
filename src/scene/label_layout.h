#pragma once

#include "geometry/orbit_camera.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec2.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace palpate {

/// An upright rectangle of the picture, px from the top left.
struct ScreenBox {
    glm::vec2 low{0.0F};
    glm::vec2 high{0.0F};
    bool operator==(const ScreenBox&) const = default;
};
[[nodiscard]] bool overlap(const ScreenBox& a, const ScreenBox& b);
/// What a box of the body covers of the picture and beyond; all of the picture where it reaches behind the camera.
[[nodiscard]] ScreenBox project_box(const Box& box, const OrbitCamera& camera, const Viewport& viewport);

/// A name that wants to be beside the body, with a line to its place.
struct NameWish {
    glm::vec2 anchor_px{0.0F};
    glm::vec2 half_size_px{0.0F};
    float weight = 0.0F;  ///< the larger comes first where there is not room for all
    bool selected = false;
};

struct PlacedName {
    std::size_t wish = 0;
    glm::vec2 anchor_px{0.0F};
    glm::vec2 port_px{0.0F};  ///< where the line ends at the box
    ScreenBox box;
};

/// What names may use of a picture.
struct NameRoom {
    glm::vec2 size_px{0.0F};
    float body_low_px = 0.0F;   ///< the body reaches from here ..
    float body_high_px = 0.0F;  ///< .. to here across the picture
    std::vector<ScreenBox> taken;
    float scale = 1.0F;  ///< of gaps, as ui_scale
};

/// Names in two columns left and right of the body, the selected ones first, then by weight, as many as there is room
/// for. No two boxes overlap each other or what is taken, all lie inside the picture, no line crosses another or a box.
/// O(n^2) in the number of names.
[[nodiscard]] std::vector<PlacedName> place_names(std::span<const NameWish> wishes, const NameRoom& room);

}  // namespace palpate
