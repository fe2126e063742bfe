#include "atlas_sources/parametric/joined_solid.h"

#include "atlas_sources/parametric/ball_field.h"
#include "atlas_sources/parametric/iso_surface.h"
#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/surface_smoothing.h"
#include "base/wide_code.h"
#include "geometry/voxel_field.h"
#include "geometry/voxel_field_fill.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace palpate::parametric {
namespace {

/// Square of the distance from a point to a triangle (Ericson, Real-Time Collision Detection, 5.1.5).
float distance2_to_triangle(const glm::vec3& point, const std::array<glm::vec3, 3>& corner) {
    const auto [a, b, c] = corner;
    const glm::vec3 ab = b - a;
    const glm::vec3 ac = c - a;
    const glm::vec3 normal = glm::cross(ab, ac);
    const auto beyond = [&](const glm::vec3& from, const glm::vec3& edge) {
        return glm::dot(glm::cross(edge, point - from), normal) < 0;
    };
    const auto to_edge2 = [&](const glm::vec3& from, const glm::vec3& edge) {
        const float length2 = std::max(glm::dot(edge, edge), 1e-12F);
        const glm::vec3 away = point - from - std::clamp(glm::dot(point - from, edge) / length2, 0.0F, 1.0F) * edge;
        return glm::dot(away, away);
    };
    const float size2 = glm::dot(normal, normal);
    if (size2 > 1e-12F && !beyond(a, ab) && !beyond(b, c - b) && !beyond(c, a - c)) {
        const float height = glm::dot(point - a, normal);
        return height * height / size2;
    }
    return std::min({to_edge2(a, ab), to_edge2(b, c - b), to_edge2(c, a - c)});
}

/// A triangle as a plane and a ball: what tells quickly that it is farther than what was found so far.
struct TriangleReach {
    explicit TriangleReach(const std::array<glm::vec3, 3>& corner)
        : middle((corner[0] + corner[1] + corner[2]) / 3.0F) {
        const glm::vec3 across = glm::cross(corner[1] - corner[0], corner[2] - corner[0]);
        const float size = glm::length(across);
        normal = size > 0 ? across / size : glm::vec3(0.0F);
        for (const glm::vec3& place : corner) {
            radius2 = std::max(radius2, glm::dot(place - middle, place - middle));
        }
    }

    glm::vec3 middle;
    glm::vec3 normal{0.0F};
    float radius2 = 0.0F;
};

/// A run of voxels along x from `first_x`; `row_mm` is the centre of voxel 0 of their row. `near` gets 1 where the
/// triangle may be nearer than what was found so far, else 0. One pass without branches: most voxels are not near.
PALPATE_WIDE_CODE void find_near(const TriangleReach& triangle, const glm::vec3& row_mm, float spacing_mm, int first_x,
                                 std::span<const float> squares, std::vector<std::int32_t>& near) {
    const glm::vec3 away = row_mm - triangle.middle;
    const float height_y = away.y * triangle.normal.y;
    const float height_z = away.z * triangle.normal.z;
    near.resize(squares.size());
    std::int32_t* marks = near.data();
    const float* values = squares.data();
    const auto count = static_cast<int>(squares.size());
    for (int i = 0; i < count; ++i) {
        const float away_x = row_mm.x + spacing_mm * static_cast<float>(first_x + i) - triangle.middle.x;
        const float height = away_x * triangle.normal.x + height_y + height_z;
        const float away2 = away_x * away_x + away.y * away.y + away.z * away.z;
        // (r + d)^2 <= 2 (r^2 + d^2)
        const std::int32_t above_plane = height * height < values[i] ? 1 : 0;
        const std::int32_t in_ball = away2 < 2.0F * (triangle.radius2 + values[i]) ? 1 : 0;
        marks[i] = above_plane & in_ball;
    }
}

/// Lowers every voxel within reach of the triangle to its squared distance. `near`: scratch.
void splat_triangle(VoxelField& squares, const std::array<glm::vec3, 3>& corner, float reach_mm,
                    std::vector<std::int32_t>& near) {
    const VoxelLayout& layout = squares.layout;
    const glm::vec3 low = glm::min(corner[0], glm::min(corner[1], corner[2])) - reach_mm;
    const glm::vec3 high = glm::max(corner[0], glm::max(corner[1], corner[2])) + reach_mm;
    const auto voxel = [&](const glm::vec3& place) { return (place - layout.first_mm) / layout.spacing_mm; };
    const glm::ivec3 first = glm::max(glm::ivec3(glm::ceil(voxel(low))), glm::ivec3(0));
    const glm::ivec3 last = glm::min(glm::ivec3(glm::floor(voxel(high))), layout.size - 1);
    const TriangleReach reach(corner);
    for (int z = first.z; z <= last.z; ++z) {
        for (int y = first.y; y <= last.y && first.x <= last.x; ++y) {
            const std::span<float> row(&squares.values[layout.index(first.x, y, z)],
                                       static_cast<std::size_t>(last.x - first.x + 1));
            find_near(reach, layout.centre_mm(0, y, z), layout.spacing_mm, first.x, row, near);
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (near[i] != 0) {
                    const glm::vec3 place = layout.centre_mm(first.x + static_cast<int>(i), y, z);
                    row[i] = std::min(row[i], distance2_to_triangle(place, corner));
                }
            }
        }
    }
}

