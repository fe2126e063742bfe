#include "atlas_sources/parametric/obstacle.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <cmath>
#include <numbers>
#include <utility>

namespace palpate::parametric {
namespace {

constexpr float k_cell_mm = 3.0F;

/// Whether a point lies inside, told by the triangle it stands over; where it stands over an edge or a corner, by the
/// winding number, which costs more.
bool is_beneath(const SolidTree& tree, const glm::vec3& point_mm, const NearestPlace& nearest) {
    constexpr float k_straight = 0.999F;
    const float along = glm::dot(point_mm - nearest.position_mm, nearest.across);
    const float whole = nearest.distance_mm * glm::length(nearest.across);
    return std::abs(along) > k_straight * whole ? along < 0.0F : tree.contains(point_mm);
}

}  // namespace

Obstacle::Obstacle(const TriangleMesh& mesh) : tree_(mesh), area_mm2_(static_cast<float>(calc_area_mm2(mesh))) {
    const Box box = bounds(mesh);
    low_ = box.low - k_deepest_mm;
    size_ = glm::ivec3((box.high - box.low + 2.0F * k_deepest_mm) / k_cell_mm) + 1;
    cells_ = std::vector<std::atomic<Cell>>(static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) *
                                            static_cast<std::size_t>(size_.z));
    for (const auto& [reach_mm, kind] : {std::pair(k_deepest_mm, Cell::Near), std::pair(0.0F, Cell::Touched)}) {
        for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
            mark(mesh.triangle(i), reach_mm, kind);
        }
    }
}

Obstacle::Cell Obstacle::classify(const glm::vec3& point_mm) const {
    const glm::ivec3 place = glm::ivec3(glm::floor((point_mm - low_) / k_cell_mm));
    if (glm::any(glm::lessThan(place, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(place, size_))) {
        return Cell::Far;
    }
    std::atomic<Cell>& cell = cells_[index(place.x, place.y, place.z)];
    Cell kind = cell.load(std::memory_order_relaxed);
    if (kind == Cell::Near) {  // no surface runs through it: what holds for its middle holds for all of it
        const glm::vec3 middle = low_ + k_cell_mm * (glm::vec3(place) + 0.5F);
        kind = tree_.contains(middle) ? Cell::Inside : Cell::Outside;
        cell.store(kind, std::memory_order_relaxed);  // whoever else asks finds the same
    }
    return kind;
}

std::optional<NearestPlace> Obstacle::find_way_out(const glm::vec3& point_mm, float least_mm) const {
    const Cell kind = classify(point_mm);
    if (kind != Cell::Inside && kind != Cell::Touched) {
        return std::nullopt;
    }
    const auto nearest = tree_.find_nearest(point_mm, k_deepest_mm);
    if (!nearest || nearest->distance_mm < least_mm) {
        return std::nullopt;
    }
    return kind == Cell::Inside || is_beneath(tree_, point_mm, *nearest) ? nearest : std::nullopt;
}

std::size_t Obstacle::index(int x, int y, int z) const {
    return static_cast<std::size_t>(x) +
           static_cast<std::size_t>(size_.x) *
               (static_cast<std::size_t>(y) + static_cast<std::size_t>(size_.y) * static_cast<std::size_t>(z));
}

void Obstacle::mark(const std::array<glm::vec3, 3>& triangle, float reach_mm, Cell kind) {
    const auto& [a, b, c] = triangle;
    const glm::vec3 low = glm::min(a, glm::min(b, c)) - reach_mm;
    const glm::vec3 high = glm::max(a, glm::max(b, c)) + reach_mm;
    const glm::ivec3 first = glm::max(glm::ivec3((low - low_) / k_cell_mm), glm::ivec3(0));
    const glm::ivec3 last = glm::min(glm::ivec3((high - low_) / k_cell_mm), size_ - 1);
    const glm::vec3 across = glm::cross(b - a, c - a);
    const float length = glm::length(across);
    const glm::vec3 normal = length > 0.0F ? across / length : glm::vec3(0.0F);
    // A cell's corners are no farther from its middle than this; for one beyond, the plane is out of reach.
    const float far_mm = reach_mm + 0.5F * k_cell_mm * std::numbers::sqrt3_v<float>;
    for (int z = first.z; z <= last.z; ++z) {
        for (int y = first.y; y <= last.y; ++y) {
            for (int x = first.x; x <= last.x; ++x) {
                const glm::vec3 middle = low_ + k_cell_mm * (glm::vec3(x, y, z) + 0.5F);
                if (std::abs(glm::dot(middle - a, normal)) <= far_mm) {
                    cells_[index(x, y, z)].store(kind, std::memory_order_relaxed);
                }
            }
        }
    }
}

}  // namespace palpate::parametric
