#include "atlas_sources/parametric/skin_refine.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace palpate {
namespace {

using Triangle = std::uint32_t;

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
    return (static_cast<std::uint64_t>(std::min(a, b)) << 32U) | std::max(a, b);
}

/// Splits edges of a mesh it borrows; knows which triangles lie at each.
class Splitter {
public:
    Splitter(TriangleMesh& mesh, const std::function<float(const glm::vec3&)>& longest_mm)
        : mesh_(mesh), longest_mm_(longest_mm) {
        sides_.reserve(2 * mesh.indices.size());
        for (Triangle t = 0; t < mesh.triangle_count(); ++t) {
            for (std::size_t corner = 0; corner < 3; ++corner) {
                note(t, corner);
            }
        }
    }

    void run() {
        while (!queue_.empty()) {
            const std::uint64_t key = std::get<1>(queue_.top());
            queue_.pop();
            if (const auto found = sides_.find(key); found != sides_.end()) {
                const std::vector<Triangle> at_edge = found->second;
                sides_.erase(found);
                split(static_cast<std::uint32_t>(key >> 32U), static_cast<std::uint32_t>(key & 0xffffffffU), at_edge);
            }
        }
    }

private:
    std::uint32_t& corner(Triangle t, std::size_t place) { return mesh_.indices[std::size_t{3} * t + place % 3]; }

    /// Notes the triangle at the edge that starts at a corner of it, and queues the edge when it is too long.
    void note(Triangle t, std::size_t place) {
        const std::uint32_t a = corner(t, place);
        const std::uint32_t b = corner(t, place + 1);
        const std::uint64_t key = key_of(a, b);
        std::vector<Triangle>& at_edge = sides_[key];
        at_edge.push_back(t);
        if (at_edge.size() == 1) {
            const glm::vec3& from = mesh_.positions_mm[a];
            const glm::vec3& to = mesh_.positions_mm[b];
            const float length_mm = glm::distance(from, to);
            if (length_mm > longest_mm_(0.5F * (from + to))) {
                queue_.emplace(length_mm, key);
            }
        }
    }

    void forget(Triangle t, std::uint32_t a, std::uint32_t b) {
        if (const auto found = sides_.find(key_of(a, b)); found != sides_.end()) {
            std::erase(found->second, t);
            if (found->second.empty()) {
                sides_.erase(found);
            }
        }
    }

    void split(std::uint32_t a, std::uint32_t b, const std::vector<Triangle>& at_edge) {
        const auto middle = static_cast<std::uint32_t>(mesh_.positions_mm.size());
        mesh_.positions_mm.push_back(0.5F * (mesh_.positions_mm[a] + mesh_.positions_mm[b]));
        const glm::vec3 normal = mesh_.normals[a] + mesh_.normals[b];
        mesh_.normals.push_back(glm::length(normal) > 1e-3F ? glm::normalize(normal) : mesh_.normals[a]);
        for (const Triangle t : at_edge) {
            std::size_t place = 0;
            while (key_of(corner(t, place), corner(t, place + 1)) != key_of(a, b)) {
                ++place;
            }
            const std::uint32_t to = corner(t, place + 1);
            const std::uint32_t third = corner(t, place + 2);
            // (from, to, third) becomes (from, middle, third) and (middle, to, third).
            forget(t, to, third);
            corner(t, place + 1) = middle;
            const auto added = static_cast<Triangle>(mesh_.triangle_count());
            mesh_.indices.insert(mesh_.indices.end(), {middle, to, third});
            note(t, place);
            note(t, place + 1);
            for (std::size_t side = 0; side < 3; ++side) {
                note(added, side);
            }
        }
    }

    TriangleMesh& mesh_;
    const std::function<float(const glm::vec3&)>& longest_mm_;
    std::unordered_map<std::uint64_t, std::vector<Triangle>> sides_;
    std::priority_queue<std::tuple<float, std::uint64_t>> queue_;
};

}  // namespace

void split_long_edges(TriangleMesh& mesh, const std::function<float(const glm::vec3&)>& longest_mm) {
    Splitter(mesh, longest_mm).run();
}

std::size_t unfold(TriangleMesh& mesh, float fixed_x_mm) {
    constexpr int k_rounds = 12;
    std::size_t folded = 0;
    for (int round = 0; round < k_rounds; ++round) {
        folded = 0;
        std::vector<bool> drawn(mesh.positions_mm.size(), false);
        for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
            const auto [a, b, c] = mesh.triangle(t);
            const glm::vec3 outward = mesh.normals[mesh.indices[3 * t]] + mesh.normals[mesh.indices[3 * t + 1]] +
                                      mesh.normals[mesh.indices[3 * t + 2]];
            if (glm::dot(glm::cross(b - a, c - a), outward) < 0.0F) {
                ++folded;
                for (std::size_t corner = 0; corner < 3; ++corner) {
                    drawn[mesh.indices[3 * t + corner]] = true;
                }
            }
        }
        if (folded == 0) {
            break;
        }
        std::vector<glm::vec3> sums(mesh.positions_mm.size(), glm::vec3(0.0F));
        std::vector<float> counts(mesh.positions_mm.size(), 0.0F);
        for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
            const std::uint32_t from = mesh.indices[i];
            const std::uint32_t to = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
            sums[from] += mesh.positions_mm[to];
            counts[from] += 1.0F;
        }
        for (std::size_t v = 0; v < drawn.size(); ++v) {
            if (drawn[v] && mesh.positions_mm[v].x != fixed_x_mm) {
                mesh.positions_mm[v] = glm::mix(mesh.positions_mm[v], sums[v] / counts[v], 0.5F);
            }
        }
    }
    return folded;
}

float longest_skin_edge_mm(const glm::vec3& place_mm) {
    constexpr float k_anywhere_mm = 18.0F;
    constexpr float k_breast_mm = 7.0F;
    constexpr float k_face_and_neck_mm = 10.0F;
    const bool breast =
        place_mm.y > 1150.0F && place_mm.y < 1320.0F && place_mm.z > 120.0F && std::abs(place_mm.x) < 165.0F;
    if (breast) {
        return k_breast_mm;
    }
    return place_mm.y > 1380.0F ? k_face_and_neck_mm : k_anywhere_mm;
}

}  // namespace palpate
