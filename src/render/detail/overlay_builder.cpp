#include "render/detail/overlay_builder.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

namespace palpate {
namespace {

// What overlay.frag tells apart.
constexpr float k_shape = 0.0F;
constexpr float k_letter = 1.0F;
constexpr float k_soft_edge_px = 1.0F;

}  // namespace

OverlayColour to_overlay_colour(const glm::vec3& colour, float alpha) {
    const glm::vec4 scaled = 255.0F * glm::clamp(glm::vec4(colour, alpha), 0.0F, 1.0F) + 0.5F;
    return {static_cast<std::uint8_t>(scaled.r), static_cast<std::uint8_t>(scaled.g),
            static_cast<std::uint8_t>(scaled.b), static_cast<std::uint8_t>(scaled.a)};
}

void OverlayBuilder::add_line(const glm::vec2& from, const glm::vec2& to, float width_px, const OverlayColour& colour,
                              const Casing& casing) {
    const glm::vec2 half(0.5F * glm::length(to - from), 0.5F * width_px);
    if (half.x < 0.5F) {
        return;
    }
    const glm::vec2 along = (to - from) / (2.0F * half.x);
    const glm::vec2 across(-along.y, along.x);
    const std::size_t first = vertices_.size();
    add_shape(glm::vec2(0.0F), half, half.y, colour, casing);
    for (std::size_t i = first; i < vertices_.size(); ++i) {
        const glm::vec2 local = vertices_[i].position_px;
        vertices_[i].position_px = 0.5F * (from + to) + local.x * along + local.y * across;
    }
}

void OverlayBuilder::add_shape(const glm::vec2& centre, const glm::vec2& half_size, float corner_px,
                               const OverlayColour& colour, const Casing& casing) {
    const glm::vec2 reach = half_size + casing.width_px + k_soft_edge_px;
    add_quad({centre - reach, centre + reach}, {-reach, reach}, {k_shape, half_size.x, half_size.y, corner_px}, colour,
             casing.colour, {casing.width_px, 0.0F, 0.0F, 0.0F});
}

void OverlayBuilder::add_text(std::u32string_view text, const glm::vec2& centre, const OverlayColour& ink) {
    // The pen stands on borders of pixels, half a pixel from their middles.
    const glm::vec2 to_pen(0.5F - 0.5F * letters_.width_of(text), 0.5F + 0.5F * letters_.capital_height_px);
    glm::vec2 pen = glm::round(centre + to_pen);
    const glm::vec2 sheet_size(static_cast<float>(letters_.width_px), static_cast<float>(letters_.height_px));
    for (const char32_t letter : text) {
        const auto found = letters_.glyphs.find(letter);
        if (found == letters_.glyphs.end()) {
            continue;
        }
        const Glyph& glyph = found->second;
        const glm::vec2 snapped = glm::round(pen) - 0.5F;  // letters' edges on the borders of pixels
        add_quad({snapped + glyph.offset_low, snapped + glyph.offset_high},
                 {glyph.sheet_low / sheet_size, glyph.sheet_high / sheet_size}, {k_letter, 0.0F, 0.0F, 0.0F}, ink, {},
                 {});
        pen.x += glyph.advance_px;
    }
}

void OverlayBuilder::add_square(const glm::vec2& centre, float half_px, const glm::vec4& shape,
                                const OverlayColour& colour, const OverlayColour& casing, const glm::vec4& style) {
    const glm::vec2 half(half_px);
    add_quad({centre - half, centre + half}, {-half, half}, shape, colour, casing, style);
}

void OverlayBuilder::add_piece(const glm::vec2& corner, const glm::vec2& size_px, const glm::vec2& low,
                               const glm::vec2& high) {
    add_quad({corner - 0.5F, corner - 0.5F + size_px}, {low, high}, {}, {}, {}, {});
}

void OverlayBuilder::add_quad(const Quad& where, const Quad& local, const glm::vec4& shape, const OverlayColour& colour,
                              const OverlayColour& casing, const glm::vec4& style) {
    for (const glm::vec2 corner : {glm::vec2(0, 0), glm::vec2(1, 0), glm::vec2(1, 1), glm::vec2(0, 1)}) {
        vertices_.push_back({.position_px = glm::mix(where.low, where.high, corner),
                             .shape = shape,
                             .local = glm::mix(local.low, local.high, corner),
                             .fill = colour,
                             .casing = casing,
                             .place = place_,
                             .style = style});
    }
}

}  // namespace palpate
