#include "atlas_sources/pack/inside_test.h"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

/// Twice the signed area of a, b, p seen along -x.
double area(const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& p) {
    return (b.y - a.y) * (p.z - a.z) - (b.z - a.z) * (p.y - a.y);
}

}  // namespace

InsideTest::InsideTest(std::span<const glm::vec3> positions_mm, std::span<const std::uint32_t> indices) {
    low_ = glm::dvec3(std::numeric_limits<double>::max());
    high_ = -low_;
    triangles_.reserve(indices.size() / 3);
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const Projected triangle{glm::dvec3(positions_mm[indices[i]]), glm::dvec3(positions_mm[indices[i + 1]]),
                                 glm::dvec3(positions_mm[indices[i + 2]])};
        triangles_.push_back(triangle);
        for (const auto& corner : {triangle.a, triangle.b, triangle.c}) {
            low_ = glm::min(low_, corner);
            high_ = glm::max(high_, corner);
        }
    }
    cells_per_axis_ = std::clamp(static_cast<int>(std::sqrt(static_cast<double>(triangles_.size()) / 2)), 1, 256);
    cell_mm_ = glm::max(glm::dvec2(high_.y - low_.y, high_.z - low_.z) / static_cast<double>(cells_per_axis_),
                        glm::dvec2(1e-6));
    const auto cells = static_cast<std::size_t>(cells_per_axis_) * static_cast<std::size_t>(cells_per_axis_);
    const auto for_each_cell = [&](const Projected& t, const auto& visit) {
        const glm::ivec2 from = cell_position(std::min({t.a.y, t.b.y, t.c.y}), std::min({t.a.z, t.b.z, t.c.z}));
        const glm::ivec2 to = cell_position(std::max({t.a.y, t.b.y, t.c.y}), std::max({t.a.z, t.b.z, t.c.z}));
        for (int z = from.y; z <= to.y; ++z) {
            for (int y = from.x; y <= to.x; ++y) {
                visit(static_cast<std::size_t>(z * cells_per_axis_ + y));
            }
        }
    };
    first_in_cell_.assign(cells + 1, 0);
    for (const auto& triangle : triangles_) {
        for_each_cell(triangle, [&](std::size_t cell) { ++first_in_cell_[cell + 1]; });
    }
    for (std::size_t cell = 0; cell < cells; ++cell) {
        first_in_cell_[cell + 1] += first_in_cell_[cell];
    }
    in_cell_.resize(first_in_cell_.back());
    std::vector<std::uint32_t> next(first_in_cell_.begin(), first_in_cell_.end() - 1);
    for (std::uint32_t i = 0; i < triangles_.size(); ++i) {
        for_each_cell(triangles_[i], [&](std::size_t cell) { in_cell_[next[cell]++] = i; });
    }
}

glm::ivec2 InsideTest::cell_position(double y, double z) const {
    const auto at = [&](double value, double low, double size) {
        return std::clamp(static_cast<int>((value - low) / size), 0, cells_per_axis_ - 1);
    };
    return {at(y, low_.y, cell_mm_.x), at(z, low_.z, cell_mm_.y)};
}

std::size_t InsideTest::cell_of(double y, double z) const {
    const glm::ivec2 cell = cell_position(y, z);
    return static_cast<std::size_t>(cell.y * cells_per_axis_ + cell.x);
}

int InsideTest::crossing(const Projected& triangle, const glm::dvec3& point) {
    const double whole = area(triangle.a, triangle.b, triangle.c);
    const double wa = area(triangle.b, triangle.c, point);
    const double wb = area(triangle.c, triangle.a, point);
    const double wc = area(triangle.a, triangle.b, point);
    const bool covered = whole > 0 ? wa > 0 && wb > 0 && wc > 0 : whole < 0 && wa < 0 && wb < 0 && wc < 0;
    if (!covered) {
        return 0;
    }
    const double x = (wa * triangle.a.x + wb * triangle.b.x + wc * triangle.c.x) / whole;
    return x <= point.x ? 0 : whole > 0 ? 1 : -1;
}

bool InsideTest::contains(const glm::vec3& point_mm) const {
    // A hair off the point itself, so that the ray does not run along an edge shared by two triangles.
    const glm::dvec3 point = glm::dvec3(point_mm) + glm::dvec3(0.0, 1.1e-6, 1.7e-6);
    if (triangles_.empty() || point.x < low_.x || point.y < low_.y || point.z < low_.z || point.x > high_.x ||
        point.y > high_.y || point.z > high_.z) {
        return false;
    }
    int winding = 0;
    const std::size_t cell = cell_of(point.y, point.z);
    for (std::uint32_t i = first_in_cell_[cell]; i < first_in_cell_[cell + 1]; ++i) {
        winding += crossing(triangles_[in_cell_[i]], point);
    }
    return winding > 0;
}

}  // namespace palpate
