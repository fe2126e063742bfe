#pragma once

#include "scene/label_layout.h"

#include <glm/vec2.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace palpate {

/// A short label that wants to stand beside its place on the body.
struct TagWish {
    glm::vec2 anchor_px{0.0F};
    glm::vec2 half_size_px{0.0F};
    bool first = false;     ///< gets its room before the others
    float reach_px = 7.0F;  ///< of the place, to each side: kept free by all, as far as a tag stays near
};

struct PlacedTag {
    std::size_t wish = 0;
    glm::vec2 port_px{0.0F};  ///< where a line from the place meets the box
    ScreenBox box;
};

/// What tags may use of a picture.
struct TagRoom {
    glm::vec2 size_px{0.0F};
    float middle_px = 0.0F;  ///< the body's axis across the picture: tags stand away from it
    std::vector<ScreenBox> taken;
    float scale = 1.0F;  ///< of gaps, as ui_scale
};

/// Each tag as near to its place as the others let it, away from the body's axis where that is as near. No two boxes
/// overlap each other or what is taken, all lie inside the picture, none covers a place, and lines cross only where changing two tags' places does not help; what
/// there is no room for is left out, the lowest last. In the order of the wishes. O(n^2) times the rows of the picture.
[[nodiscard]] std::vector<PlacedTag> place_tags(std::span<const TagWish> wishes, const TagRoom& room);

}  // namespace palpate
