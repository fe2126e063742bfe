#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <vector>

namespace palpate::parametric {

/// Two coordinates on a piece of skin, in which borders are drawn. Around a limb or the trunk: u is the angle in degrees
/// from the chart's zero direction, -180..180, v the way in mm along the axis. Flat: both are mm along u and v.
struct SkinChart {
    enum class Kind { Around, Flat };
    Kind kind = Kind::Flat;
    glm::vec3 origin_mm{0.0F};
    glm::vec3 along{0.0F, 1.0F, 0.0F};    ///< Around: the axis; Flat: the direction of v. Unit vectors, all of them.
    glm::vec3 zero{0.0F, 0.0F, 1.0F};     ///< Around: where u = 0; Flat: unused
    glm::vec3 quarter{1.0F, 0.0F, 0.0F};  ///< Around: where u = 90; Flat: the direction of u

    [[nodiscard]] glm::vec2 coordinates(const glm::vec3& place_mm) const;
};

/// A smooth border on a chart, or a plane in space. Immutable; any number of threads may ask.
class SkinBorder {
public:
    enum class Kind {
        Rows,     ///< v as a smooth function of u through the points; positive above
        Columns,  ///< u as a smooth function of v through the points; positive towards higher u
        Loop,     ///< a smooth closed line through the points; positive inside
    };
    /// Rows on a chart around an axis close on themselves. Elsewhere the first and last value go on for ever.
    /// At least one point; a loop needs three. Points in any order of their argument, no two alike.
    SkinBorder(const SkinChart& chart, Kind kind, std::vector<glm::vec2> points);

    /// True on the positive side of the border. O(points).
    [[nodiscard]] bool contains(const glm::vec3& place_mm) const;

private:
    [[nodiscard]] float value_at(float argument) const;
    [[nodiscard]] bool loop_contains(const glm::vec2& place) const;

    SkinChart chart_;
    Kind kind_ = Kind::Rows;
    std::vector<float> arguments_;  ///< rising
    std::vector<float> values_;
    std::vector<float> slopes_;
    std::vector<glm::vec2> loop_;  ///< a polygon fine enough to look round
};

}  // namespace palpate::parametric
