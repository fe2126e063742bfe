#pragma once

#include "anatomy/atlas.h"
#include "base/jobs.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

/// A surface may fold into itself this deep before it counts: less does not show.
inline constexpr float k_self_depth_mm = 0.3F;

/// What is wrong with one structure's surface; all zero where nothing is.
struct SurfaceFaults {
    StructureId id;
    std::size_t open_edges = 0;      ///< of one triangle only
    std::size_t crowded_edges = 0;   ///< of more than two triangles
    std::size_t inward_parts = 0;    ///< connected parts without positive volume
    double turned_share = 0.0;       ///< of the area: corners whose normal looks away from the triangle
    double self_inside_share = 0.0;  ///< of the area: more than k_self_depth_mm inside its own connected part
};

struct SurfaceCheckOptions {
    std::uint64_t seed = 1;
    std::size_t samples_per_part = 500;
};

/// Every structure but the right ones, which mirror the left; in the atlas's order. A point lies inside its own part
/// where the winding number just above it and k_self_depth_mm above it are both not 0: two surfaces that only touch do
/// not count. Edges are compared by exact position. Parallel; about 2 s of computing per million triangles. Throws
/// Error Cancelled.
[[nodiscard]] std::vector<SurfaceFaults> check_surfaces(const Atlas& atlas, const SurfaceCheckOptions& options,
                                                        const JobContext& context);

/// One surface alone. `id` of the result comes from `structure`.
[[nodiscard]] SurfaceFaults check_surface(const Structure& structure, const SurfaceCheckOptions& options);

}  // namespace palpate
