#pragma once

#include "anatomy/body_form.h"
#include "scene/skin_tone.h"
#include "ui/theme.h"
#include "workspace/tool_state.h"

#include <imgui.h>

#include <filesystem>
#include <string>

namespace palpate {

/// Where a panel goes, in window pixels.
struct PanelBox {
    ImVec2 position;
    ImVec2 size;
    [[nodiscard]] bool empty() const { return size.x < 1 || size.y < 1; }
};

/// What the user set and finds again: panel sizes (px at 100 %), theme, scale. No health data.
struct WindowSettings {
    float left_width = 268;
    float right_width = 372;
    float strip_height = 118;
    ThemeName theme = ThemeName::Dark;
    float scale = 0.0F;  ///< 1..3; 0: as the desktop says
    int width = 1440;
    int height = 900;
    BodyForm form;  ///< the body last shown
    SkinTone skin_tone = SkinTone::Clay;
    bool reduce_motion = false;
    bool mini_map = true;
    bool hide_names = false;  ///< numbers in the place of clients' names
    ToolState tool;           ///< last used
    bool four_views = false;  ///< the fixed views were on screen
    int lock_minutes = 5;     ///< without input, until the records lock: 1..15
    std::string language;     ///< code such as "de"; empty: as the system says

    bool operator==(const WindowSettings&) const = default;
};

/// Reads what is readable of the file and keeps defaults for the rest; never throws: settings are not worth a start.
[[nodiscard]] WindowSettings load_window_settings(const std::filesystem::path& file);
/// Throws Error Io, ReadOnly or DiskFull.
void save_window_settings(const WindowSettings& settings, const std::filesystem::path& file);

/// The panels of one window size.
struct PanelLayout {
    PanelBox top_bar;
    PanelBox left;  ///< empty when compact
    PanelBox body;
    PanelBox right;
    PanelBox strip;        ///< empty when compact
    bool compact = false;  ///< little room: one column of tabs beside the body
};
/// The same while the client marks: the body, and one column of questions.
[[nodiscard]] PanelLayout calc_client_layout(const Theme& theme, ImVec2 window);
/// The same while sessions are compared: the body, and twice as much room for charts and tables.
[[nodiscard]] PanelLayout calc_progress_layout(const Theme& theme, ImVec2 window);
[[nodiscard]] PanelLayout calc_layout(const Theme& theme, const WindowSettings& settings, ImVec2 window);

}  // namespace palpate
