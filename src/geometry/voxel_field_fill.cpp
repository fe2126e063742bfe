#include "geometry/voxel_field_fill.h"

#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <vector>

namespace palpate {
namespace {

/// A line of voxel centres along one axis meets the surface here. All in voxels of the layout.
struct Crossing {
    std::uint32_t line = 0;
    float depth = 0.0F;
    std::int8_t turn = 0;  ///< +1 the line enters the solid, -1 it leaves
};

/// Lines run along `depth_axis`; (u, v) number the lines of one face of the box.
struct LineBundle {
    const VoxelLayout& layout;
    int depth_axis;
    int u_axis;
    int v_axis;
};

LineBundle bundle_along(const VoxelLayout& layout, int axis) { return {layout, axis, (axis + 1) % 3, (axis + 2) % 3}; }

/// Twice the signed area of (a, b, p), seen down the bundle. Lines exactly on an edge are kept from being counted twice
/// or not at all by reading the edge in one order for both of its triangles.
double edge_side(const glm::vec3& a, const glm::vec3& b, double u, double v, const LineBundle& lines) {
    const double au = static_cast<double>(a[lines.u_axis]);
    const double av = static_cast<double>(a[lines.v_axis]);
    const double bu = static_cast<double>(b[lines.u_axis]);
    const double bv = static_cast<double>(b[lines.v_axis]);
    const bool swap = bu < au || (bu == au && bv < av);
    if (swap) {
        const double side = (au - bu) * (v - bv) - (av - bv) * (u - bu);
        return side == 0.0 ? -1e-30 : -side;
    }
    const double side = (bu - au) * (v - av) - (bv - av) * (u - au);
    return side == 0.0 ? 1e-30 : side;
}

void cross_triangle(const std::array<glm::vec3, 3>& t, const LineBundle& lines, std::vector<Crossing>& crossings) {
    const glm::vec3 low = glm::min(t[0], glm::min(t[1], t[2]));
    const glm::vec3 high = glm::max(t[0], glm::max(t[1], t[2]));
    const glm::ivec3& size = lines.layout.size;
    const int u0 = std::max(0, static_cast<int>(std::ceil(low[lines.u_axis])));
    const int u1 = std::min(size[lines.u_axis] - 1, static_cast<int>(std::floor(high[lines.u_axis])));
    const int v0 = std::max(0, static_cast<int>(std::ceil(low[lines.v_axis])));
    const int v1 = std::min(size[lines.v_axis] - 1, static_cast<int>(std::floor(high[lines.v_axis])));
    for (int v = v0; v <= v1; ++v) {
        for (int u = u0; u <= u1; ++u) {
            const std::array<double, 3> side{edge_side(t[1], t[2], u, v, lines), edge_side(t[2], t[0], u, v, lines),
                                             edge_side(t[0], t[1], u, v, lines)};
            const bool facing = side[0] > 0 && side[1] > 0 && side[2] > 0;
            const bool averted = side[0] < 0 && side[1] < 0 && side[2] < 0;
            if (!facing && !averted) {
                continue;
            }
            double depth = 0.0;
            for (std::size_t corner = 0; corner < 3; ++corner) {
                depth += side[corner] * static_cast<double>(t[corner][lines.depth_axis]);
            }
            depth /= side[0] + side[1] + side[2];
            const auto line = static_cast<std::uint32_t>(v * size[lines.u_axis] + u);
            crossings.push_back({line, static_cast<float>(depth), static_cast<std::int8_t>(averted ? 1 : -1)});
        }
    }
}

void mark(VoxelMask& set, std::size_t index) {
    std::atomic_ref<std::uint8_t>(set.values[index]).store(1, std::memory_order_relaxed);
}

/// The voxels of one line between two depths; at least one, so nothing is too thin to be seen.
void mark_stretch(VoxelMask& set, const LineBundle& lines, std::uint32_t line, float from, float to) {
    const int most = set.layout.size[lines.depth_axis] - 1;
    int first = static_cast<int>(std::ceil(from));
    int last = static_cast<int>(std::floor(to));
    if (first > last) {
        first = last = static_cast<int>(std::lround(0.5F * (from + to)));
    }
    const int breadth = set.layout.size[lines.u_axis];
    glm::ivec3 voxel{0};
    voxel[lines.u_axis] = static_cast<int>(line) % breadth;
    voxel[lines.v_axis] = static_cast<int>(line) / breadth;
    for (int depth = std::max(first, 0); depth <= std::min(last, most); ++depth) {
        voxel[lines.depth_axis] = depth;
        mark(set, set.layout.index(voxel.x, voxel.y, voxel.z));
    }
}

void fill_lines(VoxelMask& set, const LineBundle& lines, std::vector<Crossing>& crossings) {
    std::sort(crossings.begin(), crossings.end(), [](const Crossing& a, const Crossing& b) {
        return a.line != b.line ? a.line < b.line : a.depth < b.depth;
    });
    int winding = 0;
    float entered = 0.0F;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
        const Crossing& crossing = crossings[i];
        if (i == 0 || crossings[i - 1].line != crossing.line) {
            winding = 0;  // an open mesh must not leak into the next line
        }
        if (winding == 0) {
            entered = crossing.depth;
        }
        winding += crossing.turn;
        if (winding == 0) {
            mark_stretch(set, lines, crossing.line, entered, crossing.depth);
        }
    }
}

}  // namespace

void add_solid(VoxelMask& set, const TriangleMesh& mesh) {
    const VoxelLayout& layout = set.layout;
    std::vector<glm::vec3> places(mesh.positions_mm.size());
    std::transform(mesh.positions_mm.begin(), mesh.positions_mm.end(), places.begin(),
                   [&](const glm::vec3& p) { return (p - layout.first_mm) / layout.spacing_mm; });
    std::vector<Crossing> crossings;
    for (int axis = 0; axis < 3; ++axis) {
        const LineBundle lines = bundle_along(layout, axis);
        crossings.clear();
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            cross_triangle({places[mesh.indices[i]], places[mesh.indices[i + 1]], places[mesh.indices[i + 2]]}, lines,
                           crossings);
        }
        fill_lines(set, lines, crossings);
    }
}

}  // namespace palpate
