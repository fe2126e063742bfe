#pragma once

#include "change/progress_report.h"
#include "ui/panels.h"

namespace palpate {

/// True while the window compares sessions.
[[nodiscard]] bool compares_progress(const PanelContext& context);
/// Which sessions are compared, and the way back, over the charts.
void draw_progress_bar(PanelContext& context);
/// What changed between the two sessions: trend of the whole body and of each place, measures, and all of it as tables.
void draw_progress_panel(PanelContext& context);

}  // namespace palpate
