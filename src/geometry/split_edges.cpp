#include "geometry/split_edges.h"

#include "base/error.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr std::uint32_t k_whole = UINT32_MAX;

using Edge = std::pair<std::uint32_t, std::uint32_t>;

/// The three corners, and the new vertex on the edge after each of them or k_whole.
struct Corners {
    std::array<std::uint32_t, 3> corner{};
    std::array<std::uint32_t, 3> middle{};

    void turn() {
        std::rotate(corner.begin(), corner.begin() + 1, corner.end());
        std::rotate(middle.begin(), middle.begin() + 1, middle.end());
    }
};

void add_pieces(std::vector<std::uint32_t>& indices, Corners t) {
    const auto count = 3 - std::ranges::count(t.middle, k_whole);
    while (count == 1 && t.middle[0] == k_whole) {
        t.turn();
    }
    while (count == 2 && t.middle[2] != k_whole) {
        t.turn();
    }
    const auto& [a, b, c] = t.corner;
    const auto& [ab, bc, ca] = t.middle;
    switch (count) {
        case 0: indices.insert(indices.end(), {a, b, c}); break;
        case 1: indices.insert(indices.end(), {a, ab, c, ab, b, c}); break;
        case 2: indices.insert(indices.end(), {ab, b, bc, a, ab, bc, a, bc, c}); break;
        default: indices.insert(indices.end(), {a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca}); break;
    }
}

}  // namespace

std::size_t split_edges(TriangleMesh& mesh, const std::function<bool(const glm::vec3&, const glm::vec3&)>& wants) {
    PALPATE_ASSERT(mesh.fibre_uv.empty() && mesh.tendon.empty() && mesh.openness.empty() && mesh.coarse.empty());
    std::map<Edge, std::uint32_t> middles;
    const auto middle_of = [&](std::uint32_t a, std::uint32_t b) {
        const Edge edge = std::minmax(a, b);
        const auto known = middles.find(edge);
        if (known != middles.end()) {
            return known->second;
        }
        // By value: adding a vertex moves the others.
        const glm::vec3 from = mesh.positions_mm[edge.first];
        const glm::vec3 to = mesh.positions_mm[edge.second];
        if (!wants(from, to)) {
            return k_whole;
        }
        const auto vertex = static_cast<std::uint32_t>(mesh.positions_mm.size());
        mesh.positions_mm.push_back(0.5F * (from + to));
        mesh.normals.push_back(glm::normalize(mesh.normals[edge.first] + mesh.normals[edge.second]));
        middles.emplace(edge, vertex);
        return vertex;
    };
    std::vector<std::uint32_t> indices;
    indices.reserve(mesh.indices.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const std::uint32_t a = mesh.indices[i];
        const std::uint32_t b = mesh.indices[i + 1];
        const std::uint32_t c = mesh.indices[i + 2];
        add_pieces(indices, {{a, b, c}, {middle_of(a, b), middle_of(b, c), middle_of(c, a)}});
    }
    mesh.indices = std::move(indices);
    return middles.size();
}

}  // namespace palpate
