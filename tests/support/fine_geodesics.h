#pragma once

#include "geometry/surface_graph.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <queue>
#include <utility>
#include <vector>

namespace palpate::test {

/// The area within `radius_mm` of a place along a surface, by brute force and by another way than the product's: every
/// edge carries a row of points, all points of a triangle are joined by straight lines, and the nearest ways through
/// that net are followed (Dijkstra); then each triangle is sampled on a fine grid. A little too small, by well under 1 %.
class FineDisc {
public:
    FineDisc(const SurfaceGraph& surface, const SurfacePoint& place, double radius_mm, int points_per_edge,
             int samples_per_side)
        : surface_(surface), points_per_edge_(points_per_edge) {
        settle(place, radius_mm);
        for (const auto& [triangle, distances] : reached_) {
            area_mm2_ += sampled_area(triangle, distances, place, radius_mm, samples_per_side);
        }
    }
    [[nodiscard]] double area_mm2() const { return area_mm2_; }

private:
    struct Node {
        glm::dvec3 position{0.0};
        std::vector<std::uint32_t> triangles;
        double distance_mm = 1e300;
    };
    using Key = std::array<std::uint32_t, 3>;  ///< the edge's ends and which point of it; a vertex: itself twice, 0

    std::vector<std::size_t> nodes_of(std::uint32_t triangle) {
        const auto found = of_triangle_.find(triangle);
        if (found != of_triangle_.end()) {
            return found->second;
        }
        const auto& corners = surface_.corners(triangle);
        const auto& positions = surface_.mesh().positions_mm;
        std::vector<std::size_t> nodes;
        for (std::size_t i = 0; i < 3; ++i) {
            nodes.push_back(node({corners[i], corners[i], 0}, glm::dvec3(positions[corners[i]]), triangle));
            const auto [low, high] = std::minmax(corners[i], corners[(i + 1) % 3]);
            for (int step = 1; step <= points_per_edge_; ++step) {
                const double share = static_cast<double>(step) / (points_per_edge_ + 1);
                nodes.push_back(node({low, high, static_cast<std::uint32_t>(step)},
                                     glm::mix(glm::dvec3(positions[low]), glm::dvec3(positions[high]), share),
                                     triangle));
            }
        }
        return of_triangle_[triangle] = nodes;
    }

    std::size_t node(const Key& key, const glm::dvec3& position, std::uint32_t triangle) {
        const auto [entry, is_new] = index_.try_emplace(key, nodes_.size());
        if (is_new) {
            Node made{.position = position, .triangles = {}};
            if (key[0] == key[1]) {
                const auto fan = surface_.around(key[0]);
                made.triangles.assign(fan.begin(), fan.end());
            } else {
                made.triangles = {triangle};
                surface_.visit_across(triangle, key[0], key[1],
                                      [&](std::uint32_t other) { made.triangles.push_back(other); });
            }
            nodes_.push_back(std::move(made));
        }
        return entry->second;
    }

    void settle(const SurfacePoint& place, double radius_mm) {
        using Front = std::pair<double, std::size_t>;
        std::priority_queue<Front, std::vector<Front>, std::greater<>> front;
        const auto offer = [&](std::size_t index, double distance) {
            if (distance < nodes_[index].distance_mm) {
                nodes_[index].distance_mm = distance;
                front.emplace(distance, index);
            }
        };
        for (const std::size_t index : nodes_of(place.triangle)) {
            offer(index, glm::distance(nodes_[index].position, glm::dvec3(place.position_mm)));
        }
        reached_[place.triangle] = {};
        while (!front.empty() && front.top().first <= radius_mm) {
            const auto [distance, index] = front.top();
            front.pop();
            if (distance > nodes_[index].distance_mm) {
                continue;
            }
            const std::vector<std::uint32_t> triangles = nodes_[index].triangles;
            for (const std::uint32_t triangle : triangles) {
                for (const std::size_t other : nodes_of(triangle)) {
                    offer(other, distance + glm::distance(nodes_[index].position, nodes_[other].position));
                }
                reached_[triangle].push_back(index);
            }
        }
    }

    double sampled_area(std::uint32_t triangle, const std::vector<std::size_t>& reached, const SurfacePoint& place,
                        double radius_mm, int side) const {
        const auto corners = surface_.mesh().triangle(triangle);
        const glm::dvec3 a(corners[0]);
        const glm::dvec3 ab = glm::dvec3(corners[1]) - a;
        const glm::dvec3 ac = glm::dvec3(corners[2]) - a;
        int inside = 0;
        for (int i = 0; i < side; ++i) {
            for (int j = 0; j < 2 * (side - i) - 1; ++j) {  // the grid's small triangles, upright and upside down
                const double shift = j % 2 == 0 ? 1.0 / 3.0 : 2.0 / 3.0;
                const double second = (j / 2 + shift) / side;
                const double third = (i + shift) / side;
                const glm::dvec3 sample = a + second * ab + third * ac;
                const bool near =
                    std::ranges::any_of(reached,
                                        [&](std::size_t index) {
                                            const Node& from = nodes_[index];
                                            return from.distance_mm + glm::distance(from.position, sample) < radius_mm;
                                        }) ||
                    (triangle == place.triangle && glm::distance(sample, glm::dvec3(place.position_mm)) < radius_mm);
                inside += near ? 1 : 0;
            }
        }
        return 0.5 * glm::length(glm::cross(ab, ac)) * inside / (static_cast<double>(side) * side);
    }

    const SurfaceGraph& surface_;
    int points_per_edge_;
    double area_mm2_ = 0.0;
    std::vector<Node> nodes_;
    std::map<Key, std::size_t> index_;
    std::map<std::uint32_t, std::vector<std::size_t>> of_triangle_;
    std::map<std::uint32_t, std::vector<std::size_t>> reached_;  ///< its nodes within the radius
};

}  // namespace palpate::test
