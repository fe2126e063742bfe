#include "atlas_sources/parametric/skin_chart.h"

#include "base/error.h"

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace palpate::parametric {
namespace {

constexpr float k_full_turn = 360.0F;
constexpr int k_loop_steps = 12;  // between two points of a loop

/// The angle as -180..180.
float wrapped(float angle) { return angle - k_full_turn * std::round(angle / k_full_turn); }

/// Slopes of a cubic through the points that never overshoots them (Fritsch and Butland 1984).
std::vector<float> calc_slopes(const std::vector<float>& x, const std::vector<float>& y) {
    std::vector<float> slopes(x.size(), 0.0F);
    for (std::size_t i = 1; i + 1 < x.size(); ++i) {
        const float before = x[i] - x[i - 1];
        const float after = x[i + 1] - x[i];
        const float rise_before = (y[i] - y[i - 1]) / before;
        const float rise_after = (y[i + 1] - y[i]) / after;
        if (rise_before * rise_after > 0.0F) {
            const float share = (before + 2.0F * after) / (3.0F * (before + after));
            slopes[i] = rise_before * rise_after / (share * rise_after + (1.0F - share) * rise_before);
        }
    }
    return slopes;
}

/// A closed Catmull-Rom line through the points.
std::vector<glm::vec2> round_off(const std::vector<glm::vec2>& points) {
    std::vector<glm::vec2> line;
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) {
        const glm::vec2& a = points[(i + count - 1) % count];
        const glm::vec2& b = points[i];
        const glm::vec2& c = points[(i + 1) % count];
        const glm::vec2& d = points[(i + 2) % count];
        for (int step = 0; step < k_loop_steps; ++step) {
            const float t = static_cast<float>(step) / static_cast<float>(k_loop_steps);
            line.push_back(
                b +
                0.5F * t * ((c - a) + t * ((2.0F * a - 5.0F * b + 4.0F * c - d) + t * (3.0F * b - a - 3.0F * c + d))));
        }
    }
    return line;
}

}  // namespace

glm::vec2 SkinChart::coordinates(const glm::vec3& place_mm) const {
    const glm::vec3 way = place_mm - origin_mm;
    const float v = glm::dot(way, along);
    if (kind == Kind::Flat) {
        return {glm::dot(way, quarter), v};
    }
    return {glm::degrees(std::atan2(glm::dot(way, quarter), glm::dot(way, zero))), v};
}

SkinBorder::SkinBorder(const SkinChart& chart, Kind kind, std::vector<glm::vec2> points) : chart_(chart), kind_(kind) {
    PALPATE_ASSERT(!points.empty() && (kind != Kind::Loop || points.size() >= 3));
    if (kind == Kind::Loop) {
        loop_ = round_off(points);
        return;
    }
    if (kind == Kind::Columns) {
        for (glm::vec2& point : points) {
            std::swap(point.x, point.y);
        }
    }
    std::ranges::sort(points, {}, &glm::vec2::x);
    if (kind == Kind::Rows && chart.kind == SkinChart::Kind::Around && points.size() > 1) {
        // Two more turns' worth of neighbours make the slopes at the seam those of a closed line.
        std::vector<glm::vec2> closed;
        for (const float turn : {-k_full_turn, 0.0F, k_full_turn}) {
            for (const glm::vec2& point : points) {
                closed.emplace_back(point.x + turn, point.y);
            }
        }
        points = std::move(closed);
    }
    for (const glm::vec2& point : points) {
        arguments_.push_back(point.x);
        values_.push_back(point.y);
    }
    slopes_ = calc_slopes(arguments_, values_);
}

bool SkinBorder::contains(const glm::vec3& place_mm) const {
    const glm::vec2 place = chart_.coordinates(place_mm);
    switch (kind_) {
        case Kind::Rows: return place.y > value_at(place.x);
        case Kind::Columns: {
            const float over = place.x - value_at(place.y);
            return (chart_.kind == SkinChart::Kind::Around ? wrapped(over) : over) > 0.0F;
        }
        case Kind::Loop: return loop_contains(place);
    }
    return false;
}

float SkinBorder::value_at(float argument) const {
    const auto after = std::ranges::upper_bound(arguments_, argument);
    if (after == arguments_.begin()) {
        return values_.front();
    }
    if (after == arguments_.end()) {
        return values_.back();
    }
    const auto i = static_cast<std::size_t>(after - arguments_.begin()) - 1;
    const float width = arguments_[i + 1] - arguments_[i];
    const float t = (argument - arguments_[i]) / width;
    const float s = 1.0F - t;
    return s * s * (1.0F + 2.0F * t) * values_[i] + t * t * (1.0F + 2.0F * s) * values_[i + 1] +
           s * t * width * (s * slopes_[i] - t * slopes_[i + 1]);
}

bool SkinBorder::loop_contains(const glm::vec2& place) const {
    bool inside = false;
    for (std::size_t i = 0, j = loop_.size() - 1; i < loop_.size(); j = i++) {
        const glm::vec2& a = loop_[i];
        const glm::vec2& b = loop_[j];
        if ((a.y > place.y) != (b.y > place.y) && place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x) {
            inside = !inside;
        }
    }
    return inside;
}

}  // namespace palpate::parametric
