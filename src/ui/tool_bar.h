#pragma once

#include "ui/panels.h"

namespace palpate {

/// The tools, one below the other at the left of the body, with the size of the brush while it is used. In a narrow
/// panel signs without words. `origin` and `size` are those of the body's picture.
void draw_tool_bar(PanelContext& context, ImVec2 origin, ImVec2 size);

}  // namespace palpate
