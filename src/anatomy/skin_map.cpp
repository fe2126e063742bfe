#include "anatomy/skin_map.h"

#include "base/error.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::array<glm::vec3, 3> k_whole_triangle{glm::vec3(1, 0, 0), glm::vec3(0, 1, 0), glm::vec3(0, 0, 1)};

glm::vec3 weights_of(const SkinMap::Corner& corner) {
    const float second = static_cast<float>(corner.second) / SkinMap::k_whole;
    const float third = static_cast<float>(corner.third) / SkinMap::k_whole;
    return {1.0F - second - third, second, third};
}

/// The triangle's cut and the one after it; the same twice where the triangle is whole.
std::array<std::vector<SkinMap::Cut>::const_iterator, 2> find_cut(const SkinMap& map, std::uint32_t triangle) {
    const auto cut = std::ranges::lower_bound(map.cuts, triangle, {}, &SkinMap::Cut::triangle);
    const bool found = cut != map.cuts.end() && cut->triangle == triangle;
    return {cut, found ? cut + 1 : cut};
}

/// Twice the area of a triangle of weights, as a share of the whole triangle.
float turn(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    return (b.y - a.y) * (c.z - a.z) - (b.z - a.z) * (c.y - a.y);
}

bool holds(const SkinPiece& piece, const glm::vec3& weights) {
    const auto& [a, b, c] = piece.corners;
    return turn(a, b, weights) >= 0.0F && turn(b, c, weights) >= 0.0F && turn(c, a, weights) >= 0.0F;
}

}  // namespace

std::span<const SkinPiece> pieces_of(const SkinMap& map, const TriangleMesh& skin, std::uint32_t triangle,
                                     std::vector<SkinPiece>& store) {
    PALPATE_ASSERT(map.labels.size() == skin.positions_mm.size() && triangle < skin.triangle_count());
    store.clear();
    const auto [cut, next] = find_cut(map, triangle);
    if (cut == next) {
        store.push_back({map.labels[skin.indices[std::size_t{3} * triangle]], k_whole_triangle});
        return store;
    }
    const std::size_t end = next == map.cuts.end() ? map.pieces.size() : next->first_piece;
    for (std::size_t i = cut->first_piece; i < end; ++i) {
        const SkinMap::Piece& piece = map.pieces[i];
        store.push_back({static_cast<std::uint8_t>(piece.label),
                         {weights_of(piece.corners[0]), weights_of(piece.corners[1]), weights_of(piece.corners[2])}});
    }
    return store;
}

std::span<const SkinLine> lines_of(const SkinMap& map, std::uint32_t triangle, std::vector<SkinLine>& store) {
    store.clear();
    const auto [cut, next] = find_cut(map, triangle);
    if (cut != next) {
        const std::size_t end = next == map.cuts.end() ? map.lines.size() : next->first_line;
        for (std::size_t i = cut->first_line; i < end; ++i) {
            store.push_back({weights_of(map.lines[i].from), weights_of(map.lines[i].to)});
        }
    }
    return store;
}

std::uint8_t label_at(const SkinMap& map, const TriangleMesh& skin, const SurfacePoint& point) {
    std::vector<SkinPiece> store;
    const auto pieces = pieces_of(map, skin, point.triangle, store);
    const auto found =
        std::ranges::find_if(pieces, [&](const SkinPiece& piece) { return holds(piece, point.barycentric); });
    return found == pieces.end() ? pieces.front().label : found->label;  // rounding: a hair outside all of them
}

const std::string* find_area_at(const SkinMap& map, const TriangleMesh& skin, const SurfacePoint& point) {
    const std::uint8_t label = label_at(map, skin, point);
    return label == k_no_area ? nullptr : &map.areas[label];
}

std::vector<AreaShare> area_shares(const SkinMap& map, const TriangleMesh& skin) {
    std::array<double, k_no_area + 1> sums{};
    double whole = 0.0;
    std::vector<SkinPiece> store;
    for (std::uint32_t triangle = 0; triangle < skin.triangle_count(); ++triangle) {
        const auto [a, b, c] = skin.triangle(triangle);
        const double area = 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
        whole += area;
        for (const SkinPiece& piece : pieces_of(map, skin, triangle, store)) {
            const auto& [p, q, r] = piece.corners;
            sums[piece.label] += area * static_cast<double>(turn(p, q, r));
        }
    }
    std::vector<AreaShare> shares;
    for (std::size_t label = 0; label < map.areas.size(); ++label) {
        shares.push_back({map.areas[label], sums[label], sums[label] / whole});
    }
    if (sums[k_no_area] > 0.0) {
        shares.push_back({"", sums[k_no_area], sums[k_no_area] / whole});
    }
    return shares;
}

}  // namespace palpate
