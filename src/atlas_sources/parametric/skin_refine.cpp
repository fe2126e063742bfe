#include "atlas_sources/parametric/skin_refine.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
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

/// One side of a triangle; `start` is the place in the index list where it begins.
struct Side {
    std::uint64_t key = 0;
    std::uint32_t start = 0;
};

std::vector<Side> sorted_sides(const std::vector<std::uint32_t>& indices) {
    std::vector<Side> sides(indices.size());
    for (std::uint32_t i = 0; i < sides.size(); ++i) {
        sides[i] = {key_of(indices[i], indices[i % 3 == 2 ? i - 2 : i + 1]), i};
    }
    std::ranges::sort(sides,
                      [](const Side& a, const Side& b) { return a.key != b.key ? a.key < b.key : a.start < b.start; });
    return sides;
}

/// Two triangles on one edge: (from, to, near) and (to, from, far).
struct Kite {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t near = 0;
    std::uint32_t far = 0;
};

float cosine_at(const glm::vec3& corner, const glm::vec3& a, const glm::vec3& b) {
    const float lengths = glm::distance(corner, a) * glm::distance(corner, b);
    return lengths > 0.0F ? glm::dot(a - corner, b - corner) / lengths : 1.0F;
}

/// The other diagonal makes rounder triangles (Delaunay) and bends the surface no more than this edge did.
bool is_better_flipped(const Kite& kite, const std::vector<glm::vec3>& places) {
    constexpr float k_least_gain = 0.05F;
    constexpr float k_least_level = 0.97F;
    const glm::vec3& from = places[kite.from];
    const glm::vec3& to = places[kite.to];
    const glm::vec3& near = places[kite.near];
    const glm::vec3& far = places[kite.far];
    if (cosine_at(near, from, to) + cosine_at(far, from, to) > -k_least_gain) {
        return false;  // the two angles across the edge add up to less than half a turn
    }
    constexpr float k_greatest_gap_mm = 0.2F;
    const glm::vec3 across = glm::cross(to - from, far - near);
    if (std::abs(glm::dot(from - near, across)) > k_greatest_gap_mm * glm::length(across)) {
        return false;  // a ridge would sink, a groove fill up
    }
    const glm::vec3 first = glm::cross(far - near, to - near);
    const glm::vec3 second = glm::cross(from - near, far - near);
    const glm::vec3 before = glm::cross(to - from, near - from) + glm::cross(from - to, far - to);
    const float level = k_least_level * glm::length(before);
    return glm::dot(first, before) > level * glm::length(first) &&
           glm::dot(second, before) > level * glm::length(second);
}

/// Flips what is better flipped, each triangle at most once. Returns how many edges.
std::size_t flip_once(TriangleMesh& mesh) {
    const std::vector<Side> sides = sorted_sides(mesh.indices);
    std::vector<bool> touched(mesh.triangle_count(), false);
    std::unordered_set<std::uint64_t> made;
    const auto exists = [&](std::uint64_t key) {
        return made.contains(key) || std::ranges::binary_search(sides, key, {}, &Side::key);
    };
    for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
        const bool pair = sides[i].key == sides[i + 1].key && (i == 0 || sides[i - 1].key != sides[i].key) &&
                          (i + 2 == sides.size() || sides[i + 2].key != sides[i].key);
        const std::uint32_t one = sides[i].start / 3;
        const std::uint32_t other = sides[i + 1].start / 3;
        if (!pair || touched[one] || touched[other]) {
            continue;
        }
        const auto corner = [&](std::uint32_t start, std::uint32_t step) {
            return mesh.indices[start - start % 3 + (start % 3 + step) % 3];
        };
        const Kite kite{corner(sides[i].start, 0), corner(sides[i].start, 1), corner(sides[i].start, 2),
                        corner(sides[i + 1].start, 2)};
        const bool opposed = corner(sides[i + 1].start, 0) == kite.to;
        const std::uint64_t diagonal = key_of(kite.near, kite.far);
        if (opposed && kite.near != kite.far && is_better_flipped(kite, mesh.positions_mm) && !exists(diagonal)) {
            made.insert(diagonal);
            touched[one] = touched[other] = true;
            const std::array<std::uint32_t, 6> flipped{kite.near, kite.far, kite.to, kite.near, kite.from, kite.far};
            std::copy_n(flipped.begin(), 3, mesh.indices.begin() + std::ptrdiff_t{3} * one);
            std::copy_n(flipped.begin() + 3, 3, mesh.indices.begin() + std::ptrdiff_t{3} * other);
        }
    }
    return made.size();
}

