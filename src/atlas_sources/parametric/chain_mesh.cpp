#include "atlas_sources/parametric/chain_mesh.h"

#include "base/error.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace palpate::parametric {
namespace {

constexpr std::uint32_t k_sides = 14;
constexpr int k_cap_rings = 4;
constexpr float k_least_step_mm = 3.0F;

/// A circle about the tube's axis.
struct Ring {
    glm::vec3 centre{0.0F};
    float radius = 0.0F;
    glm::vec3 along{0.0F, 1.0F, 0.0F};  ///< unit vector
};

/// The balls and as many between them as make the tube look round, on a Catmull-Rom curve. The radius goes straight, so
/// that it never passes those stated.
std::vector<glm::vec4> sample_axis(std::span<const glm::vec4> balls) {
    std::vector<glm::vec4> places{balls.front()};
    for (std::size_t i = 1; i < balls.size(); ++i) {
        const glm::vec4& from = balls[i - 1];
        const glm::vec4& to = balls[i];
        const glm::vec4 before = i >= 2 ? balls[i - 2] : 2.0F * from - to;
        const glm::vec4 after = i + 1 < balls.size() ? balls[i + 1] : 2.0F * to - from;
        const float step_mm = std::max(k_least_step_mm, 0.5F * std::min(from.w, to.w));
        const auto steps = std::max(1, static_cast<int>(glm::distance(glm::vec3(from), glm::vec3(to)) / step_mm));
        for (int step = 1; step <= steps; ++step) {
            const float t = static_cast<float>(step) / static_cast<float>(steps);
            const glm::vec4 curve =
                0.5F * (2.0F * from + t * (to - before) + t * t * (2.0F * before - 5.0F * from + 4.0F * to - after) +
                        t * t * t * (3.0F * (from - to) + after - before));
            places.emplace_back(glm::vec3(curve), glm::mix(from.w, to.w, t));
        }
    }
    return places;
}

std::vector<Ring> make_rings(const std::vector<glm::vec4>& places) {
    std::vector<Ring> rings;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const glm::vec4& before = places[i == 0 ? 0 : i - 1];
        const glm::vec4& after = places[std::min(i + 1, places.size() - 1)];
        const glm::vec3 way(after - before);
        const float length = glm::length(way);
        rings.push_back({glm::vec3(places[i]), places[i].w, length > 0.0F ? way / length : Ring{}.along});
    }
    return rings;
}

/// Half a ball before the first ring, from its pole; `forward` is -1 there and 1 behind the last.
std::vector<Ring> make_cap(const Ring& end, float forward) {
    std::vector<Ring> cap;
    for (int i = 1; i <= k_cap_rings; ++i) {
        const float angle = glm::half_pi<float>() * static_cast<float>(i) / (k_cap_rings + 1);
        cap.push_back(
            {end.centre + forward * end.radius * std::cos(angle) * end.along, end.radius * std::sin(angle), end.along});
    }
    return cap;
}

/// Rings and the two poles, joined. The rings' zero turns as little as it can from one to the next.
class Tube {
public:
    explicit Tube(const glm::vec3& pole) { mesh_.positions_mm.push_back(pole); }

    void add(const Ring& ring) {
        const glm::vec3 any = std::abs(ring.along.x) < 0.7F ? glm::vec3(1, 0, 0) : glm::vec3(0, 0, 1);
        zero_ -= glm::dot(zero_, ring.along) * ring.along;
        zero_ = glm::length(zero_) > 0.1F ? glm::normalize(zero_) : glm::normalize(glm::cross(ring.along, any));
        const glm::vec3 quarter = glm::cross(ring.along, zero_);
        for (std::uint32_t side = 0; side < k_sides; ++side) {
            const float angle = glm::two_pi<float>() * static_cast<float>(side) / k_sides;
            mesh_.positions_mm.push_back(ring.centre +
                                         ring.radius * (std::cos(angle) * zero_ + std::sin(angle) * quarter));
        }
        ++rings_;
        for (std::uint32_t side = 0; side < k_sides; ++side) {
            const std::uint32_t next = (side + 1) % k_sides;
            if (rings_ == 1) {
                add_triangle(0, vertex(0, next), vertex(0, side));
            } else {
                add_triangle(vertex(rings_ - 2, side), vertex(rings_ - 2, next), vertex(rings_ - 1, side));
                add_triangle(vertex(rings_ - 1, side), vertex(rings_ - 2, next), vertex(rings_ - 1, next));
            }
        }
    }

    [[nodiscard]] TriangleMesh finish(const glm::vec3& pole) {
        mesh_.positions_mm.push_back(pole);
        const std::uint32_t last = vertex(rings_, 0);
        for (std::uint32_t side = 0; side < k_sides; ++side) {
            add_triangle(vertex(rings_ - 1, side), vertex(rings_ - 1, (side + 1) % k_sides), last);
        }
        recalculate_normals(mesh_);
        return std::move(mesh_);
    }

private:
    static std::uint32_t vertex(std::uint32_t ring, std::uint32_t side) { return 1 + ring * k_sides + side; }
    void add_triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        mesh_.indices.insert(mesh_.indices.end(), {a, b, c});
    }

    TriangleMesh mesh_;
    glm::vec3 zero_{0.0F};
    std::uint32_t rings_ = 0;
};

}  // namespace

TriangleMesh make_chain_mesh(std::span<const glm::vec4> balls) {
    PALPATE_ASSERT(!balls.empty());
    const std::vector<Ring> rings = make_rings(sample_axis(balls));
    const Ring& first = rings.front();
    const Ring& last = rings.back();
    Tube tube(first.centre - first.radius * first.along);
    for (const Ring& ring : make_cap(first, -1.0F)) {
        tube.add(ring);
    }
    for (const Ring& ring : rings) {
        tube.add(ring);
    }
    std::vector<Ring> end = make_cap(last, 1.0F);
    std::ranges::reverse(end);
    for (const Ring& ring : end) {
        tube.add(ring);
    }
    return tube.finish(last.centre + last.radius * last.along);
}

}  // namespace palpate::parametric
