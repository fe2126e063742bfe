#include "atlas_sources/pack/mesh_repair.h"

#include "atlas_sources/pack/inside_test.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace palpate {
namespace {

constexpr double k_joins_per_mm = 100.0;
/// A shell with at least this share of its area on the smaller side crosses the plane.
constexpr double k_crossing_share = 0.2;
constexpr std::uint32_t k_none = std::numeric_limits<std::uint32_t>::max();

using GridPosition = std::array<std::int64_t, 3>;

GridPosition grid_position(const glm::vec3& position_mm) {
    GridPosition cell{};
    for (int axis = 0; axis < 3; ++axis) {
        const double scaled = std::clamp(static_cast<double>(position_mm[axis]) * k_joins_per_mm, -1e15, 1e15);
        cell[static_cast<std::size_t>(axis)] = std::llround(scaled);
    }
    return cell;
}

struct GridHash {
    std::size_t operator()(const GridPosition& cell) const noexcept {
        std::uint64_t hash = 0;
        for (const std::int64_t value : cell) {
            hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x9e3779b97f4a7c15ULL;
            hash ^= hash >> 29;
        }
        return static_cast<std::size_t>(hash);
    }
};

using Corners = std::array<std::uint32_t, 3>;

/// The triangle with its smallest index first, its winding kept: equal for equal triangles.
Corners turned_to_smallest(Corners corners) {
    std::rotate(corners.begin(), std::ranges::min_element(corners), corners.end());  // not ranges:: for clang 14
    return corners;
}

void drop_repeated_triangles(std::vector<std::uint32_t>& indices) {
    std::vector<Corners> sorted(indices.size() / 3);
    std::vector<std::uint32_t> order(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        sorted[i] = turned_to_smallest({indices[3 * i], indices[3 * i + 1], indices[3 * i + 2]});
    }
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return sorted[i]; });
    std::vector<bool> repeated(sorted.size(), false);
    for (std::size_t i = 1; i < order.size(); ++i) {
        repeated[order[i]] = sorted[order[i]] == sorted[order[i - 1]];
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (!repeated[i]) {
            std::copy_n(indices.begin() + static_cast<std::ptrdiff_t>(3 * i), 3,
                        indices.begin() + static_cast<std::ptrdiff_t>(3 * kept));
            ++kept;
        }
    }
    indices.resize(3 * kept);
}

struct EdgeUse {
    std::uint64_t edge = 0;  ///< smaller and larger vertex
    std::uint32_t triangle = 0;
    bool rising = false;  ///< runs from the smaller to the larger vertex
};

std::vector<EdgeUse> list_edges(std::span<const std::uint32_t> indices) {
    std::vector<EdgeUse> edges;
    edges.reserve(indices.size());
    for (std::uint32_t i = 0; i < indices.size(); ++i) {
        const std::uint32_t triangle = i / 3;
        const std::uint32_t from = indices[i];
        const std::uint32_t to = indices[3 * triangle + (i + 1) % 3];
        const auto [low, high] = std::minmax(from, to);
        edges.push_back({(std::uint64_t{low} << 32) | high, triangle, from < to});
    }
    std::ranges::sort(edges, {}, &EdgeUse::edge);
    return edges;
}

/// Two triangles that share an edge no third one uses.
struct Neighbour {
    std::uint32_t triangle = 0;
    bool wound_alike = false;
};

std::vector<std::vector<Neighbour>> list_neighbours(std::span<const std::uint32_t> indices) {
    std::vector<std::vector<Neighbour>> neighbours(indices.size() / 3);
    const std::vector<EdgeUse> edges = list_edges(indices);
    for (std::size_t start = 0; start < edges.size();) {
        std::size_t end = start;
        while (end < edges.size() && edges[end].edge == edges[start].edge) {
            ++end;
        }
        if (end - start == 2) {
            const EdgeUse& a = edges[start];
            const EdgeUse& b = edges[start + 1];
            const bool alike = a.rising != b.rising;
            neighbours[a.triangle].push_back({b.triangle, alike});
            neighbours[b.triangle].push_back({a.triangle, alike});
        }
        start = end;
    }
    return neighbours;
}