/// The vertices and all that share a triangle with one of them.
std::vector<bool> with_neighbours(const TriangleMesh& mesh, const std::vector<bool>& vertices) {
    std::vector<bool> grown = vertices;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto corners = std::span(mesh.indices).subspan(i, 3);
        if (std::ranges::any_of(corners, [&](std::uint32_t corner) { return vertices[corner]; })) {
            for (const std::uint32_t corner : corners) {
                grown[corner] = true;
            }
        }
    }
    return grown;
}

}  // namespace

void flip_edges(TriangleMesh& mesh) {
    constexpr int k_rounds = 6;
    for (int round = 0; round < k_rounds && flip_once(mesh) > 0; ++round) {
    }
}

void split_long_edges(TriangleMesh& mesh, const std::function<float(const glm::vec3&)>& longest_mm) {
    Splitter(mesh, longest_mm).run();
}

std::size_t unfold(TriangleMesh& mesh, float fixed_x_mm) {
    constexpr int k_rounds = 24;
    constexpr int k_rounds_alone = 8;  // then the corners' neighbours move too
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
        if (round >= k_rounds_alone) {
            drawn = with_neighbours(mesh, drawn);
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

void tilt_normals(TriangleMesh& mesh) {
    constexpr int k_rounds = 6;
    bool tilted = true;
    for (int round = 0; round < k_rounds && tilted; ++round) {
        tilted = false;
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
            const std::array corners{mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]};
            const auto [a, b, c] = mesh.triangle(i / 3);
            const glm::vec3 cross = glm::cross(b - a, c - a);
            const float area = glm::length(cross);
            const glm::vec3 seen = mesh.normals[corners[0]] + mesh.normals[corners[1]] + mesh.normals[corners[2]];
            if (glm::dot(seen, cross) >= 0.0F || area <= 0.0F) {
                continue;
            }
            tilted = true;
            for (const std::uint32_t corner : corners) {
                const glm::vec3 mixed = mesh.normals[corner] + 1.2F / area * cross;
                const float length = glm::length(mixed);
                mesh.normals[corner] = length > 1e-3F ? mixed / length : mesh.normals[corner];
            }
        }
    }
}

void unfold_fully(TriangleMesh& mesh, float fixed_x_mm) {
    constexpr int k_rounds = 4;
    for (int round = 0; round < k_rounds && unfold(mesh, fixed_x_mm) > 0; ++round) {
        tilt_normals(mesh);
    }
}

float longest_skin_edge_mm(const glm::vec3& place_mm) {
    constexpr float k_anywhere_mm = 18.0F;
    constexpr float k_breast_mm = 7.0F;
    constexpr float k_fold_under_it_mm = 5.0F;
    constexpr float k_face_and_neck_mm = 10.0F;
    const bool breast =
        place_mm.y > 1150.0F && place_mm.y < 1320.0F && place_mm.z > 120.0F && std::abs(place_mm.x) < 165.0F;
    if (breast) {
        return place_mm.y < 1195.0F ? k_fold_under_it_mm : k_breast_mm;
    }
    return place_mm.y > 1380.0F ? k_face_and_neck_mm : k_anywhere_mm;
}

}  // namespace palpate
