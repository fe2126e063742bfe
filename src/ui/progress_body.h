#pragma once

#include "ui/panels.h"

namespace palpate {

/// Over the body while sessions are compared: what of them it shows, and whose marks. Returns the rows' height; draws
/// them where `draw` says so. 0 where nothing is compared.
float progress_switch_rows(PanelContext& context, ImVec2 at, float width, bool draw);
/// Under it: what colours, signs and patterns mean, and a way to what lies on the other side. The same.
float progress_legend_rows(PanelContext& context, const std::vector<SessionPane>& panes, ImVec2 at, float width,
                           bool draw);
/// The labels of the places seen in one pane, beside them, with a line to each; pressing one speaks of its place.
void draw_progress_tags(PanelContext& context, const SessionPane& pane, const PanelBox& box);
/// A click on a mark or a patch speaks of its place; true where it did.
bool choose_progress_place(PanelContext& context, const MarkId& mark);
/// The sign of an outcome in its colours, inline, as high as a line of text.
void outcome_sign(const Theme& theme, PlaceOutcome outcome);

}  // namespace palpate
