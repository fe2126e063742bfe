#include "scene/detail/skin_pieces.h"

#include <glm/geometric.hpp>

#include <utility>

namespace palpate {
namespace {

/// Above the skin by less than can be seen, and by more than the depth buffer of a whole body's picture confuses.
constexpr float k_line_lift_mm = 0.6F;

struct Corner {
    glm::vec3 position_mm{0.0F};
    glm::vec3 normal{0.0F};
    float openness = 1.0F;
};

Corner corner_at(const TriangleMesh& skin, std::uint32_t triangle, const glm::vec3& weights) {
    Corner corner;
    float openness = 0.0F;
    for (glm::length_t i = 0; i < 3; ++i) {
        const std::uint32_t vertex = skin.indices[std::size_t{3} * triangle + static_cast<std::size_t>(i)];
        corner.position_mm += weights[i] * skin.positions_mm[vertex];
        corner.normal += weights[i] * skin.normals[vertex];
        openness += weights[i] * (skin.openness.empty() ? 1.0F : skin.openness[vertex]);
    }
    corner.normal = glm::normalize(corner.normal);
    corner.openness = openness;
    return corner;
}

std::uint32_t append_corner(TriangleMesh& mesh, const Corner& corner) {
    mesh.positions_mm.push_back(corner.position_mm);
    mesh.normals.push_back(corner.normal);
    mesh.openness.push_back(corner.openness);
    return static_cast<std::uint32_t>(mesh.positions_mm.size() - 1);
}

std::shared_ptr<const TriangleMesh> finished(TriangleMesh& mesh) {
    return mesh.indices.empty() ? nullptr : std::make_shared<const TriangleMesh>(std::move(mesh));
}

}  // namespace

void SkinPieces::add(std::uint32_t triangle, const std::array<glm::vec3, 3>& corners) {
    constexpr float k_no_area_left = 1e-7F;
    const auto& [a, b, c] = corners;
    if ((b.y - a.y) * (c.z - a.z) - (b.z - a.z) * (c.y - a.y) < k_no_area_left) {
        return;
    }
    for (const glm::vec3& corner : corners) {
        mesh_.indices.push_back(add_corner(triangle, corner));
    }
}

std::uint32_t SkinPieces::add_corner(std::uint32_t triangle, const glm::vec3& weights) {
    const auto add = [&] {
        Corner corner = corner_at(*skin_, triangle, weights);
        corner.position_mm += lift_mm_ * corner.normal;
        return append_corner(mesh_, corner);
    };
    for (glm::length_t i = 0; i < 3; ++i) {
        if (weights[i] == 1.0F) {
            const std::uint32_t vertex = skin_->indices[std::size_t{3} * triangle + static_cast<std::size_t>(i)];
            const auto [entry, is_new] = of_vertex_.try_emplace(vertex, 0);
            if (is_new) {
                entry->second = add();
            }
            return entry->second;
        }
    }
    return add();
}

std::shared_ptr<const TriangleMesh> SkinPieces::take() { return finished(mesh_); }

void SkinLines::add(std::uint32_t triangle, const glm::vec3& from, const glm::vec3& to) {
    Corner start = corner_at(*skin_, triangle, from);
    Corner end = corner_at(*skin_, triangle, to);
    const glm::vec3 way = end.position_mm - start.position_mm;
    const glm::vec3 across = glm::cross(start.normal + end.normal, way);
    const float length = glm::length(across);
    if (length < 1e-6F) {
        return;
    }
    // A little longer than the line itself: neighbouring ribbons meet at an angle and must leave no gap.
    const glm::vec3 along = 0.3F * width_mm_ * glm::normalize(way);
    const glm::vec3 half = 0.5F * width_mm_ / length * across;
    std::array<std::uint32_t, 4> corners{};
    for (std::size_t i = 0; i < 4; ++i) {
        Corner corner = i < 2 ? start : end;
        corner.position_mm += (i < 2 ? -along : along) + (i % 2 == 0 ? half : -half) + k_line_lift_mm * corner.normal;
        corners[i] = append_corner(mesh_, corner);
    }
    const auto [a, b, c, d] = corners;
    mesh_.indices.insert(mesh_.indices.end(), {a, b, c, c, b, d});
}

std::shared_ptr<const TriangleMesh> SkinLines::take() { return finished(mesh_); }

}  // namespace palpate
