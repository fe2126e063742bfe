#pragma once

#include "geometry/triangle_mesh.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <vector>

namespace palpate::parametric {

/// A surface whose vertices at one place are one: seams must not tear when they move.
class MeshPlaces {
public:
    explicit MeshPlaces(const TriangleMesh& mesh) {
        std::vector<std::uint32_t> order(mesh.positions_mm.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto key = [&](std::uint32_t i) {
            const glm::vec3& p = mesh.positions_mm[i];
            return std::tuple(p.x, p.y, p.z);
        };
        std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::tuple_cat(key(i), std::tuple(i)); });
        of_vertex_.resize(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i == 0 || key(order[i]) != key(order[i - 1])) {
                first_vertex_.push_back(order[i]);
            }
            of_vertex_[order[i]] = static_cast<std::uint32_t>(first_vertex_.size() - 1);
        }
    }

    [[nodiscard]] std::size_t count() const { return first_vertex_.size(); }
    [[nodiscard]] std::uint32_t of_vertex(std::size_t vertex) const { return of_vertex_[vertex]; }
    [[nodiscard]] std::uint32_t first_vertex(std::size_t place) const { return first_vertex_[place]; }

private:
    std::vector<std::uint32_t> of_vertex_;
    std::vector<std::uint32_t> first_vertex_;
};

}  // namespace palpate::parametric
