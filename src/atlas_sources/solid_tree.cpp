#include "atlas_sources/solid_tree.h"

#include "base/wide_code.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

constexpr float k_full_sphere = 4.0F * std::numbers::pi_v<float>;
constexpr float k_least = std::numeric_limits<float>::min();  // to divide by
constexpr std::size_t k_leaf_size = 8;                        // at most k_leaf_lanes
/// Nodes that wait while the tree is walked; halving makes it no deeper than this.
constexpr std::size_t k_most_waiting = 64;

/// atan2 to 1e-5 rad by a minimax polynomial: the exact one took half of the time. Without branches, as all that is done
/// lane by lane.
float angle_of(float y, float x) {
    const float larger = std::max(std::abs(x), std::abs(y));
    const float t = std::min(std::abs(x), std::abs(y)) / std::max(larger, k_least);
    const float t2 = t * t;
    float angle =
        t * (0.99997726F +
             t2 * (-0.33262347F + t2 * (0.19354346F + t2 * (-0.11643287F + t2 * (0.05265332F - t2 * 0.01172120F)))));
    angle = std::abs(y) > std::abs(x) ? 0.5F * std::numbers::pi_v<float> - angle : angle;
    angle = x < 0 ? std::numbers::pi_v<float> - angle : angle;
    return y < 0 ? -angle : angle;
}

/// Signed solid angle of a triangle seen from the origin, as a share of the sphere (Van Oosterom and Strackee 1983).
float solid_angle(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const float la = std::sqrt(glm::dot(a, a));
    const float lb = std::sqrt(glm::dot(b, b));
    const float lc = std::sqrt(glm::dot(c, c));
    const float above = glm::dot(a, glm::cross(b, c));
    const float below = la * lb * lc + glm::dot(a, b) * lc + glm::dot(b, c) * la + glm::dot(c, a) * lb;
    return 2.0F * angle_of(above, below) / k_full_sphere;
}

/// Square of the distance from the origin to the triangle: to its plane where the foot falls into it, else to its edges.
/// Without branches; inlined, for only then the loop over the lanes is done several at once.
[[gnu::always_inline]] inline float square_to_triangle(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const auto square_to_edge = [](const glm::vec3& from, const glm::vec3& edge) {
        const float share = -glm::dot(from, edge) / std::max(glm::dot(edge, edge), k_least);
        const glm::vec3 nearest = from + std::min(std::max(share, 0.0F), 1.0F) * edge;
        return glm::dot(nearest, nearest);
    };
    const glm::vec3 ab = b - a;
    const glm::vec3 bc = c - b;
    const glm::vec3 ca = a - c;
    const glm::vec3 normal = glm::cross(ab, bc);
    const float size2 = glm::dot(normal, normal);
    const float height = glm::dot(a, normal);
    const float to_plane = height * height / std::max(size2, k_least);
    const float to_edges = std::min(std::min(square_to_edge(a, ab), square_to_edge(b, bc)), square_to_edge(c, ca));
    // How far left of each edge the origin lies.
    const float least_left =
        std::min(std::min(glm::dot(glm::cross(a, ab), normal), glm::dot(glm::cross(b, bc), normal)),
                 glm::dot(glm::cross(c, ca), normal));
    return least_left > 0.0F ? to_plane : to_edges;
}

glm::vec3 nearest_on_edge(const glm::vec3& point, const glm::vec3& a, const glm::vec3& b) {
    const glm::vec3 along = b - a;
    const float length2 = glm::dot(along, along);
    return length2 > 0 ? a + glm::clamp(glm::dot(point - a, along) / length2, 0.0F, 1.0F) * along : a;
}

