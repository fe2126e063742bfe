#pragma once

#include "ui/panels.h"

namespace palpate {

/// Named views and the choice of panes below the picture, in as many rows as they need; nothing is drawn unless `draw`.
/// Returns the height.
float view_button_rows(PanelContext& context, ImVec2 origin, float width, bool draw);
/// The same behind one button, where there is little room.
void draw_view_menu(PanelContext& context, ImVec2 at);

}  // namespace palpate
