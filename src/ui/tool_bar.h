#pragma once

#include "ui/panels.h"

namespace palpate {

/// The tools, one below the other at the left of the body, with the size of the brush while it is used. In a narrow
/// panel signs without words. `origin` and `size` are those of the body's picture.
void draw_tool_bar(PanelContext& context, ImVec2 origin, ImVec2 size);

/// How much of a panel of this width the tools take, with the room round them.
[[nodiscard]] float tool_bar_width(const Theme& theme, float panel_width);

}  // namespace palpate
