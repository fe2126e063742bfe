#pragma once

#include <imgui.h>

#include <string>

namespace palpate {

enum class ThemeName { Dark, Light };

/// The fonts of the interface, in the sizes of the current scale. Owned by ImGui.
struct Fonts {
    ImFont* body = nullptr;
    ImFont* small_text = nullptr;
    ImFont* heading = nullptr;
    ImFont* title = nullptr;
};

/// One calm set of colours. Text on its ground is at least 4.5 : 1, parts of controls at least 3 : 1.
struct Theme {
    ThemeName name = ThemeName::Dark;
    float scale = 1.0F;          ///< 1..3, desktop scale times the user's choice
    bool large_targets = false;  ///< for clients: what is pressed is at least 44 px high, else 24 (at 100 %)
    Fonts fonts;
    ImVec4 ground;  ///< behind everything
    ImVec4 panel;
    ImVec4 card;
    ImVec4 control;
    ImVec4 control_hovered;
    ImVec4 outline;
    ImVec4 text;
    ImVec4 muted;
    ImVec4 accent;       ///< filled controls
    ImVec4 accent_ink;   ///< text on accent
    ImVec4 accent_line;  ///< thin lines and focus
    ImVec4 warning;
    ImVec4 warning_ground;

    [[nodiscard]] float least_target_px() const { return px(large_targets ? 44.0F : 24.0F); }
    [[nodiscard]] float px(float at_100_percent) const { return at_100_percent * scale; }
};

[[nodiscard]] Theme make_theme(ThemeName name);
/// Sets ImGui's style to the theme at its scale.
void apply_style(const Theme& theme);
/// Loads Inter (DejaVu Sans for what Inter lacks) at the theme's scale into ImGui's atlas. Throws Error NotFound.
[[nodiscard]] Fonts load_fonts(float scale);

}  // namespace palpate
