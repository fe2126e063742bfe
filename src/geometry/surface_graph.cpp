#include "geometry/surface_graph.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace palpate {
namespace {

/// For every vertex the first one at the same position.
std::vector<std::uint32_t> join_equal_positions(const std::vector<glm::vec3>& positions) {
    std::vector<std::uint32_t> order(positions.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t vertex) {
        const glm::vec3& p = positions[vertex];
        return std::tuple(p.x, p.y, p.z, vertex);
    });
    std::vector<std::uint32_t> first(positions.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool same = i > 0 && positions[order[i]] == positions[order[i - 1]];
        first[order[i]] = same ? first[order[i - 1]] : order[i];
    }
    return first;
}

}  // namespace

SurfaceGraph::SurfaceGraph(std::shared_ptr<const TriangleMesh> mesh)
    : mesh_(std::move(mesh)),
      corners_(mesh_->triangle_count()),
      first_around_(mesh_->positions_mm.size() + 1, 0),
      around_(mesh_->indices.size()),
      area_mm2_(calc_area_mm2(*mesh_)) {
    const std::vector<std::uint32_t> joined = join_equal_positions(mesh_->positions_mm);
    for (std::size_t i = 0; i < mesh_->indices.size(); ++i) {
        const std::uint32_t vertex = joined[mesh_->indices[i]];
        corners_[i / 3][i % 3] = vertex;
        ++first_around_[vertex + 1];
    }
    std::partial_sum(first_around_.begin(), first_around_.end(), first_around_.begin());
    std::vector<std::uint32_t> next(first_around_.begin(), first_around_.end() - 1);
    for (std::uint32_t triangle = 0; triangle < corners_.size(); ++triangle) {
        for (const std::uint32_t vertex : corners_[triangle]) {
            around_[next[vertex]++] = triangle;
        }
    }
}

std::span<const std::uint32_t> SurfaceGraph::around(std::uint32_t vertex) const {
    return std::span(around_).subspan(first_around_[vertex], first_around_[vertex + 1] - first_around_[vertex]);
}

glm::vec3 FlatTriangle::weights_at(const glm::dvec2& place) const {
    const double third = place.y / corners[2].y;
    const double second = (place.x - third * corners[2].x) / corners[1].x;
    return {static_cast<float>(1.0 - second - third), static_cast<float>(second), static_cast<float>(third)};
}

FlatTriangle flatten(const TriangleMesh& mesh, std::uint32_t triangle) {
    const auto [a, b, c] = mesh.triangle(triangle);
    const glm::dvec3 ab(b - a);
    const glm::dvec3 ac(c - a);
    const double length = glm::length(ab);
    const double along = length > 0.0 ? glm::dot(ab, ac) / length : 0.0;
    const double height = std::sqrt(std::max(0.0, glm::dot(ac, ac) - along * along));
    return {{glm::dvec2(0.0), glm::dvec2(length, 0.0), glm::dvec2(along, height)}};
}

}  // namespace palpate
