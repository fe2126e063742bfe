#include "ui/drawn_words.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace palpate {
namespace {

/// Corners of a glyph in the font picture: what a quad of text is known by.
using GlyphCorners = std::array<float, 4>;

std::map<GlyphCorners, ImWchar> glyphs_by_corners() {
    std::map<GlyphCorners, ImWchar> glyphs;
    for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
        for (const ImFontGlyph& glyph : font->Glyphs) {
            if (glyph.Visible) {
                glyphs.emplace(GlyphCorners{glyph.U0, glyph.V0, glyph.U1, glyph.V1},
                               static_cast<ImWchar>(glyph.Codepoint));
            }
        }
    }
    return glyphs;
}

void append_utf8(std::string& text, ImWchar letter) {
    std::array<char, 5> bytes{};
    text += ImTextCharToUtf8(bytes.data(), letter);
}

std::string without_blanks(std::string text) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
    return text;
}

}  // namespace

std::string drawn_words() {
    const auto glyphs = glyphs_by_corners();
    std::string words;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        const ImVector<ImDrawVert>& vertices = list->VtxBuffer;
        for (int i = 0; i + 3 < vertices.Size;) {
            const ImVec2 low = vertices[i].uv;
            const ImVec2 high = vertices[i + 2].uv;
            const auto glyph = glyphs.find({low.x, low.y, high.x, high.y});
            if (glyph == glyphs.end()) {
                ++i;
                continue;
            }
            append_utf8(words, glyph->second);
            i += 4;  // a quad is four vertices
        }
    }
    return words;
}

bool reads_as_drawn(const std::string& drawn, const std::string& words) {
    return drawn.find(without_blanks(words)) != std::string::npos;
}

}  // namespace palpate
