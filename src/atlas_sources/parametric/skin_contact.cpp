#include "atlas_sources/parametric/skin_contact.h"

#include "base/jobs.h"
#include "geometry/surface_tracer.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace palpate::parametric {
namespace {

constexpr float k_view_mm = 150.0F;
constexpr std::size_t k_block = 2048;  ///< vertices a thread takes at a time

/// The normal and six directions 50 degrees off it.
std::array<glm::vec3, 7> directions_about(const glm::vec3& normal) {
    constexpr float k_off_rad = 0.87F;
    const glm::vec3 any = std::abs(normal.y) < 0.9F ? glm::vec3(0.0F, 1.0F, 0.0F) : glm::vec3(1.0F, 0.0F, 0.0F);
    const glm::vec3 u = glm::normalize(glm::cross(normal, any));
    const glm::vec3 v = glm::cross(normal, u);
    std::array<glm::vec3, 7> directions{normal};
    for (std::size_t i = 1; i < directions.size(); ++i) {
        const float turn = static_cast<float>(i) * 1.0471976F;
        directions[i] = std::cos(k_off_rad) * normal + std::sin(k_off_rad) * (std::cos(turn) * u + std::sin(turn) * v);
    }
    return directions;
}

std::uint32_t nearest_corner(const TriangleMesh& mesh, const SurfacePoint& point) {
    const glm::vec3& w = point.barycentric;
    const std::size_t corner = w.x >= w.y && w.x >= w.z ? 0 : w.y >= w.z ? 1 : 2;
    return mesh.indices[std::size_t{3} * point.triangle + corner];
}

/// Spreads a limit over the surface: it may rise by `slope` per millimetre away from where it is tight.
void spread_limits(std::span<float> limits, const TriangleMesh& skin, float slope) {
    constexpr int k_rounds = 8;
    for (int round = 0; round < k_rounds; ++round) {
        for (std::size_t i = 0; i < skin.indices.size(); ++i) {
            const std::uint32_t a = skin.indices[i];
            const std::uint32_t b = skin.indices[i % 3 == 2 ? i - 2 : i + 1];
            if (limits[b] > limits[a]) {
                const float step = slope * glm::distance(skin.positions_mm[a], skin.positions_mm[b]);
                limits[b] = std::min(limits[b], limits[a] + step);
            }
        }
    }
}

/// Evens out limits, so that what they shorten stays smooth: each becomes the mean over the triangles around it.
void smooth_limits(std::vector<float>& limits, const TriangleMesh& skin) {
    constexpr int k_rounds = 6;
    for (int round = 0; round < k_rounds; ++round) {
        std::vector<float> sums(limits.size(), 0.0F);
        std::vector<float> counts(limits.size(), 0.0F);
        for (std::size_t i = 0; i < skin.indices.size(); i += 3) {
            const std::array corners{skin.indices[i], skin.indices[i + 1], skin.indices[i + 2]};
            const float sum = limits[corners[0]] + limits[corners[1]] + limits[corners[2]];
            for (const std::uint32_t corner : corners) {
                sums[corner] += sum;
                counts[corner] += 3.0F;
            }
        }
        for (std::size_t v = 0; v < limits.size(); ++v) {
            limits[v] = counts[v] > 0.0F ? sums[v] / counts[v] : limits[v];
        }
    }
}

}  // namespace

std::vector<std::uint32_t> find_facing_skin(const TriangleMesh& skin) {
    constexpr float k_start_mm = 0.1F;
    const auto shared = std::make_shared<const TriangleMesh>(skin);
    const SurfaceTracer tracer({shared});
    std::vector<std::uint32_t> facing(skin.positions_mm.size(), k_faces_nothing);
    parallel_for((facing.size() + k_block - 1) / k_block, [&](std::size_t block) {
        const std::size_t last = std::min(facing.size(), (block + 1) * k_block);
        for (std::size_t v = block * k_block; v < last; ++v) {
            float nearest_mm = k_view_mm;
            for (const glm::vec3& direction : directions_about(skin.normals[v])) {
                const auto hit = tracer.closest_hit({skin.positions_mm[v] + k_start_mm * skin.normals[v], direction});
                if (hit && hit->distance_mm < nearest_mm && glm::dot(hit->point.normal, direction) < 0.0F) {
                    nearest_mm = hit->distance_mm;
                    facing[v] = nearest_corner(skin, hit->point);
                }
            }
        }
    });
    return facing;
}

void keep_apart(std::span<glm::vec3> pushes, const TriangleMesh& skin, std::span<const std::uint32_t> facing) {
    if (facing.empty()) {
        return;
    }
    constexpr float k_share_of_gap = 0.44F;
    constexpr float k_slope = 0.6F;
    constexpr float k_tolerance = 1.12F;
    constexpr float k_free_mm = 1000.0F;
    std::vector<float> limits(pushes.size(), k_free_mm);
    for (std::size_t v = 0; v < limits.size(); ++v) {
        if (facing[v] != k_faces_nothing) {
            limits[v] = k_share_of_gap * glm::distance(skin.positions_mm[v], skin.positions_mm[facing[v]]);
        }
    }
    spread_limits(limits, skin, k_slope);
    const std::vector<float> strict = limits;
    smooth_limits(limits, skin);
    for (std::size_t v = 0; v < limits.size(); ++v) {
        limits[v] = std::min(limits[v], k_tolerance * strict[v]);  // still less than half of the gap
    }
    for (std::size_t v = 0; v < pushes.size(); ++v) {
        const float length = glm::length(pushes[v]);
        if (length > 0.01F) {
            const float limit = std::max(limits[v], 0.01F);
            pushes[v] *= limit * (1.0F - std::exp(-length / limit)) / length;
        }
    }
}

}  // namespace palpate::parametric
