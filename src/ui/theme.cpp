#include "ui/theme.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string_view>

namespace palpate {
namespace {

constexpr ImVec4 rgb(unsigned hex) {
    return {static_cast<float>((hex >> 16) & 0xff) / 255.0F, static_cast<float>((hex >> 8) & 0xff) / 255.0F,
            static_cast<float>(hex & 0xff) / 255.0F, 1.0F};
}

Theme dark_theme() {
    Theme theme;
    theme.ground = rgb(0x12161c);
    theme.panel = rgb(0x191e27);
    theme.card = rgb(0x212833);
    theme.control = rgb(0x2c3542);
    theme.control_hovered = rgb(0x394554);
    theme.outline = rgb(0x38424f);
    theme.text = rgb(0xe9eef3);
    theme.muted = rgb(0xa0acba);
    theme.accent = rgb(0x24786d);
    theme.accent_ink = rgb(0xffffff);
    theme.accent_line = rgb(0x46c6b0);
    theme.warning = rgb(0xf2a99b);
    theme.warning_ground = rgb(0x33242a);
    return theme;
}

Theme light_theme() {
    Theme theme;
    theme.name = ThemeName::Light;
    theme.ground = rgb(0xefeae3);
    theme.panel = rgb(0xf8f5f0);
    theme.card = rgb(0xffffff);
    theme.control = rgb(0xe8e1d6);
    theme.control_hovered = rgb(0xdcd3c5);
    theme.outline = rgb(0xd3cabb);
    theme.text = rgb(0x212c37);
    theme.muted = rgb(0x566270);
    theme.accent = rgb(0x1f7a6e);
    theme.accent_ink = rgb(0xffffff);
    theme.accent_line = rgb(0x1f7a6e);
    theme.warning = rgb(0x9a2c22);
    theme.warning_ground = rgb(0xfbe9e4);
    return theme;
}

/// First of the usual font folders that holds the file; empty where none does.
std::string find_font(std::string_view file) {
    for (const char* folder : {"/usr/share/fonts/opentype/inter/", "/usr/share/fonts/truetype/inter/",
                               "/usr/share/fonts/truetype/dejavu/"}) {
        const std::string path = std::string(folder).append(file);
        if (std::error_code ignored; std::filesystem::exists(path, ignored)) {
            return path;
        }
    }
    return {};
}

// Latin with accents, dashes, quotes, bullet, ellipsis: what English and its neighbours need.
constexpr std::array<ImWchar, 9> k_text_glyphs{0x20, 0x17f, 0x2010, 0x2026, 0x2030, 0x203a, 0x2212, 0x2212, 0};
// Arrows, check mark and certainty dots, from DejaVu.
constexpr std::array<ImWchar, 11> k_symbol_glyphs{0x2190, 0x2193, 0x25b2, 0x25bc, 0x25cb, 0x25cf,
                                                  0x25d0, 0x25d0, 0x2713, 0x2713, 0};

ImFont* load_font(const char* inter_file, const char* fallback_file, float size_px) {
    std::string file = find_font(inter_file);
    if (file.empty()) {
        file = find_font(fallback_file);
    }
    if (file.empty()) {
        throw Error(ErrorCode::NotFound, {"error.fonts.missing", {{"package", "fonts-inter"}}});
    }
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFont* font = atlas.AddFontFromFileTTF(file.c_str(), size_px, nullptr, k_text_glyphs.data());
    if (const std::string symbols = find_font("DejaVuSans.ttf"); !symbols.empty()) {
        ImFontConfig merge;
        merge.MergeMode = true;
        atlas.AddFontFromFileTTF(symbols.c_str(), size_px, &merge, k_symbol_glyphs.data());
    }
    return font;
}

}  // namespace

Theme make_theme(ThemeName name) { return name == ThemeName::Dark ? dark_theme() : light_theme(); }

Fonts load_fonts(float scale) {
    ImGui::GetIO().Fonts->Clear();
    const auto size = [scale](float at_100_percent) { return std::round(at_100_percent * scale); };
    Fonts fonts;
    fonts.body = load_font("Inter-Regular.otf", "DejaVuSans.ttf", size(16));
    fonts.small_text = load_font("Inter-Regular.otf", "DejaVuSans.ttf", size(14));
    fonts.heading = load_font("Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", size(16));
    fonts.title = load_font("Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", size(20));
    return fonts;
}

void apply_style(const Theme& theme) {
    ImGuiStyle style;
    style.WindowPadding = {14, 12};
    style.FramePadding = theme.large_targets ? ImVec2{16, 15} : ImVec2{11, 7};
    style.ItemSpacing = theme.large_targets ? ImVec2{10, 10} : ImVec2{8, 8};
    style.ItemInnerSpacing = {7, 6};
    style.FrameRounding = 7;
    style.ChildRounding = 9;
    style.PopupRounding = 9;
    style.WindowRounding = 9;
    style.GrabRounding = 7;
    style.GrabMinSize = 16;
    style.ScrollbarRounding = 7;
    style.ScrollbarSize = theme.large_targets ? 24.0F : 13.0F;
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.ScaleAllSizes(theme.scale);

    const auto set = [&style](ImGuiCol slot, const ImVec4& colour) { style.Colors[slot] = colour; };
    ImVec4 faint_accent = theme.accent;
    faint_accent.w = 0.45F;
    ImVec4 veil = theme.ground;
    veil.w = 0.65F;
    set(ImGuiCol_Text, theme.text);
    set(ImGuiCol_TextDisabled, theme.muted);
    set(ImGuiCol_WindowBg, theme.panel);
    set(ImGuiCol_ChildBg, {0, 0, 0, 0});
    set(ImGuiCol_PopupBg, theme.card);
    set(ImGuiCol_Border, theme.outline);
    set(ImGuiCol_FrameBg, theme.control);
    set(ImGuiCol_FrameBgHovered, theme.control_hovered);
    set(ImGuiCol_FrameBgActive, theme.control_hovered);
    set(ImGuiCol_TitleBg, theme.panel);
    set(ImGuiCol_TitleBgActive, theme.panel);
    set(ImGuiCol_Button, theme.control);
    set(ImGuiCol_ButtonHovered, theme.control_hovered);
    set(ImGuiCol_ButtonActive, theme.control_hovered);
    set(ImGuiCol_TableHeaderBg, theme.control);
    set(ImGuiCol_TableBorderStrong, theme.outline);
    set(ImGuiCol_TableBorderLight, theme.outline);
    set(ImGuiCol_TableRowBg, {0, 0, 0, 0});
    set(ImGuiCol_TableRowBgAlt, {theme.text.x, theme.text.y, theme.text.z, 0.05F});
    set(ImGuiCol_Header, faint_accent);
    set(ImGuiCol_HeaderHovered, theme.control_hovered);
    set(ImGuiCol_HeaderActive, theme.control_hovered);
    set(ImGuiCol_Separator, theme.outline);
    set(ImGuiCol_CheckMark, theme.accent_line);
    set(ImGuiCol_SliderGrab, theme.accent_line);
    set(ImGuiCol_SliderGrabActive, theme.accent_line);
    set(ImGuiCol_ScrollbarBg, {0, 0, 0, 0});
    set(ImGuiCol_ScrollbarGrab, theme.muted);
    set(ImGuiCol_ScrollbarGrabHovered, theme.accent_line);
    set(ImGuiCol_ScrollbarGrabActive, theme.accent_line);
    set(ImGuiCol_PlotHistogram, theme.accent_line);
    set(ImGuiCol_TextSelectedBg, faint_accent);
    set(ImGuiCol_NavHighlight, theme.accent_line);
    set(ImGuiCol_ModalWindowDimBg, veil);
    ImGui::GetStyle() = style;
}

}  // namespace palpate
