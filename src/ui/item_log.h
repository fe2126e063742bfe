#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// One control as it was drawn in the last frame.
struct LoggedItem {
    std::string label;  ///< as given to ImGui, up to "##" where there is one; "##name" for controls without words
    ImVec2 low;
    ImVec2 high;

    [[nodiscard]] ImVec2 centre() const { return {(low.x + high.x) / 2, (low.y + high.y) / 2}; }
};

/// What was drawn where: lets a test press a button by its name, and check sizes and overlaps. Off by default.
void start_item_log();
void stop_item_log();
/// The last complete frame's controls, in drawing order.
[[nodiscard]] const std::vector<LoggedItem>& logged_items();
[[nodiscard]] std::optional<LoggedItem> find_logged_item(std::string_view label);
/// GuiApp calls this at the start of each frame.
void begin_item_log_frame();

}  // namespace palpate
