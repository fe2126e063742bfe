#pragma once

#include "anatomy/painted_skin.h"
#include "casebook/mark.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace palpate {

/// A straight bit of line on the skin, drawn as a band of even width.
struct SkinStroke {
    glm::vec3 from_mm{0.0F};
    glm::vec3 to_mm{0.0F};
    glm::vec3 normal{0.0F, 0.0F, 1.0F};  ///< of the skin there: what looks away is not drawn
    bool arrow = false;                  ///< a head at its end, instead of the band
};

inline constexpr float k_coarse_shape_error_mm = 1.2F;

/// What a mark covers of the skin besides its sign: a painted area with its rim, a line, the arrows of a point, a region. Of one
/// body in one form; immutable once in a scene.
struct MarkShape {
    std::vector<glm::vec3> corners_mm;           ///< of the area
    std::vector<std::uint32_t> indices;          ///< in threes, counter-clockwise from outside
    std::vector<SkinStroke> rim;                 ///< of the area
    std::vector<SkinStroke> band;                ///< line and arrows
    std::vector<std::uint32_t> coarse_indices;   ///< the area and its rim within k_coarse_shape_error_mm, for when ..
    std::vector<SkinStroke> coarse_rim;          ///< .. that cannot be seen; both empty while an area is painted
    std::shared_ptr<const PaintedSkin> painted;  ///< the area itself; null for lines and arrows

    [[nodiscard]] bool empty() const { return indices.empty() && band.empty(); }
};
using MarkShapes = std::unordered_map<MarkId, std::shared_ptr<const MarkShape>>;

/// False for marks that are a sign and no more.
[[nodiscard]] bool has_shape(const Mark& mark);
/// False where only what is said of the place differs, not the place.
[[nodiscard]] bool have_same_shape(const Mark& a, const Mark& b);

/// The shape of a painted area, without its coarse form. O(triangles painted), about 1 ms for a back.
[[nodiscard]] std::shared_ptr<const MarkShape> make_area_shape(std::shared_ptr<const PaintedSkin> painted);
/// The shape of a line through these places, with a head at its end.
[[nodiscard]] std::shared_ptr<const MarkShape> make_line_shape(std::span<const SurfacePoint> line);
/// The shape of an area of a map of the skin, with its borders as rim. O(triangles of the skin), some 10 ms.
[[nodiscard]] std::shared_ptr<const MarkShape> make_region_shape(const TriangleMesh& skin, const SkinMap& map,
                                                                 std::uint8_t label);
/// The shape of any mark on this atlas; empty where none of its places are there. `skin` is made of the atlas' skin.
/// Cost as paint_dabs(). Throws Error Cancelled.
[[nodiscard]] std::shared_ptr<const MarkShape> make_mark_shape(std::shared_ptr<const SurfaceGraph> skin,
                                                               const Atlas& atlas, const Mark& mark,
                                                               const JobContext& context = {});

}  // namespace palpate