void reverse(TriangleMesh& mesh, std::size_t triangle) {
    std::swap(mesh.indices[3 * triangle + 1], mesh.indices[3 * triangle + 2]);
}

/// True where no two neighbours of `neighbours` disagree: nearly every mesh, and cheaper than walking it.
bool is_wound_alike(const std::vector<std::vector<Neighbour>>& neighbours) {
    return std::ranges::all_of(neighbours,
                               [](const auto& list) { return std::ranges::all_of(list, &Neighbour::wound_alike); });
}

/// Walks from triangle to triangle and turns those that disagree with the one they were reached from.
void wind_alike(TriangleMesh& mesh) {
    const auto neighbours = list_neighbours(mesh.indices);
    if (is_wound_alike(neighbours)) {
        return;
    }
    enum class State : std::uint8_t { Unseen, Kept, Turned };
    std::vector<State> states(neighbours.size(), State::Unseen);
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t seed = 0; seed < states.size(); ++seed) {
        if (states[seed] != State::Unseen) {
            continue;
        }
        states[seed] = State::Kept;
        waiting.push_back(seed);
        while (!waiting.empty()) {
            const std::uint32_t triangle = waiting.back();
            waiting.pop_back();
            for (const auto& next : neighbours[triangle]) {
                if (states[next.triangle] == State::Unseen) {
                    const bool turned = (states[triangle] == State::Turned) == next.wound_alike;
                    states[next.triangle] = turned ? State::Turned : State::Kept;
                    waiting.push_back(next.triangle);
                }
            }
        }
    }
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i] == State::Turned) {
            reverse(mesh, i);
        }
    }
}

std::vector<double> calc_shell_volumes(const TriangleMesh& mesh, const Shells& shells) {
    const glm::dvec3 origin(bounds(mesh).centre());
    std::vector<double> volumes(shells.count, 0.0);
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        volumes[shells.of_triangle[i]] +=
            glm::dot(glm::dvec3(a) - origin, glm::cross(glm::dvec3(b) - origin, glm::dvec3(c) - origin));
    }
    return volumes;
}

void reverse_all(TriangleMesh& mesh) {
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        reverse(mesh, i);
    }
}

/// Turns the shells with negative volume that do not lie inside one with positive volume.
void turn_outer_shells(TriangleMesh& mesh, const Shells& shells, const std::vector<double>& volumes) {
    std::vector<std::uint32_t> outer;
    std::vector<std::uint32_t> first_vertex(shells.count, 0);
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const std::uint32_t shell = shells.of_triangle[i];
        first_vertex[shell] = mesh.indices[3 * i];
        if (volumes[shell] > 0) {
            outer.insert(outer.end(), mesh.indices.begin() + static_cast<std::ptrdiff_t>(3 * i),
                         mesh.indices.begin() + static_cast<std::ptrdiff_t>(3 * i + 3));
        }
    }
    const InsideTest solid(mesh.positions_mm, outer);
    std::vector<bool> turn(shells.count, false);
    for (std::size_t shell = 0; shell < shells.count; ++shell) {
        turn[shell] = volumes[shell] < 0 && !solid.contains(mesh.positions_mm[first_vertex[shell]]);
    }
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        if (turn[shells.of_triangle[i]]) {
            reverse(mesh, i);
        }
    }
}

/// Area of each shell on the left (first) and on the right of a plane.
std::vector<std::array<double, 2>> calc_side_areas(const TriangleMesh& mesh, const Shells& shells, float plane_x_mm) {
    std::vector<std::array<double, 2>> areas(shells.count, {0.0, 0.0});
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const bool left = (a.x + b.x + c.x) / 3.0F > plane_x_mm;
        areas[shells.of_triangle[i]][left ? 0 : 1] += static_cast<double>(glm::length(glm::cross(b - a, c - a)));
    }
    return areas;
}

