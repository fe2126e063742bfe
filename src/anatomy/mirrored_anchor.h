#pragma once

#include "anatomy/surface_anchor.h"

#include <functional>
#include <optional>

namespace palpate {

/// The nearest place of a structure (index in the atlas) to a point; nullopt where there is none in reach.
using NearestPlace = std::function<std::optional<SurfacePoint>(std::size_t structure, const glm::vec3& point_mm)>;

/// Nearer to the middle than this, a place has no other side.
inline constexpr float k_midline_mm = 3.0F;

/// True where the place lies on the body's middle line; nullopt where the atlas lacks the structure.
[[nodiscard]] std::optional<bool> is_in_the_middle(const SurfaceAnchor& anchor, const Atlas& atlas);

/// The same place on the other side of the body: on the structure of the other side, or, for skin and midline structures,
/// across the mirror plane on the same one. nullopt where the atlas lacks the structure or its counterpart. Costs what
/// `nearest` costs.
[[nodiscard]] std::optional<SurfaceAnchor> mirrored(const SurfaceAnchor& anchor, const Atlas& atlas,
                                                    const NearestPlace& nearest);
/// The same by looking at every triangle of the structure.
[[nodiscard]] std::optional<SurfaceAnchor> mirrored(const SurfaceAnchor& anchor, const Atlas& atlas);

}  // namespace palpate
