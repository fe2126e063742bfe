#pragma once

#include "anatomy/surface_anchor.h"
#include "casebook/mark.h"

#include <optional>
#include <vector>

namespace palpate::detail {

/// A spot on this body: on its surface, and what is worked on through the skin there.
struct SpotOnBody {
    glm::vec3 top_mm{0.0F};
    glm::vec3 bottom_mm{0.0F};  ///< some centimetres below the surface
};
/// nullopt where the body has no such place. O(1) in the spot's own body, else O(triangles of its structure).
[[nodiscard]] std::optional<SpotOnBody> find_spot(const SurfaceAnchor& spot, const Atlas& atlas);

/// What of the body a mark or a structure takes up, for rules that speak of what lies round a spot. Distances are straight
/// ones in mm, not along the skin. Borrows the mesh.
struct BodyExtent {
    /// A straight bit with what lies within its radius.
    struct Piece {
        glm::vec3 from_mm{0.0F};
        glm::vec3 to_mm{0.0F};
        float radius_mm = 0.0F;
    };
    bool known = false;                  ///< false: only the part of the body is known
    bool whole_part = false;             ///< and all of that part besides
    std::vector<Piece> pieces;           ///< of a mark
    const TriangleMesh* mesh = nullptr;  ///< of a structure

    /// Whether any of it lies within the radius of the spot or of what is under it. O(pieces) or O(vertices).
    [[nodiscard]] bool is_within(const SpotOnBody& spot, float radius_mm) const;
};

/// The place the mark's number stands at, and what was painted or drawn: dabs as they were set, whether or not some of it
/// was wiped away again. A mark of a region is all of that part. A structure or group that was marked counts only where
/// it was clicked. Not known where this body lacks one of its places. O(places), more in another body.
[[nodiscard]] BodyExtent extent_of(const Mark& mark, const Atlas& atlas);
/// All of its vertices; not known without a mesh.
[[nodiscard]] BodyExtent extent_of(const Structure& structure);

}  // namespace palpate::detail