/// Lowers `field` to the part's signed distance (negative inside), exact up to `reach_mm`.
void unite(VoxelField& field, const TriangleMesh& part, float reach_mm, const JobContext& context) {
    const VoxelLayout& whole = field.layout;
    const Box box = bounds(part);
    const auto voxel = [&](const glm::vec3& place) { return (place - whole.first_mm) / whole.spacing_mm; };
    const glm::ivec3 first = glm::max(glm::ivec3(glm::floor(voxel(box.low - reach_mm))), glm::ivec3(0));
    const glm::ivec3 last = glm::min(glm::ivec3(glm::ceil(voxel(box.high + reach_mm))), whole.size - 1);
    const VoxelLayout layout{last - first + 1, whole.centre_mm(first.x, first.y, first.z), whole.spacing_mm};
    VoxelField squares(layout, reach_mm * reach_mm);
    std::vector<std::int32_t> near;
    for (std::size_t i = 0; i < part.triangle_count(); ++i) {
        splat_triangle(squares, part.triangle(i), reach_mm, near);
    }
    context.check_stop();
    VoxelMask inside(layout);
    add_solid(inside, part);
    for (int z = 0; z < layout.size.z; ++z) {
        for (int y = 0; y < layout.size.y; ++y) {
            for (int x = 0; x < layout.size.x; ++x) {
                const std::size_t here = layout.index(x, y, z);
                const float away = std::sqrt(squares.values[here]);
                float& value = field.values[whole.index(first.x + x, first.y + y, first.z + z)];
                value = std::min(value, inside.values[here] != 0 ? -away : away);
            }
        }
    }
}

float choose_step_mm(const Box& box) {
    constexpr float k_steps_across = 260.0F;
    return std::clamp(glm::length(box.size()) / k_steps_across, 0.6F, 1.2F);
}

}  // namespace

TriangleMesh make_joined_mesh(std::span<const TriangleMesh> parts, double blend_mm, const JobContext& context) {
    Box box;
    for (const TriangleMesh& part : parts) {
        box.add(bounds(part));
    }
    const float step = choose_step_mm(box);
    const auto sigma = static_cast<float>(0.5 * blend_mm);
    const float reach = 2.0F * sigma + step;  // what lies farther weighs nothing in the blur
    const float margin = reach + 3.0F * sigma + step;
    VoxelField field({glm::ivec3(glm::ceil((box.size() + 2.0F * margin) / step)) + 1, box.low - margin, step}, reach);
    for (const TriangleMesh& part : parts) {
        unite(field, part, reach, context);
    }
    blur(field, sigma, context);
    const glm::ivec3& size = field.layout.size;
    const FieldGrid grid{
        glm::dvec3(field.layout.first_mm),
        static_cast<double>(step),
        {static_cast<std::size_t>(size.x), static_cast<std::size_t>(size.y), static_cast<std::size_t>(size.z)},
        std::move(field.values)};
    TriangleMesh mesh = make_iso_surface(grid, context);
    drop_pockets(mesh);
    finish_surface(mesh);
    smooth_surface(mesh);
    return mesh;
}

}  // namespace palpate::parametric
