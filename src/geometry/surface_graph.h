#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec2.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace palpate {

/// A mesh with who is whose neighbour on it: what walking along a surface needs. Vertices at one position count as one,
/// so that seams are no gaps. Immutable; holds its mesh; any number of threads may ask at once.
class SurfaceGraph {
public:
    /// O(n log n): some 30 ms for a skin; make it once for each mesh, on a worker.
    explicit SurfaceGraph(std::shared_ptr<const TriangleMesh> mesh);

    [[nodiscard]] const TriangleMesh& mesh() const { return *mesh_; }
    [[nodiscard]] const std::shared_ptr<const TriangleMesh>& shared_mesh() const { return mesh_; }
    /// The vertices at a triangle's corners, each named by the first vertex of the mesh at its position.
    [[nodiscard]] const std::array<std::uint32_t, 3>& corners(std::uint32_t triangle) const {
        return corners_[triangle];
    }
    /// The triangles with a corner at that vertex.
    [[nodiscard]] std::span<const std::uint32_t> around(std::uint32_t vertex) const;
    /// Calls visit(triangle) for each other triangle that has the edge between two of this one's corners.
    template <class Visit>
    void visit_across(std::uint32_t triangle, std::uint32_t a, std::uint32_t b, Visit visit) const {
        for (const std::uint32_t other : around(a)) {
            const auto& [p, q, r] = corners_[other];
            if (other != triangle && (p == b || q == b || r == b)) {
                visit(other);
            }
        }
    }
    [[nodiscard]] double area_mm2() const { return area_mm2_; }

private:
    std::shared_ptr<const TriangleMesh> mesh_;
    std::vector<std::array<std::uint32_t, 3>> corners_;
    std::vector<std::uint32_t> first_around_;  ///< per vertex, in around_; one more at the end
    std::vector<std::uint32_t> around_;
    double area_mm2_ = 0.0;
};

/// A triangle laid flat, mm: its first corner at the origin, the second on +x, the third above.
struct FlatTriangle {
    std::array<glm::dvec2, 3> corners{};

    [[nodiscard]] double area_mm2() const { return 0.5 * corners[1].x * corners[2].y; }
    /// The weights of the corners at a place of the plane. The triangle must have an area.
    [[nodiscard]] glm::vec3 weights_at(const glm::dvec2& place) const;
};
[[nodiscard]] FlatTriangle flatten(const TriangleMesh& mesh, std::uint32_t triangle);

}  // namespace palpate
