#include "ui/theme.h"

#include "scene/build_scene.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>

using namespace palpate;

namespace {

double linear(float channel) {
    return channel <= 0.04045F ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const ImVec4& c) { return 0.2126 * linear(c.x) + 0.7152 * linear(c.y) + 0.0722 * linear(c.z); }

/// WCAG 2.2 contrast ratio.
double contrast(const ImVec4& a, const ImVec4& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

ImVec4 colour(const glm::vec3& c) { return {c.r, c.g, c.b, 1.0F}; }

}  // namespace

TEST_CASE("text is readable on every ground of both themes", "[ui]") {
    const Theme theme = make_theme(GENERATE(ThemeName::Dark, ThemeName::Light));
    for (const ImVec4& ground : {theme.ground, theme.panel, theme.card, theme.control, theme.control_hovered}) {
        CHECK(contrast(theme.text, ground) >= 4.5);
    }
    for (const ImVec4& ground : {theme.ground, theme.panel, theme.card}) {
        CHECK(contrast(theme.muted, ground) >= 4.5);
    }
    CHECK(contrast(theme.accent_ink, theme.accent) >= 4.5);
    CHECK(contrast(theme.text, theme.warning_ground) >= 4.5);
    CHECK(contrast(theme.warning, theme.warning_ground) >= 4.5);
}

TEST_CASE("lines that show focus and choice stand out from the ground", "[ui]") {
    const Theme theme = make_theme(GENERATE(ThemeName::Dark, ThemeName::Light));
    for (const ImVec4& ground : {theme.ground, theme.panel, theme.card}) {
        CHECK(contrast(theme.accent_line, ground) >= 3.0);
    }
}

TEST_CASE("the number of a rating is readable on its own colour", "[ui]") {
    const int rating = GENERATE(range(0, 11));
    const RatingColours colours = rating_colours(rating);
    CHECK(contrast(colour(colours.ink), colour(colours.fill)) >= 4.5);
}

namespace {

/// ImGui needs a context to hold a style.
class StyleOf {
public:
    explicit StyleOf(const Theme& theme) : context_(ImGui::CreateContext()) { apply_style(theme); }
    ~StyleOf() { ImGui::DestroyContext(context_); }
    StyleOf(const StyleOf&) = delete;
    StyleOf& operator=(const StyleOf&) = delete;
    [[nodiscard]] const ImVec4& operator[](ImGuiCol slot) const { return ImGui::GetStyle().Colors[slot]; }

private:
    ImGuiContext* context_;
};

/// What a half transparent colour looks like on a ground.
ImVec4 over(const ImVec4& ground, const ImVec4& colour) {
    const auto mix = [&](float below, float above) { return below + (above - below) * colour.w; };
    return {mix(ground.x, colour.x), mix(ground.y, colour.y), mix(ground.z, colour.z), 1.0F};
}

}  // namespace

TEST_CASE("words on every part of every control can be read", "[ui]") {
    const Theme theme = make_theme(GENERATE(ThemeName::Dark, ThemeName::Light));
    const StyleOf style(theme);
    for (const ImGuiCol part :
         {ImGuiCol_WindowBg, ImGuiCol_PopupBg, ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
          ImGuiCol_TitleBg, ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive, ImGuiCol_Header,
          ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive, ImGuiCol_TextSelectedBg}) {
        INFO("slot " << ImGui::GetStyleColorName(part));
        for (const ImVec4& ground : {theme.panel, theme.card}) {
            CHECK(contrast(style[ImGuiCol_Text], over(ground, style[part])) >= 4.5);
        }
    }
    CHECK(contrast(style[ImGuiCol_TextDisabled], style[ImGuiCol_WindowBg]) >= 4.5);
}

TEST_CASE("parts of controls stand out from what they lie on", "[ui]") {
    const Theme theme = make_theme(GENERATE(ThemeName::Dark, ThemeName::Light));
    const StyleOf style(theme);
    const auto stands_out = [&](ImGuiCol part, ImGuiCol ground) {
        INFO(ImGui::GetStyleColorName(part) << " on " << ImGui::GetStyleColorName(ground));
        CHECK(contrast(style[part], style[ground]) >= 3.0);
    };
    for (const ImGuiCol ground : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered}) {
        stands_out(ImGuiCol_CheckMark, ground);
        stands_out(ImGuiCol_SliderGrab, ground);
        stands_out(ImGuiCol_PlotHistogram, ground);
    }
    for (const ImGuiCol ground : {ImGuiCol_WindowBg, ImGuiCol_PopupBg}) {
        stands_out(ImGuiCol_ScrollbarGrab, ground);
        stands_out(ImGuiCol_NavHighlight, ground);
    }
    stands_out(ImGuiCol_NavHighlight, ImGuiCol_Button);
}
