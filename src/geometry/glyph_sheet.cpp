#include "geometry/glyph_sheet.h"

#include "base/error.h"
#include "base/file_io.h"

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <stb/stb_truetype.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr int k_gap_px = 2;  ///< between letters, so that smooth sampling never meets the neighbour

struct Font {
    std::vector<std::byte> bytes;
    stbtt_fontinfo info{};
};

Font load_font(const std::filesystem::path& file) {
    Font font{.bytes = read_binary_file(file)};
    const auto* data = reinterpret_cast<const unsigned char*>(font.bytes.data());
    const int offset = font.bytes.size() > 12 ? stbtt_GetFontOffsetForIndex(data, 0) : -1;
    if (offset < 0 || stbtt_InitFont(&font.info, data, offset) == 0) {
        throw Error(ErrorCode::InvalidContent, {"geometry.font.not-readable", {{"file", file.string()}}});
    }
    return font;
}

/// A letter's place on the sheet is found row by row; the sheet grows downwards.
struct Shelf {
    int width_px;
    int pen_x = k_gap_px;
    int pen_y = k_gap_px;
    int row_height = 0;

    glm::ivec2 place(int width, int height) {
        if (pen_x + width + k_gap_px > width_px) {
            pen_x = k_gap_px;
            pen_y += row_height + k_gap_px;
            row_height = 0;
        }
        const glm::ivec2 corner(pen_x, pen_y);
        pen_x += width + k_gap_px;
        row_height = std::max(row_height, height);
        return corner;
    }
};

void add_glyph(GlyphSheet& sheet, Shelf& shelf, const Font& font, float scale, char32_t letter) {
    const int index = stbtt_FindGlyphIndex(&font.info, static_cast<int>(letter));
    if (index == 0) {
        return;
    }
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    stbtt_GetGlyphBitmapBox(&font.info, index, scale, scale, &x0, &y0, &x1, &y1);
    int advance = 0;
    int bearing = 0;
    stbtt_GetGlyphHMetrics(&font.info, index, &advance, &bearing);
    const int width = x1 - x0;
    const int height = y1 - y0;
    const glm::ivec2 corner = shelf.place(width, height);
    sheet.height_px = std::max(sheet.height_px, corner.y + height + k_gap_px);
    sheet.coverage.resize(static_cast<std::size_t>(sheet.width_px) * static_cast<std::size_t>(sheet.height_px), 0);
    if (width > 0 && height > 0) {
        auto* target = sheet.coverage.data() + corner.y * sheet.width_px + corner.x;
        stbtt_MakeGlyphBitmap(&font.info, target, width, height, sheet.width_px, scale, scale, index);
    }
    sheet.glyphs[letter] = {.sheet_low = glm::vec2(corner),
                            .sheet_high = glm::vec2(corner) + glm::vec2(width, height),
                            .offset_low = glm::vec2(x0, y0),
                            .offset_high = glm::vec2(x1, y1),
                            .advance_px = scale * static_cast<float>(advance)};
}

}  // namespace

float GlyphSheet::width_of(std::u32string_view text) const {
    float width = 0.0F;
    for (const char32_t letter : text) {
        const auto found = glyphs.find(letter);
        width += found == glyphs.end() ? 0.0F : found->second.advance_px;
    }
    return width;
}

GlyphSheet make_glyph_sheet(const std::filesystem::path& font_file, float height_px, std::u32string_view letters) {
    const Font font = load_font(font_file);
    const float scale = stbtt_ScaleForPixelHeight(&font.info, height_px);
    GlyphSheet sheet;
    sheet.width_px = std::max(256, static_cast<int>(std::ceil(8.0F * height_px)));
    sheet.height_px = 1;
    sheet.coverage.resize(static_cast<std::size_t>(sheet.width_px), 0);
    Shelf shelf{.width_px = sheet.width_px};
    for (const char32_t letter : letters) {
        if (!sheet.glyphs.contains(letter)) {
            add_glyph(sheet, shelf, font, scale, letter);
        }
    }
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    stbtt_GetCodepointBox(&font.info, 'H', &x0, &y0, &x1, &y1);
    sheet.capital_height_px = scale * static_cast<float>(y1);
    return sheet;
}

std::filesystem::path find_label_font() {
    static constexpr std::array k_places{
        "/usr/share/fonts/opentype/inter/Inter-Bold.otf", "/usr/share/fonts/truetype/inter/Inter-Bold.ttf",
        "/usr/share/fonts/inter/Inter-Bold.otf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
        "/usr/share/fonts/dejavu/DejaVuSans-Bold.ttf"};
    for (const char* place : k_places) {
        std::error_code ignored;
        if (std::filesystem::exists(place, ignored)) {
            return place;
        }
    }
    throw Error(ErrorCode::NotFound, {"geometry.font.none", {}});
}

std::u32string to_code_points(std::string_view utf8) {
    constexpr char32_t k_wrong = 0xfffd;
    std::u32string points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
        if (length == 0 || i + length > utf8.size()) {
            points.push_back(k_wrong);
            ++i;
            continue;
        }
        char32_t point = length == 1 ? lead : lead & (0x7fU >> length);
        bool right = true;
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(utf8[i + k]);
            right = right && (next & 0xc0U) == 0x80U;
            point = (point << 6U) | (next & 0x3fU);
        }
        points.push_back(right ? point : k_wrong);
        i += right ? length : 1;
    }
    return points;
}

}  // namespace palpate
