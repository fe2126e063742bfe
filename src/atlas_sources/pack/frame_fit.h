#pragma once

#include "atlas_sources/pack/pack_frame.h"
#include "geometry/triangle_mesh.h"

#include <cstddef>
#include <span>
#include <string>

namespace palpate {

/// One structure's box in a pack, in the file's own unit and axes, and in the reference body.
struct BoxPair {
    Box file;
    Box reference_mm;
};

/// The frame a pack was read in, and how well it laid the pack's structures over the reference body's.
struct FrameFit {
    PackFrame frame;
    bool stated = false;       ///< unit, up and front were all given; only the shift was found
    std::size_t matched = 0;   ///< structures that exist in both bodies
    float residual_mm = 0.0F;  ///< mean misplacement of their boxes, the worst tenth left out; 0 if none matched
    float limit_mm = 0.0F;     ///< largest residual that counts as a fit

    bool operator==(const FrameFit&) const = default;
};

/// Fewest common structures from which a frame can be found.
inline constexpr std::size_t k_least_frame_matches = 6;

/// Tries every unit and every one of the 24 turns that `statement` allows, each with the shift that suits it best, and
/// answers the one that lays the boxes of `pairs` over each other. Never guesses. Throws Error InvalidContent when
/// - something is left open and fewer than k_least_frame_matches structures are in both bodies,
/// - nothing fits, or two frames fit alike, or only a mirrored body fits,
/// - what is stated does not fit although another unit or other axes would.
/// Throws Error Usage when up and front are stated along one line.
/// A complete statement with too few matches is taken as it stands. A shift too small to tell from none is left out.
/// O(pairs), about 1 ms for 500.
[[nodiscard]] FrameFit find_frame(std::span<const BoxPair> pairs, const FrameStatement& statement);

/// "mm, up +y, front +z": for reports and messages; not translated, these are the words that people type.
[[nodiscard]] std::string describe(const PackFrame& frame);

}  // namespace palpate
