#pragma once

#include "scene/label_layout.h"
#include "ui/panels.h"

namespace palpate {

/// A panel narrower than this shows signs without words.
[[nodiscard]] bool tools_have_words(const Theme& theme, float panel_width);
/// How much of a panel the tools take, with the room round them.
[[nodiscard]] float tool_bar_width(const Theme& theme, bool words);
/// What the tools cover of a panel, px from its top left.
[[nodiscard]] ScreenBox tool_bar_box(const PanelContext& context, float panel_height, bool words);
/// The tools, one below the other from `corner` on, with the size of the brush while it is used. In a low panel they move
/// together.
void draw_tool_bar(PanelContext& context, ImVec2 corner, float panel_height, bool words);

}  // namespace palpate
