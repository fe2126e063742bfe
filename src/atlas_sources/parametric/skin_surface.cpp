#include "atlas_sources/parametric/skin_surface.h"

#include "geometry/frame.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace palpate {
namespace {

/// Union-find with path halving.
class Sets {
public:
    explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }

    std::size_t root(std::size_t item) {
        while (parent_[item] != item) {
            parent_[item] = parent_[parent_[item]];
            item = parent_[item];
        }
        return item;
    }
    void join(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }

private:
    std::vector<std::size_t> parent_;
};

/// One side of one triangle; `corner` is the place in the index list where it starts.
struct Side {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::size_t corner = 0;
};

std::size_t next_corner(std::size_t corner) { return corner % 3 == 2 ? corner - 2 : corner + 1; }

std::vector<Side> sorted_sides(const TriangleMesh& mesh) {
    std::vector<Side> sides;
    sides.reserve(mesh.indices.size());
    for (std::size_t corner = 0; corner < mesh.indices.size(); ++corner) {
        const auto [low, high] = std::minmax(mesh.indices[corner], mesh.indices[next_corner(corner)]);
        sides.push_back({low, high, corner});
    }
    std::ranges::sort(sides, [](const Side& a, const Side& b) {
        return a.low != b.low ? a.low < b.low : a.high != b.high ? a.high < b.high : a.corner < b.corner;
    });
    return sides;
}

/// Corners that meet across an edge of exactly two triangles are one vertex; nothing else joins them.
Sets join_corners(const TriangleMesh& mesh) {
    const std::vector<Side> sides = sorted_sides(mesh);
    Sets vertices(mesh.indices.size());
    for (std::size_t i = 0; i < sides.size();) {
        std::size_t end = i;
        while (end < sides.size() && sides[end].low == sides[i].low && sides[end].high == sides[i].high) {
            ++end;
        }
        if (end - i == 2) {  // the two triangles run along the edge in opposite directions
            vertices.join(sides[i].corner, next_corner(sides[i + 1].corner));
            vertices.join(next_corner(sides[i].corner), sides[i + 1].corner);
        }
        i = end;
    }
    return vertices;
}

/// The root of the largest connected piece, among the roots of `pieces`.
std::size_t largest_piece(Sets& pieces, std::size_t corner_count) {
    std::vector<std::size_t> sizes(corner_count, 0);
    for (std::size_t corner = 0; corner < corner_count; ++corner) {
        ++sizes[pieces.root(corner)];
    }
    return static_cast<std::size_t>(std::ranges::max_element(sizes) - sizes.begin());
}

/// Vertices at one place that belong to sheets which only touch draw back into their own sheet by a little, so that
/// no edge of four triangles is left for those who join vertices by place.
void part_touching_sheets(TriangleMesh& mesh, const std::vector<std::uint32_t>& source) {
    std::vector<std::uint32_t> uses(source.empty() ? 0 : *std::ranges::max_element(source) + 1, 0);
    for (const std::uint32_t vertex : source) {
        ++uses[vertex];
    }
    const auto touches = [&](std::uint32_t vertex) {
        return uses[source[vertex]] > 1 && mesh.positions_mm[vertex].x != k_mirror_plane_x_mm;
    };
    constexpr float k_share = 0.05F;
    std::vector<glm::vec3> drawn(mesh.positions_mm.size(), glm::vec3(0.0F));
    std::vector<float> weight(mesh.positions_mm.size(), 0.0F);
    for (std::size_t corner = 0; corner < mesh.indices.size(); ++corner) {
        const std::uint32_t vertex = mesh.indices[corner];
        if (touches(vertex)) {
            drawn[vertex] += mesh.positions_mm[mesh.indices[next_corner(corner)]];
            weight[vertex] += 1.0F;
        }
    }
    for (std::uint32_t vertex = 0; vertex < weight.size(); ++vertex) {
        if (weight[vertex] > 0.0F) {
            glm::vec3& place = mesh.positions_mm[vertex];
            place += k_share * (drawn[vertex] / weight[vertex] - place);
        }
    }
}

}  // namespace

void drop_folds(TriangleMesh& mesh) {
    if (mesh.indices.empty()) {
        return;
    }
    Sets vertices = join_corners(mesh);
    Sets pieces = vertices;
    for (std::size_t corner = 0; corner < mesh.indices.size(); ++corner) {
        pieces.join(corner, next_corner(corner));
    }
    const std::size_t largest = largest_piece(pieces, mesh.indices.size());
    constexpr std::uint32_t k_unseen = UINT32_MAX;
    std::vector<std::uint32_t> place(mesh.indices.size(), k_unseen);
    TriangleMesh kept;
    std::vector<std::uint32_t> source;
    for (std::size_t corner = 0; corner < mesh.indices.size(); ++corner) {
        if (pieces.root(corner) != largest) {
            continue;
        }
        std::uint32_t& vertex = place[vertices.root(corner)];
        if (vertex == k_unseen) {
            vertex = static_cast<std::uint32_t>(kept.positions_mm.size());
            source.push_back(mesh.indices[corner]);
            kept.positions_mm.push_back(mesh.positions_mm[mesh.indices[corner]]);
            kept.normals.push_back(mesh.normals[mesh.indices[corner]]);
        }
        kept.indices.push_back(vertex);
    }
    part_touching_sheets(kept, source);
    mesh = std::move(kept);
}

TriangleMesh join_with_mirror_image(const TriangleMesh& half) {
    const auto on_plane = [&](std::uint32_t vertex) { return half.positions_mm[vertex].x == k_mirror_plane_x_mm; };
    TriangleMesh whole;
    whole.positions_mm = half.positions_mm;
    whole.normals = half.normals;
    std::vector<std::uint32_t> image(half.positions_mm.size());
    for (std::uint32_t i = 0; i < image.size(); ++i) {
        if (on_plane(i)) {
            image[i] = i;
            continue;
        }
        image[i] = static_cast<std::uint32_t>(whole.positions_mm.size());
        const glm::vec3& place = half.positions_mm[i];
        whole.positions_mm.emplace_back(2.0F * k_mirror_plane_x_mm - place.x, place.y, place.z);
        whole.normals.push_back(half.normals[i] * glm::vec3(-1.0F, 1.0F, 1.0F));
    }
    for (std::size_t i = 0; i + 2 < half.indices.size(); i += 3) {
        const std::uint32_t a = half.indices[i];
        const std::uint32_t b = half.indices[i + 1];
        const std::uint32_t c = half.indices[i + 2];
        if (on_plane(a) && on_plane(b) && on_plane(c)) {
            continue;  // a sliver along the border would lie back to back with its own image
        }
        whole.indices.insert(whole.indices.end(), {a, b, c, image[a], image[c], image[b]});
    }
    return whole;
}

}  // namespace palpate
