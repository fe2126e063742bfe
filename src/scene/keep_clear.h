#pragma once

#include "anatomy/atlas.h"
#include "anatomy/surface_anchor.h"
#include "base/jobs.h"
#include "geometry/surface_graph.h"
#include "scene/scene.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate {

/// A part of the skin to keep clear of, and what to call it: an area of one of the atlas' maps, or what lies round a spot.
struct KeepClearArea {
    std::string map{};         ///< k_region_map or k_endangerment_map; empty with a spot
    std::string area{};        ///< "calf-upper-left", "es-kidney-left"
    std::string name{};        ///< in words, as written beside the body
    std::string short_name{};  ///< for where there is less room
    std::string group{};       ///< areas of one group are named once; empty: named for itself
    std::optional<SurfaceAnchor> spot{};
    float radius_mm = 0.0F;  ///< round the spot, along the skin
    bool operator==(const KeepClearArea&) const = default;
};
/// True where only what they are called differs.
[[nodiscard]] bool have_same_place(const KeepClearArea& a, const KeepClearArea& b);

/// The same on a body.
struct KeepClearShape {
    KeepClearArea area{};
    std::shared_ptr<const MarkShape> shape{};
    glm::vec3 place_mm{0.0F};  ///< on the skin, near its middle
    glm::vec3 normal{0.0F, 0.0F, 1.0F};
};

/// Areas this body's maps have and spots it can place, in their order; others are left out. `skin` is made of the atlas'
/// skin; null: made here where a spot needs it, some 30 ms. O(areas x triangles of the skin), some 10 ms each; a spot
/// costs as a dab of the brush. Throws Error Cancelled.
[[nodiscard]] std::vector<KeepClearShape> make_keep_clear(const Atlas& atlas, std::span<const KeepClearArea> areas,
                                                          std::shared_ptr<const SurfaceGraph> skin = nullptr,
                                                          const JobContext& context = {});

/// Hatched in a colour that no rating has, so that it is read without colour too. Clicks go through.
[[nodiscard]] MarkTrace hatching_of(const KeepClearShape& shape);

}  // namespace palpate
