#pragma once

#include "geometry/triangle_mesh.h"

#include <array>
#include <memory>
#include <unordered_map>

namespace palpate {

/// A mesh made of whole and cut triangles of the skin; corners that are the skin's own vertices are shared.
class SkinPieces {
public:
    /// Keeps a reference to the skin. `lift_mm`: how far off the skin the pieces lie.
    explicit SkinPieces(const TriangleMesh& skin, float lift_mm = 0.0F) : skin_(&skin), lift_mm_(lift_mm) {}

    /// Corners as weights in the skin's triangle; pieces without area are left out.
    void add(std::uint32_t triangle, const std::array<glm::vec3, 3>& corners);
    /// The mesh; null where nothing was added.
    [[nodiscard]] std::shared_ptr<const TriangleMesh> take();

private:
    [[nodiscard]] std::uint32_t add_corner(std::uint32_t triangle, const glm::vec3& weights);

    const TriangleMesh* skin_;
    float lift_mm_;
    TriangleMesh mesh_;
    std::unordered_map<std::uint32_t, std::uint32_t> of_vertex_;  ///< skin vertex to vertex of mesh_
};

/// Ribbons along lines on the skin, lifted a little off it.
class SkinLines {
public:
    /// Keeps a reference to the skin.
    SkinLines(const TriangleMesh& skin, float width_mm) : skin_(&skin), width_mm_(width_mm) {}

    /// From and to as weights in the skin's triangle.
    void add(std::uint32_t triangle, const glm::vec3& from, const glm::vec3& to);
    /// The mesh; null where nothing was added.
    [[nodiscard]] std::shared_ptr<const TriangleMesh> take();

private:
    const TriangleMesh* skin_;
    float width_mm_;
    TriangleMesh mesh_;
};

}  // namespace palpate
