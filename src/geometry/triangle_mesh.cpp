#include "geometry/triangle_mesh.h"

#include "base/error.h"
#include "geometry/detail/nearest_on_triangle.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace palpate {
namespace {

glm::vec3 unit_or(const glm::vec3& v, const glm::vec3& fallback) {
    const float length = glm::length(v);
    return length > 1e-20F ? v / length : fallback;
}

struct PositionHash {
    std::size_t operator()(const glm::vec3& p) const noexcept {
        std::array<std::uint32_t, 3> bits{};
        std::memcpy(bits.data(), &p, sizeof bits);
        return bits[0] * 0x9e3779b1U ^ bits[1] * 0x85ebca77U ^ bits[2] * 0xc2b2ae3dU;
    }
};

}  // namespace

void Box::add(const glm::vec3& point) {
    low = glm::min(low, point);
    high = glm::max(high, point);
}

void Box::add(const Box& box) {
    low = glm::min(low, box.low);
    high = glm::max(high, box.high);
}

std::array<glm::vec3, 3> TriangleMesh::triangle(std::size_t index) const {
    return {positions_mm[indices[3 * index]], positions_mm[indices[3 * index + 1]],
            positions_mm[indices[3 * index + 2]]};
}

Box bounds(const TriangleMesh& mesh) {
    Box box;
    for (const auto& position : mesh.positions_mm) {
        box.add(position);
    }
    return box;
}

double calc_volume_mm3(const TriangleMesh& mesh) {
    const glm::dvec3 origin = mesh.positions_mm.empty() ? glm::dvec3(0) : glm::dvec3(bounds(mesh).centre());
    double six_volumes = 0;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        six_volumes += glm::dot(glm::dvec3(a) - origin, glm::cross(glm::dvec3(b) - origin, glm::dvec3(c) - origin));
    }
    return six_volumes / 6;
}

double calc_area_mm2(const TriangleMesh& mesh) {
    double area = 0;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        area += 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
    }
    return area;
}

void recalculate_normals(TriangleMesh& mesh) {
    mesh.normals.assign(mesh.positions_mm.size(), glm::vec3(0));
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const glm::vec3 weighted = glm::cross(b - a, c - a);
        for (std::size_t corner = 0; corner < 3; ++corner) {
            mesh.normals[mesh.indices[3 * i + corner]] += weighted;
        }
    }
    for (auto& normal : mesh.normals) {
        normal = unit_or(normal, {0, 1, 0});
    }
}

TriangleMesh mirrored(const TriangleMesh& mesh) {
    TriangleMesh mirror = mesh;
    for (auto& position : mirror.positions_mm) {
        position.x = 2 * k_mirror_plane_x_mm - position.x;
    }
    for (auto& normal : mirror.normals) {
        normal.x = -normal.x;
    }
    const auto reverse = [](std::vector<std::uint32_t>& indices) {
        for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
            std::swap(indices[i + 1], indices[i + 2]);
        }
    };
    reverse(mirror.indices);
    for (auto& level : mirror.coarse) {
        reverse(level.indices);
    }
    return mirror;
}

void append(TriangleMesh& mesh, const TriangleMesh& other) {
    const auto offset = static_cast<std::uint32_t>(mesh.positions_mm.size());
    const auto add = [](auto& target, const auto& source) {
        target.insert(target.end(), source.begin(), source.end());
    };
    const std::size_t joined = mesh.positions_mm.size() + other.positions_mm.size();
    add(mesh.positions_mm, other.positions_mm);
    add(mesh.normals, other.normals);
    add(mesh.fibre_uv, other.fibre_uv);
    add(mesh.tendon, other.tendon);
    add(mesh.openness, other.openness);
    for (const auto index : other.indices) {
        mesh.indices.push_back(index + offset);
    }
    // An attribute only one of the two has cannot stay one value per vertex.
    if (mesh.fibre_uv.size() != joined) {
        mesh.fibre_uv.clear();
    }
    if (mesh.tendon.size() != joined) {
        mesh.tendon.clear();
    }
    if (mesh.openness.size() != joined) {
        mesh.openness.clear();
    }
    mesh.fibre_extent_mm = glm::max(mesh.fibre_extent_mm, other.fibre_extent_mm);
    mesh.coarse.clear();
}

std::size_t count_open_edges(const TriangleMesh& mesh) {
    std::unordered_map<glm::vec3, std::uint32_t, PositionHash> first;
    std::vector<std::uint32_t> joined(mesh.positions_mm.size());
    for (std::uint32_t i = 0; i < joined.size(); ++i) {
        joined[i] = first.emplace(mesh.positions_mm[i], i).first->second;
    }
    std::unordered_map<std::uint64_t, int> uses;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        std::array<std::uint32_t, 3> corner{};
        for (std::size_t k = 0; k < 3; ++k) {
            corner[k] = joined[mesh.indices[3 * i + k]];
        }
        if (corner[0] == corner[1] || corner[1] == corner[2] || corner[2] == corner[0]) {
            continue;
        }
        for (std::size_t k = 0; k < 3; ++k) {
            const auto [low, high] = std::minmax(corner[k], corner[(k + 1) % 3]);
            ++uses[(std::uint64_t{low} << 32) | high];
        }
    }
    return static_cast<std::size_t>(std::ranges::count_if(uses, [](const auto& edge) { return edge.second != 2; }));
}

SurfacePoint surface_point(const TriangleMesh& mesh, std::uint32_t triangle, const glm::vec3& barycentric) {
    PALPATE_ASSERT(triangle < mesh.triangle_count());
    SurfacePoint point{triangle, barycentric, glm::vec3(0), glm::vec3(0)};
    for (int corner = 0; corner < 3; ++corner) {
        const std::uint32_t vertex = mesh.indices[3 * std::size_t{triangle} + static_cast<std::size_t>(corner)];
        point.position_mm += barycentric[corner] * mesh.positions_mm[vertex];
        point.normal += barycentric[corner] * mesh.normals[vertex];
    }
    point.normal = unit_or(point.normal, {0, 0, 1});
    return point;
}

SurfacePoint closest_point(const TriangleMesh& mesh, const glm::vec3& point_mm) {
    PALPATE_ASSERT(mesh.triangle_count() > 0);
    float best = std::numeric_limits<float>::max();
    std::uint32_t best_triangle = 0;
    glm::vec3 best_weights{1, 0, 0};
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const glm::vec3 weights = nearest_weights(point_mm, a, b, c);
        const glm::vec3 gap = weights.x * a + weights.y * b + weights.z * c - point_mm;
        if (const float distance = glm::dot(gap, gap); distance < best) {
            best = distance;
            best_triangle = static_cast<std::uint32_t>(i);
            best_weights = weights;
        }
    }
    return surface_point(mesh, best_triangle, best_weights);
}

SurfacePoint nearest_on(const TriangleMesh& mesh, std::uint32_t triangle, const glm::vec3& point_mm) {
    const auto [a, b, c] = mesh.triangle(triangle);
    return surface_point(mesh, triangle, nearest_weights(point_mm, a, b, c));
}

}  // namespace palpate
