#pragma once

#include "anatomy/skin_map.h"

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace palpate::parametric {

/// The label of a place on one half of the skin, which the caller knows: on the midline both halves meet.
using SideLabel = std::function<std::uint8_t(const glm::vec3& place_mm, bool left)>;

/// Cuts one triangle of the skin along the borders of a map: halves its edges until they are short, finds on each short
/// edge where the label changes, and joins again what has one label.
class SkinCutter {
public:
    SkinCutter(const SideLabel& label, const std::array<glm::vec3, 3>& corners_mm,
               const std::array<std::uint8_t, 3>& labels);

    /// Fill the triangle.
    [[nodiscard]] const std::vector<SkinPiece>& pieces() const { return pieces_; }
    [[nodiscard]] const std::vector<SkinLine>& lines() const { return lines_; }

private:
    struct Corner {
        glm::vec3 weights;
        std::uint8_t label;
    };
    using Corners = std::array<Corner, 3>;

    void cut(const Corners& corners);
    void cut_in_four(const Corners& corners);
    void cut_short(const Corners& corners);
    void cut_off(const Corners& corners, std::size_t lone, const std::array<glm::vec3, 3>& changes);
    void cut_in_three(const Corners& corners, const std::array<glm::vec3, 3>& changes);
    void add_midline(const Corners& corners);
    [[nodiscard]] glm::vec3 change_between(const Corner& from, const Corner& to) const;
    [[nodiscard]] glm::vec3 place(const glm::vec3& weights) const;
    [[nodiscard]] std::uint8_t label_at(const glm::vec3& weights) const;
    [[nodiscard]] float longest_edge_mm(const Corners& corners) const;

    const SideLabel& label_;
    std::array<glm::vec3, 3> corners_mm_;
    bool left_;
    std::vector<SkinPiece> pieces_;
    std::vector<SkinLine> lines_;
};

}  // namespace palpate::parametric
