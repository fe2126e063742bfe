#pragma once

#include "scene/stroke_style.h"

#include <glm/vec2.hpp>

namespace palpate {

/// The outline of what touches the skin, laid flat: x aside, y ahead of the heading, mm; the middle at the origin.
/// A right hand; the thumb is at negative x.
class ContactForm {
public:
    /// `scale` makes hands smaller; rollers, arms and tools only shorter.
    ContactForm(StrokeContact contact, float scale) : contact_(contact), scale_(scale) {}

    /// How far a place is outside the outline; negative inside.
    [[nodiscard]] float outside_mm(const glm::vec2& place) const;
    [[nodiscard]] glm::vec2 low() const;
    [[nodiscard]] glm::vec2 high() const;
    /// How far its innermost place is from the outline.
    [[nodiscard]] float depth_mm() const;
    /// How far inside the outline the lines for steps of pressure run, 1..4: of a hand all of them on the palm.
    [[nodiscard]] float inner_line_mm(int number) const;

private:
    StrokeContact contact_;
    float scale_;
};

}  // namespace palpate
