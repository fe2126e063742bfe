#pragma once

#include "anatomy/atlas.h"
#include "base/jobs.h"
#include "scene/scene.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace palpate {

/// A part of the skin to keep clear of: an area of one of the atlas' maps, and what to call it.
struct KeepClearArea {
    std::string map;         ///< k_region_map or k_endangerment_map
    std::string area;        ///< "calf-upper-left", "es-kidney-left"
    std::string name;        ///< in words, as written beside the body
    std::string short_name;  ///< for where there is less room
    bool operator==(const KeepClearArea&) const = default;
};

/// The same on a body.
struct KeepClearShape {
    std::string name{};
    std::string short_name{};
    std::shared_ptr<const MarkShape> shape{};
    glm::vec3 place_mm{0.0F};  ///< on the skin, near its middle
    glm::vec3 normal{0.0F, 0.0F, 1.0F};
};

/// Areas this body's maps have, in their order; others are left out. O(areas x triangles of the skin), some 10 ms each.
/// Throws Error Cancelled.
[[nodiscard]] std::vector<KeepClearShape> make_keep_clear(const Atlas& atlas, std::span<const KeepClearArea> areas,
                                                          const JobContext& context = {});

/// Hatched in a colour that no rating has, so that it is read without colour too. Clicks go through.
[[nodiscard]] MarkTrace hatching_of(const KeepClearShape& shape);

}  // namespace palpate
