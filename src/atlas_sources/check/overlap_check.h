#pragma once

#include "atlas_sources/check/solid_body.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

/// A muscle may lie this deep in its neighbour before it counts: less does not show.
inline constexpr float k_overlap_depth_mm = 1.0F;

struct OverlapOptions {
    std::uint64_t seed = 1;
    std::size_t samples = 200'000;  ///< on all muscles together, by area
};

/// How much of one muscle's surface lies deep in one neighbour.
struct OverlapPair {
    StructureId muscle;
    StructureId neighbour;
    double area_mm2 = 0.0;
    double muscle_share = 0.0;  ///< of the muscle's surface
};

struct OverlapReport {
    std::size_t samples = 0;  ///< points on the outside of muscles
    double share = 0.0;       ///< of them, deep in any neighbour
    double in_muscle_share = 0.0;
    double in_bone_share = 0.0;      ///< bones, cartilages, discs and teeth
    std::vector<OverlapPair> pairs;  ///< largest area first
};

/// Share of the surface of all muscles that lies more than k_overlap_depth_mm inside another muscle, a bone, a
/// cartilage, a disc or a tooth. Connective bands do not count: muscles run into them. Points hidden in another part of
/// the same muscle are no surface of the body and are left out. Inside means a winding number above 0.5; depth is the
/// distance to the neighbour's nearest surface. Same seed, same figures. Parallel; about 10 s of computing for 200,000
/// points. Throws Error Cancelled.
[[nodiscard]] OverlapReport check_overlaps(const SolidBody& body, const OverlapOptions& options,
                                           const JobContext& context);

}  // namespace palpate
