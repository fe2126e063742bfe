#pragma once

#include "geometry/triangle_mesh.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace palpate {

/// Which of a mesh's connected pieces each triangle belongs to.
struct Shells {
    std::vector<std::uint32_t> of_triangle;
    std::size_t count = 0;
};

/// Pieces that hang together through common vertex indices. O(triangles).
[[nodiscard]] Shells find_shells(std::span<const std::uint32_t> indices, std::size_t vertex_count);

/// The triangles over joined vertices: positions within 0.01 mm become one, triangles that shrink to a line or are there
/// twice are left out. No normals. mm. May be empty.
[[nodiscard]] TriangleMesh join_vertices(std::span<const glm::vec3> positions_mm,
                                         std::span<const std::uint32_t> indices);

/// Winds the triangles of a joined mesh alike within each shell, and each shell outward. A shell inside another (the
/// hollow of a bone) stays turned inward. Normals are not touched.
void orient_outward(TriangleMesh& mesh);

/// The shells of a joined mesh by the side of their centres, left first; nullopt where most of the surface belongs to
/// shells that cross the plane x = `plane_x_mm` (a diaphragm), so that it is one structure of the midline.
[[nodiscard]] std::optional<std::pair<TriangleMesh, TriangleMesh>> split_by_side(const TriangleMesh& mesh,
                                                                                 float plane_x_mm);

}  // namespace palpate
