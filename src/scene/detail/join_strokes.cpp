#include "scene/detail/join_strokes.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace palpate {
namespace {

/// Normals and the ends of long strokes would be wrong round the body's curves.
constexpr float k_longest_mm = 15.0F;
/// A rim has no gaps, but its places are computed from either triangle of an edge.
constexpr float k_same_place_mm = 0.02F;

using PlaceKey = std::uint64_t;

PlaceKey key_of(const glm::vec3& place_mm) {
    constexpr std::uint64_t k_bits = 21;
    constexpr std::uint64_t k_mask = (std::uint64_t{1} << k_bits) - 1;
    PlaceKey key = 0;
    for (glm::length_t axis = 0; axis < 3; ++axis) {
        const auto cell = static_cast<std::int64_t>(std::llround(place_mm[axis] / k_same_place_mm));
        key = (key << k_bits) | (static_cast<std::uint64_t>(cell) & k_mask);
    }
    return key;
}

float distance_to_line_mm(const glm::vec3& place, const glm::vec3& from, const glm::vec3& to) {
    const glm::vec3 way = to - from;
    const float length2 = glm::dot(way, way);
    const float share = length2 > 0.0F ? glm::clamp(glm::dot(place - from, way) / length2, 0.0F, 1.0F) : 0.0F;
    return glm::distance(place, from + share * way);
}

/// True where the places between lie close enough to the straight way.
bool is_straight(const std::vector<glm::vec3>& between, const glm::vec3& from, const glm::vec3& to, float error_mm) {
    for (const glm::vec3& place : between) {
        if (distance_to_line_mm(place, from, to) > error_mm) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::vector<SkinStroke> join_strokes(const std::vector<SkinStroke>& strokes, float error_mm) {
    std::unordered_map<PlaceKey, std::size_t> starting_at;
    std::unordered_map<PlaceKey, std::size_t> ending_at;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        starting_at.emplace(key_of(strokes[i].from_mm), i);
        ending_at.emplace(key_of(strokes[i].to_mm), i);
    }
    std::vector<bool> done(strokes.size(), false);
    std::vector<SkinStroke> joined;
    std::vector<glm::vec3> between;
    const auto follow = [&](std::size_t first) {
        SkinStroke current = strokes[first];
        done[first] = true;
        between.clear();
        while (true) {
            const auto next = starting_at.find(key_of(current.to_mm));
            if (next == starting_at.end() || done[next->second]) {
                break;
            }
            const SkinStroke& more = strokes[next->second];
            done[next->second] = true;
            between.push_back(current.to_mm);
            const bool fits = !current.arrow && !more.arrow &&
                              glm::distance(current.from_mm, more.to_mm) <= k_longest_mm &&
                              is_straight(between, current.from_mm, more.to_mm, error_mm);
            if (fits) {
                current.to_mm = more.to_mm;
            } else {
                joined.push_back(current);
                current = more;
                between.clear();
            }
        }
        joined.push_back(current);
    };
    for (std::size_t i = 0; i < strokes.size(); ++i) {  // open rows from their first stroke, then what is closed
        if (!done[i] && !ending_at.contains(key_of(strokes[i].from_mm))) {
            follow(i);
        }
    }
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        if (!done[i]) {
            follow(i);
        }
    }
    return joined;
}

}  // namespace palpate
