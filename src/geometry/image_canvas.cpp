#include "geometry/image_canvas.h"

#include "base/error.h"
#include "geometry/glyph_sheet.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace palpate {
namespace {

std::uint8_t to_byte(float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
}

std::size_t byte_at(const Image& image, int x, int y) {
    return 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) + static_cast<std::size_t>(x));
}

/// Lays a colour over a pixel, straight alpha.
void blend(Image& image, int x, int y, const glm::vec3& colour, float alpha) {
    if (x < 0 || y < 0 || x >= image.width_px || y >= image.height_px || alpha <= 0.0F) {
        return;
    }
    std::uint8_t* pixel = &image.rgba[byte_at(image, x, y)];
    const float below = static_cast<float>(pixel[3]) / 255.0F * (1.0F - alpha);
    const float total = alpha + below;
    for (int channel = 0; channel < 3; ++channel) {
        const float old = static_cast<float>(pixel[channel]) / 255.0F;
        pixel[channel] = to_byte((colour[channel] * alpha + old * below) / total);
    }
    pixel[3] = to_byte(total);
}

void draw_glyph(Image& image, const GlyphSheet& letters, const Glyph& glyph, const glm::ivec2& low,
                const glm::vec3& ink) {
    const glm::ivec2 from(glm::round(glyph.sheet_low));
    const glm::ivec2 size(glm::round(glyph.sheet_high - glyph.sheet_low));
    for (int y = 0; y < size.y; ++y) {
        for (int x = 0; x < size.x; ++x) {
            const auto at = static_cast<std::size_t>((from.y + y) * letters.width_px + from.x + x);
            blend(image, low.x + x, low.y + y, ink, static_cast<float>(letters.coverage[at]) / 255.0F);
        }
    }
}

}  // namespace

Image make_image(int width_px, int height_px, const glm::vec4& colour) {
    Image image{.width_px = width_px, .height_px = height_px, .rgba = {}};
    image.rgba.resize(4 * static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        image.rgba[i] = to_byte(colour[static_cast<int>(i % 4)]);
    }
    return image;
}

void paste(Image& image, const Image& part, const glm::ivec2& corner_px) {
    const int first = std::max(0, -corner_px.x);
    const int last = std::min(part.width_px, image.width_px - corner_px.x);
    for (int y = std::max(0, -corner_px.y); y < std::min(part.height_px, image.height_px - corner_px.y); ++y) {
        if (first < last) {
            std::copy_n(
                part.rgba.begin() + static_cast<std::ptrdiff_t>(byte_at(part, first, y)), 4 * (last - first),
                image.rgba.begin() + static_cast<std::ptrdiff_t>(byte_at(image, corner_px.x + first, corner_px.y + y)));
        }
    }
}

Image crop(const Image& image, const glm::ivec2& corner_px, const glm::ivec2& size_px) {
    PALPATE_ASSERT(corner_px.x >= 0 && corner_px.y >= 0 && corner_px.x + size_px.x <= image.width_px &&
                   corner_px.y + size_px.y <= image.height_px);
    Image part = make_image(size_px.x, size_px.y, glm::vec4(0.0F));
    paste(part, image, -corner_px);
    return part;
}

void fill_rectangle(Image& image, const glm::ivec2& corner_px, const glm::ivec2& size_px, const glm::vec3& colour) {
    for (int y = corner_px.y; y < corner_px.y + size_px.y; ++y) {
        for (int x = corner_px.x; x < corner_px.x + size_px.x; ++x) {
            blend(image, x, y, colour, 1.0F);
        }
    }
}

void draw_words(Image& image, std::string_view words, const glm::vec2& centre_px, float height_px,
                const glm::vec3& ink) {
    const std::u32string text = to_code_points(words);
    const GlyphSheet letters = make_glyph_sheet(find_label_font(), height_px, text);
    glm::vec2 pen = centre_px + 0.5F * glm::vec2(-letters.width_of(text), letters.capital_height_px);
    for (const char32_t letter : text) {
        const auto found = letters.glyphs.find(letter);
        if (found != letters.glyphs.end()) {
            draw_glyph(image, letters, found->second, glm::ivec2(glm::round(pen + found->second.offset_low)), ink);
            pen.x += found->second.advance_px;
        }
    }
}

float width_of_words(std::string_view words, float height_px) {
    const std::u32string text = to_code_points(words);
    return make_glyph_sheet(find_label_font(), height_px, text).width_of(text);
}

namespace {

/// Blends the ink where `depth_px` (of a pixel's middle, below the shape's edge) says so.
template <class Depth>
void draw_shape(Image& image, glm::vec2 low, glm::vec2 high, const glm::vec3& ink, const Depth& depth_px) {
    low = glm::max(glm::floor(low - 1.0F), glm::vec2(0.0F));
    high = glm::min(glm::ceil(high + 1.0F), glm::vec2(image.width_px, image.height_px));
    for (int y = static_cast<int>(low.y); y < static_cast<int>(high.y); ++y) {
        for (int x = static_cast<int>(low.x); x < static_cast<int>(high.x); ++x) {
            blend(image, x, y, ink, std::clamp(depth_px(glm::vec2(x, y) + 0.5F) + 0.5F, 0.0F, 1.0F));
        }
    }
}

}  // namespace

void draw_stroke(Image& image, const glm::vec2& from_px, const glm::vec2& to_px, float width_px, const glm::vec3& ink) {
    const glm::vec2 way = to_px - from_px;
    const float squared = glm::dot(way, way);
    const float half = 0.5F * width_px;
    draw_shape(image, glm::min(from_px, to_px) - half, glm::max(from_px, to_px) + half, ink, [&](const glm::vec2& at) {
        const float t = squared > 0.0F ? std::clamp(glm::dot(at - from_px, way) / squared, 0.0F, 1.0F) : 0.0F;
        return half - glm::distance(at, from_px + t * way);
    });
}

void draw_disc(Image& image, const glm::vec2& centre_px, float radius_px, float ring_px, const glm::vec3& ink) {
    const float reach = radius_px + 0.5F * ring_px;
    draw_shape(image, centre_px - reach, centre_px + reach, ink, [&](const glm::vec2& at) {
        const float distance = glm::distance(at, centre_px);
        return ring_px > 0.0F ? 0.5F * ring_px - std::abs(distance - radius_px) : radius_px - distance;
    });
}

}  // namespace palpate
