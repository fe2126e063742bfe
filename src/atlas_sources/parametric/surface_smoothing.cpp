#include "atlas_sources/parametric/surface_smoothing.h"

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

/// A vector and a number unused, which the processor adds and scales at once: most of the time here is such sums.
using Four [[gnu::vector_size(16)]] = float;

Four widened(const glm::vec3& v) { return Four{v.x, v.y, v.z, 0.0F}; }
glm::vec3 narrowed(const Four& v) { return {v[0], v[1], v[2]}; }

std::vector<Four> widened(const std::vector<glm::vec3>& vectors) {
    std::vector<Four> wide(vectors.size());
    std::ranges::transform(vectors, wide.begin(), [](const glm::vec3& v) { return widened(v); });
    return wide;
}

/// The vertices across an edge from each vertex of a closed oriented surface: of triangle a b c, b follows a.
class Neighbours {
public:
    explicit Neighbours(const TriangleMesh& mesh) : first_(mesh.positions_mm.size() + 1, 0) {
        for (const std::uint32_t index : mesh.indices) {
            ++first_[index + 1];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        of_vertex_.resize(mesh.indices.size());
        for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
            of_vertex_[next[mesh.indices[i]]++] = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
        }
    }

    [[nodiscard]] std::size_t count(std::size_t vertex) const { return first_[vertex + 1] - first_[vertex]; }
    [[nodiscard]] Four sum(const std::vector<Four>& values, std::size_t vertex) const {
        Four sum{};
        for (std::uint32_t i = first_[vertex]; i < first_[vertex + 1]; ++i) {
            sum += values[of_vertex_[i]];
        }
        return sum;
    }

private:
    std::vector<std::uint32_t> first_;
    std::vector<std::uint32_t> of_vertex_;
};

/// Rounds for waves of a few millimetres to go, whatever the fineness of the mesh: a round reaches one edge further, and
/// reach grows with the root of their number.
int choose_rounds(const TriangleMesh& mesh) {
    constexpr double k_reach_mm = 5.0;
    const double triangles = static_cast<double>(std::max<std::size_t>(mesh.triangle_count(), 1));
    const double edge2_mm2 = 2.0 * calc_area_mm2(mesh) / triangles;
    return static_cast<int>(std::clamp(k_reach_mm * k_reach_mm / std::max(edge2_mm2, 1e-6), 16.0, 48.0));
}

void smooth_positions(TriangleMesh& mesh, const Neighbours& neighbours) {
    const int rounds = choose_rounds(mesh);
    constexpr float k_inwards = 0.66F;
    constexpr float k_outwards = -0.69F;
    std::vector<Four> places = widened(mesh.positions_mm);
    std::vector<Four> before = places;
    for (int round = 0; round < 2 * rounds; ++round) {
        const float step = round % 2 == 0 ? k_inwards : k_outwards;
        std::swap(before, places);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const std::size_t count = neighbours.count(i);
            const Four mean = count > 0 ? neighbours.sum(before, i) / static_cast<float>(count) : before[i];
            places[i] = before[i] + step * (mean - before[i]);
        }
    }
    std::ranges::transform(places, mesh.positions_mm.begin(), narrowed);
}

/// What facets are left after smoothing are too flat to show but in the light. A round reaches about one edge further.
void soften_normals(TriangleMesh& mesh, const Neighbours& neighbours) {
    constexpr int k_rounds = 6;
    std::vector<Four> normals = widened(mesh.normals);
    std::vector<Four> before = normals;
    for (int round = 0; round < k_rounds; ++round) {
        std::swap(before, normals);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const Four sum = neighbours.sum(before, i) + before[i];
            const float length = glm::length(narrowed(sum));
            normals[i] = length > 0 ? sum / length : before[i];
        }
    }
    std::ranges::transform(normals, mesh.normals.begin(), narrowed);
}

/// The connected part each vertex belongs to, named by one of its vertices.
std::vector<std::uint32_t> find_parts(const TriangleMesh& mesh) {
    std::vector<std::uint32_t> above(mesh.positions_mm.size());
    std::iota(above.begin(), above.end(), 0U);
    const auto top = [&](std::uint32_t vertex) {
        while (above[vertex] != vertex) {
            vertex = above[vertex] = above[above[vertex]];
        }
        return vertex;
    };
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const std::uint32_t first = top(mesh.indices[i]);
        above[top(mesh.indices[i + 1])] = first;
        above[top(mesh.indices[i + 2])] = first;
    }
    for (std::uint32_t vertex = 0; vertex < above.size(); ++vertex) {
        above[vertex] = top(vertex);
    }
    return above;
}

}  // namespace

void drop_pockets(TriangleMesh& mesh) {
    constexpr double k_least_share = 0.01;
    const std::vector<std::uint32_t> part_of = find_parts(mesh);
    std::vector<double> volume_mm3(part_of.size(), 0.0);
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        volume_mm3[part_of[mesh.indices[3 * i]]] +=
            glm::dot(glm::dvec3(a), glm::cross(glm::dvec3(b), glm::dvec3(c))) / 6.0;
    }
    const double largest = *std::ranges::max_element(volume_mm3);
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        if (volume_mm3[part_of[mesh.indices[i]]] >= k_least_share * largest) {
            kept.insert(kept.end(), {mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
        }
    }
    mesh.indices = std::move(kept);
}

void smooth_surface(TriangleMesh& mesh) {
    const Neighbours neighbours(mesh);
    smooth_positions(mesh, neighbours);
    recalculate_normals(mesh);
    soften_normals(mesh, neighbours);
}

}  // namespace palpate::parametric
