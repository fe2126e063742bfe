#pragma once

#include <glm/vec2.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

/// One letter: where it is on the sheet and how to set it, in pixels.
struct Glyph {
    glm::vec2 sheet_low{0.0F};
    glm::vec2 sheet_high{0.0F};
    glm::vec2 offset_low{0.0F};  ///< from the pen on the baseline to the quad's corners; y down
    glm::vec2 offset_high{0.0F};
    float advance_px = 0.0F;
};

/// The letters of a few texts in one size of one font: a coverage picture and the places on it.
/// Letters the font lacks are left out.
struct GlyphSheet {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> coverage;  ///< one byte a pixel, rows from the top
    std::unordered_map<char32_t, Glyph> glyphs;
    float capital_height_px = 0.0F;

    /// Width of a line of text, px.
    [[nodiscard]] float width_of(std::u32string_view text) const;
};

/// Letters of `height_px` from ascender to descender. Throws Error InvalidContent when the file is not a font.
[[nodiscard]] GlyphSheet make_glyph_sheet(const std::filesystem::path& font_file, float height_px,
                                          std::u32string_view letters);

/// The interface's bold font where the system has it, else a font nearly every system has. Throws Error NotFound naming
/// what to install.
[[nodiscard]] std::filesystem::path find_label_font();

/// Code points of UTF-8 text; wrong bytes become U+FFFD.
[[nodiscard]] std::u32string to_code_points(std::string_view utf8);

}  // namespace palpate