/// The point's foot where it falls into the triangle, else the nearest place of its edges.
glm::vec3 nearest_on_triangle(const glm::vec3& point, const std::array<glm::vec3, 3>& corners) {
    const auto& [a, b, c] = corners;
    const glm::vec3 normal = glm::cross(b - a, c - a);
    const float size2 = glm::dot(normal, normal);
    const auto left_of = [&](const glm::vec3& from, const glm::vec3& to) {
        return glm::dot(glm::cross(to - from, point - from), normal) >= 0;
    };
    if (size2 > 0 && left_of(a, b) && left_of(b, c) && left_of(c, a)) {
        return point - glm::dot(point - a, normal) / size2 * normal;
    }
    glm::vec3 best = nearest_on_edge(point, a, b);
    for (const glm::vec3& other : {nearest_on_edge(point, b, c), nearest_on_edge(point, c, a)}) {
        if (glm::distance(point, other) < glm::distance(point, best)) {
            best = other;
        }
    }
    return best;
}

}  // namespace

/// The shares of the sphere that a leaf's triangles cover, seen from a place.
PALPATE_WIDE_CODE void calc_solid_angles(const SolidTree::Leaf& leaf, const glm::vec3& eye_mm,
                                         SolidTree::Leaf::Lanes& shares) {
    for (std::size_t lane = 0; lane < SolidTree::k_leaf_lanes; ++lane) {
        const auto corner = [&](std::size_t i) {
            return glm::vec3(leaf.corners[i][0][lane] - eye_mm.x, leaf.corners[i][1][lane] - eye_mm.y,
                             leaf.corners[i][2][lane] - eye_mm.z);
        };
        shares[lane] = solid_angle(corner(0), corner(1), corner(2));
    }
}

/// The squares of a place's distances from a leaf's triangles.
PALPATE_WIDE_CODE void calc_square_distances(const SolidTree::Leaf& leaf, const glm::vec3& from_mm,
                                             SolidTree::Leaf::Lanes& squares) {
    for (std::size_t lane = 0; lane < SolidTree::k_leaf_lanes; ++lane) {
        const auto corner = [&](std::size_t i) {
            return glm::vec3(leaf.corners[i][0][lane] - from_mm.x, leaf.corners[i][1][lane] - from_mm.y,
                             leaf.corners[i][2][lane] - from_mm.z);
        };
        squares[lane] = square_to_triangle(corner(0), corner(1), corner(2));
    }
}

SolidTree::SolidTree(const TriangleMesh& mesh) : box_(bounds(mesh)) {
    triangles_.reserve(mesh.triangle_count());
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        triangles_.push_back({mesh.triangle(i), static_cast<std::uint32_t>(i)});
    }
    nodes_.reserve(triangles_.size());
    boxes_.reserve(triangles_.size());
    if (!triangles_.empty()) {
        build(0, triangles_.size());
    }
}

SolidTree::Node SolidTree::summarise(std::size_t first, std::size_t end, Box& box) const {
    glm::vec3 weighted(0.0F);
    float area = 0.0F;
    Node node;
    for (std::size_t i = first; i < end; ++i) {
        const auto& [a, b, c] = triangles_[i].corners;
        const glm::vec3 across = 0.5F * glm::cross(b - a, c - a);
        const float size = glm::length(across);
        node.dipole += across;
        weighted += size / 3.0F * (a + b + c);
        area += size;
        for (const glm::vec3& corner : triangles_[i].corners) {
            box.add(corner);
        }
    }
    node.centre = area > 0 ? weighted / area : box.centre();
    for (std::size_t i = first; i < end; ++i) {
        for (const glm::vec3& corner : triangles_[i].corners) {
            node.radius = std::max(node.radius, glm::distance(node.centre, corner));
        }
    }
    node.first = static_cast<std::uint32_t>(first);
    node.count = static_cast<std::uint32_t>(end - first <= k_leaf_size ? end - first : 0);
    return node;
}

SolidTree::Leaf SolidTree::gather_leaf(std::size_t first, std::size_t end) const {
    Leaf leaf;
    for (std::size_t i = first; i < end; ++i) {
        for (std::size_t corner = 0; corner < 3; ++corner) {
            for (std::size_t axis = 0; axis < 3; ++axis) {
                leaf.corners[corner][axis][i - first] = triangles_[i].corners[corner][static_cast<glm::length_t>(axis)];
            }
        }
    }
    return leaf;
}

