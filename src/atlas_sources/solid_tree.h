#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace palpate {

/// The nearest place of a surface.
struct NearestPlace {
    glm::vec3 position_mm{0.0F};
    float distance_mm = 0.0F;
    std::uint32_t triangle = 0;  ///< index in the mesh
    glm::vec3 across{0.0F};      ///< the triangle's normal, of any length
};

/// A surface as a solid: winding numbers and nearest places. Generalised winding numbers (Jacobson et al. 2013) are 0
/// outside, 1 inside a closed outward surface, 2 where two closed parts overlap, -1 inside a part turned inside out. Far
/// groups of triangles count as one dipole (Barill et al. 2018), which moves the answer by less than 0.05. Holds a copy
/// of the triangles. Immutable: any number of threads.
class SolidTree {
public:
    /// O(n log n). `mesh` needs no normals; mm.
    explicit SolidTree(const TriangleMesh& mesh);

    /// About 1 us near the surface, less away from it, nothing outside the box.
    [[nodiscard]] float winding_number(const glm::vec3& point_mm) const;
    [[nodiscard]] bool contains(const glm::vec3& point_mm) const { return winding_number(point_mm) > 0.5F; }
    /// nullopt where the surface is farther than `reach_mm`. About 0.6 us.
    [[nodiscard]] std::optional<NearestPlace> find_nearest(const glm::vec3& point_mm, float reach_mm) const;
    [[nodiscard]] const Box& box() const { return box_; }

private:
    struct Triangle {
        std::array<glm::vec3, 3> corners;
        std::uint32_t index = 0;  ///< in the mesh
    };
    struct Node {
        glm::vec3 centre{0.0F};
        float radius = 0.0F;     ///< of the ball round the centre that holds all its triangles
        glm::vec3 dipole{0.0F};  ///< sum of the triangles' area vectors
        std::uint32_t first = 0;
        std::uint32_t count = 0;  ///< triangles of a leaf; 0 in the others
        /// The first child follows its parent. Of a leaf: its place among the leaves.
        std::uint32_t second_child = 0;
    };

    /// A leaf's triangles, lane by lane, for the processor to take several at once; those beyond the last are points.
    static constexpr std::size_t k_leaf_lanes = 8;
    struct Leaf {
        using Lanes = std::array<float, k_leaf_lanes>;
        std::array<std::array<Lanes, 3>, 3> corners{};  ///< of corner, of axis
    };
    friend void calc_solid_angles(const Leaf& leaf, const glm::vec3& eye_mm, Leaf::Lanes& shares);
    friend void calc_square_distances(const Leaf& leaf, const glm::vec3& from_mm, Leaf::Lanes& squares);

    void build(std::size_t first, std::size_t end);
    [[nodiscard]] Leaf gather_leaf(std::size_t first, std::size_t end) const;
    [[nodiscard]] Node summarise(std::size_t first, std::size_t end, Box& box) const;

    std::vector<Triangle> triangles_;
    std::vector<Node> nodes_;
    std::vector<Box> boxes_;  ///< of the nodes
    std::vector<Leaf> leaves_;
    Box box_;
};

}  // namespace palpate
