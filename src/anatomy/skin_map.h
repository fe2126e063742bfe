#pragma once

#include "geometry/triangle_mesh.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace palpate {

inline constexpr std::uint8_t k_no_area = 255;
/// Id of the map of the lay regions of regions.json.
inline constexpr const char* k_region_map = "regions";

/// One way to divide the skin: lay regions, dermatomes, or the areas of a body-map instrument.
/// Labels and cuts belong to the skin's vertices and triangles, so they follow the body's form and need no place in
/// space. Borders cross triangles, so they are as smooth as they were drawn, whatever the size of the triangles.
/// Invariants: labels are below areas.size() or k_no_area; `cuts` is sorted by triangle; a triangle without a cut has one
/// label at all its corners and in between.
struct SkinMap {
    /// A place in a triangle: the weights of its second and third corner, of k_whole.
    struct Corner {
        std::uint16_t second = 0;
        std::uint16_t third = 0;
    };
    static constexpr float k_whole = 65535.0F;
    struct Piece {
        std::array<Corner, 3> corners;
        std::uint16_t label = k_no_area;
    };
    struct Line {
        Corner from;
        Corner to;
    };
    /// Pieces and lines of one triangle; they end where those of the next cut begin.
    struct Cut {
        std::uint32_t triangle = 0;
        std::uint32_t first_piece = 0;
        std::uint32_t first_line = 0;
    };

    std::string id;                  ///< "regions", "dermatomes", "choir", "michigan", "wpi"
    std::vector<std::string> areas;  ///< ids by label, each with its side: "calf-upper-left"
    std::vector<std::uint8_t>
        labels;  ///< per skin vertex; k_no_area where the instrument has no area; on the midline left
    std::vector<Cut> cuts;
    std::vector<Piece> pieces;
    std::vector<Line> lines;  ///< the borders
};

/// A piece of a skin triangle that lies in one area, as corners in the triangle's own weights.
struct SkinPiece {
    std::uint8_t label = k_no_area;
    std::array<glm::vec3, 3> corners{};
};
/// A border's way across a triangle, in its weights.
using SkinLine = std::array<glm::vec3, 2>;

/// The pieces a triangle is cut into, at least one; they fill it. `skin` is the mesh the map was made for, in any form of
/// the body. The answer lies in `store`, whose memory is used again. O(log cuts).
[[nodiscard]] std::span<const SkinPiece> pieces_of(const SkinMap& map, const TriangleMesh& skin, std::uint32_t triangle,
                                                   std::vector<SkinPiece>& store);
/// The borders that cross a triangle. As pieces_of().
[[nodiscard]] std::span<const SkinLine> lines_of(const SkinMap& map, std::uint32_t triangle,
                                                 std::vector<SkinLine>& store);

/// The label at a place of the skin; k_no_area where the map has none. O(log cuts).
[[nodiscard]] std::uint8_t label_at(const SkinMap& map, const TriangleMesh& skin, const SurfacePoint& point);
/// The area at a place of the skin, "calf-upper-left"; nullptr where the map has none. O(log cuts).
[[nodiscard]] const std::string* find_area_at(const SkinMap& map, const TriangleMesh& skin, const SurfacePoint& point);

struct AreaShare {
    std::string area;  ///< empty for the skin outside all areas, which comes last and only where there is some
    double area_mm2 = 0.0;
    double share = 0.0;  ///< of the whole skin, 0..1
};
/// Every area of the map in its order, exactly along the borders. O(triangles).
[[nodiscard]] std::vector<AreaShare> area_shares(const SkinMap& map, const TriangleMesh& skin);

}  // namespace palpate