void SolidTree::build(std::size_t first, std::size_t end) {
    Box box;
    const std::size_t place = nodes_.size();
    nodes_.push_back(summarise(first, end, box));
    boxes_.push_back(box);
    if (nodes_[place].count > 0) {
        nodes_[place].second_child = static_cast<std::uint32_t>(leaves_.size());
        leaves_.push_back(gather_leaf(first, end));
        return;
    }
    const glm::vec3 size = box.size();
    const glm::length_t axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const std::size_t middle = (first + end) / 2;
    const auto at = [&](std::size_t i) { return triangles_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(first), at(middle), at(end), [axis](const Triangle& a, const Triangle& b) {
        return a.corners[0][axis] + a.corners[1][axis] + a.corners[2][axis] <
               b.corners[0][axis] + b.corners[1][axis] + b.corners[2][axis];
    });
    build(first, middle);
    nodes_[place].second_child = static_cast<std::uint32_t>(nodes_.size());
    build(middle, end);
}

float SolidTree::winding_number(const glm::vec3& point_mm) const {
    constexpr float k_far = 2.0F;  // in radii of the group
    if (nodes_.empty() || glm::any(glm::lessThan(point_mm, box_.low)) ||
        glm::any(glm::greaterThan(point_mm, box_.high))) {
        return 0.0F;
    }
    std::array<std::uint32_t, k_most_waiting> waiting{};
    std::size_t count = 1;
    float sum = 0.0F;
    while (count > 0) {
        const std::uint32_t place = waiting[--count];
        const Node& node = nodes_[place];
        const glm::vec3 away = node.centre - point_mm;
        const float distance2 = glm::dot(away, away);
        if (distance2 > k_far * k_far * node.radius * node.radius) {
            sum += glm::dot(node.dipole, away) / (k_full_sphere * distance2 * std::sqrt(distance2));
        } else if (node.count > 0) {
            Leaf::Lanes shares{};
            calc_solid_angles(leaves_[node.second_child], point_mm, shares);
            sum = std::accumulate(shares.begin(), shares.begin() + node.count, sum);
        } else {
            waiting[count++] = place + 1;
            waiting[count++] = node.second_child;
        }
    }
    return sum;
}

std::optional<NearestPlace> SolidTree::find_nearest(const glm::vec3& point_mm, float reach_mm) const {
    std::optional<NearestPlace> nearest;
    if (nodes_.empty()) {
        return nearest;
    }
    float reach2 = reach_mm * reach_mm;
    std::optional<std::size_t> found;
    const auto square_to = [&](std::uint32_t place) {
        const glm::vec3 away = point_mm - glm::clamp(point_mm, boxes_[place].low, boxes_[place].high);
        return glm::dot(away, away);
    };
    std::array<std::pair<std::uint32_t, float>, k_most_waiting> waiting{};
    waiting[0] = {0, square_to(0)};
    std::size_t count = 1;
    while (count > 0) {
        const auto [place, square] = waiting[--count];
        if (square > reach2) {
            continue;
        }
        const Node& node = nodes_[place];
        if (node.count > 0) {
            Leaf::Lanes squares{};
            calc_square_distances(leaves_[node.second_child], point_mm, squares);
            for (std::size_t i = 0; i < node.count; ++i) {
                if (squares[i] <= reach2) {
                    reach2 = squares[i];
                    found = node.first + i;
                }
            }
            continue;
        }
        std::pair<std::uint32_t, float> near{place + 1, square_to(place + 1)};
        std::pair<std::uint32_t, float> far{node.second_child, square_to(node.second_child)};
        if (far.second < near.second) {
            std::swap(near, far);
        }
        waiting[count++] = far;
        waiting[count++] = near;
    }
    if (found) {
        const Triangle& triangle = triangles_[*found];
        const glm::vec3 position = nearest_on_triangle(point_mm, triangle.corners);
        const float distance = glm::distance(position, point_mm);
        const auto& [a, b, c] = triangle.corners;
        nearest = NearestPlace{position, distance, triangle.index, glm::cross(b - a, c - a)};
    }
    return nearest;
}

}  // namespace palpate
