#pragma once

#include "geometry/glyph_sheet.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace palpate {

/// sRGB and straight alpha, 0..255.
using OverlayColour = std::array<std::uint8_t, 4>;

[[nodiscard]] OverlayColour to_overlay_colour(const glm::vec3& colour, float alpha);

/// A band around a shape, outside of it.
struct Casing {
    float width_px = 0.0F;
    OverlayColour colour{};
};

/// One corner of a flat shape, letter or sign over the picture; see overlay.vert.
struct OverlayVertex {
    glm::vec2 position_px;
    glm::vec4 shape;
    glm::vec2 local;
    OverlayColour fill;
    OverlayColour casing;
    glm::vec4 place;
    glm::vec4 style;
};

/// Four corners for each shape, letter or piece of a texture, in the order they are painted. Pixels count from the top
/// left, whole numbers at the middle of a pixel.
class OverlayBuilder {
public:
    explicit OverlayBuilder(const GlyphSheet& letters) : letters_(letters) {}

    /// Where what comes sits in depth: px, mm from the eye, cosine towards it; zero for what is always seen.
    void set_place(const glm::vec4& place) { place_ = place; }

    void add_line(const glm::vec2& from, const glm::vec2& to, float width_px, const OverlayColour& colour,
                  const Casing& casing = {});
    void add_shape(const glm::vec2& centre, const glm::vec2& half_size, float corner_px, const OverlayColour& colour,
                   const Casing& casing = {});
    void add_dot(const glm::vec2& centre, float radius_px, const OverlayColour& colour, const Casing& casing) {
        add_shape(centre, glm::vec2(radius_px), radius_px, colour, casing);
    }
    /// Centred on `centre`; letters stand on whole pixels, which keeps them crisp.
    void add_text(std::u32string_view text, const glm::vec2& centre, const OverlayColour& ink);
    /// A quad for a shader of its own: `shape` and `style` are what that shader makes of them.
    void add_square(const glm::vec2& centre, float half_px, const glm::vec4& shape, const OverlayColour& colour,
                    const OverlayColour& casing, const glm::vec4& style);
    /// The piece of a texture between two of its places, at the pixels from `corner` on.
    void add_piece(const glm::vec2& corner, const glm::vec2& size_px, const glm::vec2& low, const glm::vec2& high);

    [[nodiscard]] std::vector<OverlayVertex>& vertices() { return vertices_; }

private:
    struct Quad {
        glm::vec2 low;
        glm::vec2 high;
    };
    void add_quad(const Quad& where, const Quad& local, const glm::vec4& shape, const OverlayColour& colour,
                  const OverlayColour& casing, const glm::vec4& style);

    const GlyphSheet& letters_;
    glm::vec4 place_{0.0F};
    std::vector<OverlayVertex> vertices_;
};

}  // namespace palpate
