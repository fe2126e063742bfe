#include "scene/detail/join_strokes.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace palpate {
namespace {

/// Normals and the ends of long strokes would be wrong round the body's curves.
constexpr float k_longest_mm = 15.0F;
/// A rim has no gaps, but each triangle of the skin sees the brush's circle a little elsewhere.
constexpr float k_same_place_mm = 0.4F;

/// Finds strokes by the place they start or end at.
class PlaceIndex {
public:
    void add(const glm::vec3& place_mm, std::size_t stroke) {
        entries_.emplace(key_of(cell_of(place_mm)), Entry{place_mm, stroke});
    }

    /// The nearest of the strokes not done yet, within k_same_place_mm.
    [[nodiscard]] std::optional<std::size_t> find(const glm::vec3& place_mm, const std::vector<bool>& done) const {
        const glm::ivec3 cell = cell_of(place_mm);
        std::optional<std::size_t> nearest;
        float nearest_mm = k_same_place_mm;
        for (int i = 0; i < 27; ++i) {  // a place and its neighbours may lie on either side of a cell's border
            const auto [first, last] = entries_.equal_range(key_of(cell + glm::ivec3(i % 3, i / 3 % 3, i / 9) - 1));
            for (auto entry = first; entry != last; ++entry) {
                const float distance_mm = glm::distance(place_mm, entry->second.place_mm);
                if (!done[entry->second.stroke] && distance_mm < nearest_mm) {
                    nearest = entry->second.stroke;
                    nearest_mm = distance_mm;
                }
            }
        }
        return nearest;
    }

private:
    struct Entry {
        glm::vec3 place_mm;
        std::size_t stroke;
    };

    static glm::ivec3 cell_of(const glm::vec3& place_mm) { return glm::ivec3(glm::floor(place_mm / k_same_place_mm)); }
    static std::uint64_t key_of(const glm::ivec3& cell) {
        constexpr std::uint64_t k_bits = 21;
        constexpr std::uint64_t k_mask = (std::uint64_t{1} << k_bits) - 1;
        std::uint64_t key = 0;
        for (glm::length_t axis = 0; axis < 3; ++axis) {
            key = (key << k_bits) | (static_cast<std::uint64_t>(cell[axis]) & k_mask);
        }
        return key;
    }

    std::unordered_multimap<std::uint64_t, Entry> entries_;
};

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
    PlaceIndex starts;
    PlaceIndex ends;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        starts.add(strokes[i].from_mm, i);
        ends.add(strokes[i].to_mm, i);
    }
    std::vector<bool> done(strokes.size(), false);
    std::vector<SkinStroke> joined;
    std::vector<glm::vec3> between;
    const auto follow = [&](std::size_t first) {
        SkinStroke current = strokes[first];
        done[first] = true;
        between.clear();
        while (true) {
            const std::optional<std::size_t> next = starts.find(current.to_mm, done);
            if (!next) {
                break;
            }
            const SkinStroke& more = strokes[*next];
            done[*next] = true;
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
        if (!done[i] && !ends.find(strokes[i].from_mm, done)) {
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
