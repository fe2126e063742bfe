#pragma once

#include "anatomy/atlas.h"

#include <glm/vec3.hpp>

#include <optional>
#include <string>

namespace palpate {

/// A place on a structure that survives another atlas. Never a bare triangle index or world point.
struct SurfaceAnchor {
    StructureId structure;
    glm::vec3 box_position{0.5F};  ///< in the structure's own box, 0..1 per axis
    std::string atlas_topology;    ///< of the atlases in which the exact place below holds: all forms of one body
    std::uint32_t triangle = 0;
    glm::vec3 barycentric{1.0F, 0.0F, 0.0F};

    bool operator==(const SurfaceAnchor&) const = default;
};

[[nodiscard]] SurfaceAnchor make_anchor(const Atlas& atlas, const Structure& structure, const SurfacePoint& point);

struct ResolvedAnchor {
    std::size_t structure_index = 0;  ///< in atlas.structures()
    SurfacePoint point;
    float error_mm = 0.0F;  ///< 0 in the anchor's own atlas, else the distance from the carried point to the surface
};

/// Same topology: exact, in any form of the body. Another atlas: nearest point of the same structure. Structure unknown there: nullopt, and
/// the mark is kept and listed. O(triangles of the structure).
[[nodiscard]] std::optional<ResolvedAnchor> resolve(const SurfaceAnchor& anchor, const Atlas& atlas);

}  // namespace palpate