/// The triangles for which `kept` is true, with the vertices they use.
template <class Kept>
TriangleMesh select(const TriangleMesh& mesh, const Kept& kept) {
    TriangleMesh result;
    std::vector<std::uint32_t> moved(mesh.positions_mm.size(), k_none);
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        if (!kept(i)) {
            continue;
        }
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t vertex = mesh.indices[3 * i + k];
            if (moved[vertex] == k_none) {
                moved[vertex] = static_cast<std::uint32_t>(result.positions_mm.size());
                result.positions_mm.push_back(mesh.positions_mm[vertex]);
            }
            result.indices.push_back(moved[vertex]);
        }
    }
    return result;
}

}  // namespace

Shells find_shells(std::span<const std::uint32_t> indices, std::size_t vertex_count) {
    std::vector<std::uint32_t> parent(vertex_count);
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&](std::uint32_t vertex) {
        while (parent[vertex] != vertex) {
            parent[vertex] = parent[parent[vertex]];
            vertex = parent[vertex];
        }
        return vertex;
    };
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const std::uint32_t first = root(indices[i]);
        parent[root(indices[i + 1])] = first;
        parent[root(indices[i + 2])] = first;
    }
    Shells shells;
    std::vector<std::uint32_t> shell_of_root(vertex_count, k_none);
    shells.of_triangle.reserve(indices.size() / 3);
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        std::uint32_t& shell = shell_of_root[root(indices[i])];
        if (shell == k_none) {
            shell = static_cast<std::uint32_t>(shells.count++);
        }
        shells.of_triangle.push_back(shell);
    }
    return shells;
}

TriangleMesh join_vertices(std::span<const glm::vec3> positions_mm, std::span<const std::uint32_t> indices) {
    TriangleMesh mesh;
    std::unordered_map<GridPosition, std::uint32_t, GridHash> joined;
    joined.reserve(positions_mm.size());
    std::vector<std::uint32_t> moved(positions_mm.size());
    for (std::size_t i = 0; i < positions_mm.size(); ++i) {
        const auto [entry, fresh] =
            joined.emplace(grid_position(positions_mm[i]), static_cast<std::uint32_t>(mesh.positions_mm.size()));
        if (fresh) {
            mesh.positions_mm.push_back(positions_mm[i]);
        }
        moved[i] = entry->second;
    }
    mesh.indices.reserve(indices.size());
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const Corners corners{moved[indices[i]], moved[indices[i + 1]], moved[indices[i + 2]]};
        if (corners[0] != corners[1] && corners[1] != corners[2] && corners[2] != corners[0]) {
            mesh.indices.insert(mesh.indices.end(), corners.begin(), corners.end());
        }
    }
    drop_repeated_triangles(mesh.indices);
    return mesh;
}

void orient_outward(TriangleMesh& mesh) {
    if (mesh.indices.empty()) {
        return;
    }
    wind_alike(mesh);
    const Shells shells = find_shells(mesh.indices, mesh.positions_mm.size());
    std::vector<double> volumes = calc_shell_volumes(mesh, shells);
    if (std::accumulate(volumes.begin(), volumes.end(), 0.0) < 0) {
        reverse_all(mesh);
        std::ranges::transform(volumes, volumes.begin(), [](double volume) { return -volume; });
    }
    if (std::ranges::any_of(volumes, [](double volume) { return volume < 0; })) {
        turn_outer_shells(mesh, shells, volumes);
    }
}

std::optional<std::pair<TriangleMesh, TriangleMesh>> split_by_side(const TriangleMesh& mesh, float plane_x_mm) {
    const Shells shells = find_shells(mesh.indices, mesh.positions_mm.size());
    const auto areas = calc_side_areas(mesh, shells, plane_x_mm);
    double crossing = 0;
    double whole = 0;
    for (const auto& [left, right] : areas) {
        whole += left + right;
        crossing += std::min(left, right) >= k_crossing_share * (left + right) ? left + right : 0.0;
    }
    if (crossing > 0.5 * whole) {
        return std::nullopt;
    }
    const auto is_left = [&](std::size_t triangle) {
        const auto& [left, right] = areas[shells.of_triangle[triangle]];
        return left > right;
    };
    return std::pair{select(mesh, is_left), select(mesh, [&](std::size_t triangle) { return !is_left(triangle); })};
}

}  // namespace palpate
