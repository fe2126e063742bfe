#pragma once

#include "atlas_sources/solid_tree.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace palpate::parametric {

/// A solid as its neighbours see it: a tree, and a grid of cells that answers most questions without it. Any number of
/// threads may ask.
class Obstacle {
public:
    /// Deeper than this nobody asks, mm.
    static constexpr float k_deepest_mm = 4.0F;

    /// O(n log n).
    explicit Obstacle(const TriangleMesh& mesh);

    [[nodiscard]] const SolidTree& tree() const { return tree_; }
    [[nodiscard]] float area_mm2() const { return area_mm2_; }
    /// The nearest place of the surface for a point that lies inside, at least `least_mm` and at most k_deepest_mm deep;
    /// nullopt for all others. 0.1 to 1 us.
    [[nodiscard]] std::optional<NearestPlace> find_way_out(const glm::vec3& point_mm, float least_mm) const;

private:
    enum class Cell : std::uint8_t { Far, Near, Touched, Inside, Outside };

    [[nodiscard]] std::size_t index(int x, int y, int z) const;
    [[nodiscard]] Cell classify(const glm::vec3& point_mm) const;
    /// Marks the cells that a triangle comes within `reach_mm` of, and a few more.
    void mark(const std::array<glm::vec3, 3>& triangle, float reach_mm, Cell kind);

    SolidTree tree_;
    float area_mm2_ = 0.0F;
    glm::vec3 low_{0.0F};
    glm::ivec3 size_{0};
    mutable std::vector<std::atomic<Cell>> cells_;
};

}  // namespace palpate::parametric
