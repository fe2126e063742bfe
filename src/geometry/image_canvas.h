#pragma once

#include "geometry/image.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <string_view>

namespace palpate {

/// An image of one colour (sRGB, straight alpha).
[[nodiscard]] Image make_image(int width_px, int height_px, const glm::vec4& colour);
/// Copies `part` to a place of `image`; what reaches beyond it is left out.
void paste(Image& image, const Image& part, const glm::ivec2& corner_px);
/// The part of `image` that begins there. It must lie inside.
[[nodiscard]] Image crop(const Image& image, const glm::ivec2& corner_px, const glm::ivec2& size_px);
/// A filled rectangle, sRGB.
void fill_rectangle(Image& image, const glm::ivec2& corner_px, const glm::ivec2& size_px, const glm::vec3& colour);

/// Words of `height_px` from ascender to descender in the label font, centred on a place. Throws Error NotFound where the
/// system has no font.
void draw_words(Image& image, std::string_view words, const glm::vec2& centre_px, float height_px,
                const glm::vec3& ink);

/// How wide draw_words() makes them.
[[nodiscard]] float width_of_words(std::string_view words, float height_px);
/// A straight line with round ends, smooth.
void draw_stroke(Image& image, const glm::vec2& from_px, const glm::vec2& to_px, float width_px, const glm::vec3& ink);
/// A disc, or where `ring_px` is above 0 a ring of that width.
void draw_disc(Image& image, const glm::vec2& centre_px, float radius_px, float ring_px, const glm::vec3& ink);

}  // namespace palpate
