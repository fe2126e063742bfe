#pragma once

#include "geometry/triangle_mesh.h"

#include <glm/geometric.hpp>

#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>

namespace palpate::test {

/// A closed smooth ellipsoid of 4 * rings^2 triangles, poles up and down. Fibres run from pole to pole and are tendon
/// near the poles; the lower half is a little less open to the light. One coarse level of a quarter of the triangles.
inline std::shared_ptr<const TriangleMesh> make_ellipsoid(const glm::vec3& centre_mm, const glm::vec3& radius_mm,
                                                          std::uint32_t rings = 24) {
    constexpr float k_pi = std::numbers::pi_v<float>;
    TriangleMesh mesh;
    const std::uint32_t columns = 2 * rings;
    for (std::uint32_t i = 0; i <= rings; ++i) {
        for (std::uint32_t j = 0; j <= columns; ++j) {
            const float u = static_cast<float>(i) / static_cast<float>(rings);
            const float v = static_cast<float>(j) / static_cast<float>(columns);
            const float turn = 2.0F * k_pi * static_cast<float>(j % columns) / static_cast<float>(columns);
            const glm::vec3 direction(std::sin(k_pi * u) * std::sin(turn), std::cos(k_pi * u),
                                      std::sin(k_pi * u) * std::cos(turn));
            mesh.positions_mm.push_back(centre_mm + radius_mm * direction);
            mesh.normals.push_back(glm::normalize(direction / radius_mm));
            mesh.fibre_uv.emplace_back(u, v);
            mesh.tendon.push_back(std::clamp(0.5F + 1.7F * (0.12F - std::min(u, 1.0F - u)), 0.0F, 1.0F));
            mesh.openness.push_back(1.0F - 0.6F * std::max(u - 0.5F, 0.0F));
        }
    }
    const auto add_quads = [&](std::vector<std::uint32_t>& indices, std::uint32_t step) {
        for (std::uint32_t i = 0; i < rings; i += step) {
            for (std::uint32_t j = 0; j < columns; j += step) {
                const std::uint32_t a = i * (columns + 1) + j;
                const std::uint32_t b = a + step * (columns + 1);
                indices.insert(indices.end(), {a, b, b + step, a, b + step, a + step});
            }
        }
    };
    add_quads(mesh.indices, 1);
    mesh.coarse.push_back({.indices = {}, .error_mm = 1.0F});
    add_quads(mesh.coarse.back().indices, 2);
    mesh.fibre_extent_mm = {k_pi * radius_mm.y, 2.0F * k_pi * radius_mm.x};
    return std::make_shared<const TriangleMesh>(std::move(mesh));
}

}  // namespace palpate::test
