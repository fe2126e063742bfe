#include "geometry/surface_distance.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <queue>
#include <vector>

namespace palpate {
namespace {

constexpr double k_unknown = 1e300;

struct Front {
    double distance_mm = 0.0;
    std::uint32_t vertex = 0;
    bool operator>(const Front& other) const {
        return distance_mm != other.distance_mm ? distance_mm > other.distance_mm : vertex > other.vertex;
    }
};

/// The distance of corner c from those of a and b: with them the place itself is laid flat into the triangle's plane,
/// beyond the edge ab, and seen from c through that edge. Where it cannot be seen so, the way runs through a or b.
double distance_through_edge(double to_a, double to_b, double ab, double bc, double ca) {
    const double round_the_corner = std::min(to_a + ca, to_b + bc);
    if (ab <= 0.0) {
        return round_the_corner;
    }
    const double place_x = (to_a * to_a - to_b * to_b + ab * ab) / (2.0 * ab);
    const double place_y2 = to_a * to_a - place_x * place_x;
    if (place_y2 < 0.0) {
        return round_the_corner;
    }
    const double corner_x = (ca * ca - bc * bc + ab * ab) / (2.0 * ab);
    const double corner_y = std::sqrt(std::max(0.0, ca * ca - corner_x * corner_x));
    const double place_y = std::sqrt(place_y2);
    const double height = place_y + corner_y;
    const double crossing = height > 0.0 ? place_x + (corner_x - place_x) * place_y / height : place_x;
    if (crossing < 0.0 || crossing > ab) {
        return round_the_corner;
    }
    return std::hypot(corner_x - place_x, height);
}

class Search {
public:
    Search(const SurfaceGraph& surface, std::unordered_map<std::uint32_t, double>& distances)
        : surface_(surface), distances_(distances) {}

    void start(const SurfacePoint& place) {
        const auto& corners = surface_.corners(place.triangle);
        const auto positions = surface_.mesh().triangle(place.triangle);
        for (std::size_t i = 0; i < 3; ++i) {
            offer(corners[i], glm::distance(glm::dvec3(positions[i]), glm::dvec3(place.position_mm)));
            const glm::dvec3 next(positions[(i + 1) % 3]);
            longest_edge_mm_ = std::max(longest_edge_mm_, glm::distance(glm::dvec3(positions[i]), next));
        }
    }

    /// Ends when nothing nearer than the reach and one more edge is left, or the goal's corners are all settled.
    void run(double reach_mm, std::optional<std::uint32_t> goal) {
        while (!front_.empty()) {
            const Front next = front_.top();
            if (next.distance_mm > reach_mm + longest_edge_mm_ || (goal && is_settled(*goal, next.distance_mm))) {
                return;
            }
            front_.pop();
            if (next.distance_mm <= distances_[next.vertex]) {  // else a nearer way was found meanwhile
                spread(next.vertex);
            }
        }
    }

private:
    [[nodiscard]] double known(std::uint32_t vertex) const {
        const auto found = distances_.find(vertex);
        return found == distances_.end() ? k_unknown : found->second;
    }

    [[nodiscard]] bool is_settled(std::uint32_t triangle, double all_nearer_mm) const {
        return std::ranges::all_of(surface_.corners(triangle),
                                   [&](std::uint32_t vertex) { return known(vertex) < all_nearer_mm; });
    }

    void offer(std::uint32_t vertex, double distance_mm) {
        constexpr double k_no_news_mm = 1e-6;
        double& now = distances_.try_emplace(vertex, k_unknown).first->second;
        if (distance_mm < now - k_no_news_mm) {
            now = distance_mm;
            front_.push({distance_mm, vertex});
        }
    }

    void spread(std::uint32_t a) {
        const auto& positions = surface_.mesh().positions_mm;
        const double to_a = known(a);
        for (const std::uint32_t triangle : surface_.around(a)) {
            const auto& corners = surface_.corners(triangle);
            const std::size_t place = corners[0] == a ? 0 : corners[1] == a ? 1 : 2;
            const std::uint32_t b = corners[(place + 1) % 3];
            const std::uint32_t c = corners[(place + 2) % 3];
            const double ab = glm::distance(glm::dvec3(positions[a]), glm::dvec3(positions[b]));
            const double bc = glm::distance(glm::dvec3(positions[b]), glm::dvec3(positions[c]));
            const double ca = glm::distance(glm::dvec3(positions[c]), glm::dvec3(positions[a]));
            longest_edge_mm_ = std::max({longest_edge_mm_, ab, bc, ca});
            offer(b, to_a + ab);
            offer(c, to_a + ca);
            offer(c, distance_through_edge(to_a, known(b), ab, bc, ca));
            offer(b, distance_through_edge(to_a, known(c), ca, bc, ab));
        }
    }

    const SurfaceGraph& surface_;
    std::unordered_map<std::uint32_t, double>& distances_;
    std::priority_queue<Front, std::vector<Front>, std::greater<>> front_;
    /// Of the triangles met so far: a disc that reaches into a triangle is at most one of its edges from a corner.
    double longest_edge_mm_ = 0.0;
};

}  // namespace

std::optional<double> SurfaceDistances::find(std::uint32_t vertex) const {
    const auto found = of_vertex_.find(vertex);
    return found == of_vertex_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::array<double, 3>> SurfaceDistances::find(const std::array<std::uint32_t, 3>& corners) const {
    std::array<double, 3> distances{};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto distance = find(corners[i]);
        if (!distance) {
            return std::nullopt;
        }
        distances[i] = *distance;
    }
    return distances;
}

SurfaceDistances find_distances(const SurfaceGraph& surface, const SurfacePoint& place, double reach_mm,
                                std::optional<std::uint32_t> goal) {
    SurfaceDistances distances;
    Search search(surface, distances.of_vertex_);
    search.start(place);
    search.run(reach_mm, goal);
    return distances;
}

double distance_on_edge(double from_mm, double to_mm, double length_mm, double share) {
    // Stewart: the distance from the apex of a triangle to a place of its base.
    const double square =
        (1.0 - share) * from_mm * from_mm + share * to_mm * to_mm - share * (1.0 - share) * length_mm * length_mm;
    return std::sqrt(std::max(0.0, square));
}

}  // namespace palpate
