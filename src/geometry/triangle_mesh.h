#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace palpate {

/// Axis-aligned box, mm. Empty until the first point is added.
struct Box {
    glm::vec3 low{std::numeric_limits<float>::max()};
    glm::vec3 high{std::numeric_limits<float>::lowest()};

    [[nodiscard]] bool empty() const { return low.x > high.x; }
    [[nodiscard]] glm::vec3 centre() const { return 0.5F * (low + high); }
    [[nodiscard]] glm::vec3 size() const { return high - low; }
    void add(const glm::vec3& point);
    void add(const Box& box);
    bool operator==(const Box&) const = default;
};

/// Fewer triangles over the same vertices.
struct CoarseLevel {
    std::vector<std::uint32_t> indices;
    float error_mm = 0.0F;  ///< largest distance to the full surface the simplifier allowed
};

/// A triangle surface in the product's frame (frame.h), mm.
/// Invariants: indices come in threes, below the vertex count, counter-clockwise seen from outside; `normals` has one
/// unit vector per vertex; each optional attribute is empty or has one value per vertex.
struct TriangleMesh {
    std::vector<glm::vec3> positions_mm;
    std::vector<glm::vec3> normals;
    std::vector<std::uint32_t> indices;
    std::vector<glm::vec2> fibre_uv;  ///< optional; u in [0,1] along the muscle fibres, v in [0,1] across them
    std::vector<float> tendon;        ///< optional; 0 deep in the flesh, 0.5 at its border, 1 far out on the tendon
    std::vector<float> openness;      ///< optional; baked ambient light, 0 buried .. 1 open sky
    std::vector<glm::vec4> overlay;   ///< optional; sRGB laid over the surface, premultiplied by its alpha
    glm::vec2 fibre_extent_mm{0.0F};  ///< length along u and breadth along v, for even striation
    std::vector<CoarseLevel> coarse;  ///< optional; finest first

    [[nodiscard]] std::size_t triangle_count() const { return indices.size() / 3; }
    [[nodiscard]] std::array<glm::vec3, 3> triangle(std::size_t index) const;
};

[[nodiscard]] Box bounds(const TriangleMesh& mesh);
/// Signed volume, mm3: positive when normals point outward; exact for closed surfaces only.
[[nodiscard]] double calc_volume_mm3(const TriangleMesh& mesh);
[[nodiscard]] double calc_area_mm2(const TriangleMesh& mesh);
/// Area-weighted vertex normals from the triangles.
void recalculate_normals(TriangleMesh& mesh);
/// The mesh mirrored at k_mirror_plane_x_mm, triangles reversed so that normals stay outward.
[[nodiscard]] TriangleMesh mirrored(const TriangleMesh& mesh);
/// Adds `other`'s vertices and triangles. Coarse levels of both are dropped.
void append(TriangleMesh& mesh, const TriangleMesh& other);
/// Number of edges not shared by exactly two triangles after joining equal positions; 0 = closed.
[[nodiscard]] std::size_t count_open_edges(const TriangleMesh& mesh);

/// A place on a surface. `barycentric` weighs the triangle's three corners and sums to 1.
struct SurfacePoint {
    std::uint32_t triangle = 0;
    glm::vec3 barycentric{1.0F, 0.0F, 0.0F};
    glm::vec3 position_mm{0.0F};
    glm::vec3 normal{0.0F, 0.0F, 1.0F};
};

/// The point of the mesh nearest to `point_mm` by looking at every triangle: O(n). Mesh must not be empty.
[[nodiscard]] SurfacePoint closest_point(const TriangleMesh& mesh, const glm::vec3& point_mm);
/// The point of one of its triangles nearest to `point_mm`.
[[nodiscard]] SurfacePoint nearest_on(const TriangleMesh& mesh, std::uint32_t triangle, const glm::vec3& point_mm);
/// Position and interpolated normal at a known triangle and weights.
[[nodiscard]] SurfacePoint surface_point(const TriangleMesh& mesh, std::uint32_t triangle, const glm::vec3& barycentric);

}  // namespace palpate
