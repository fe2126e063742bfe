#pragma once

#include "ui/body_panel_place.h"
#include "ui/panels.h"

#include <string>

namespace palpate {

/// From now on the next click on the body says where exactly `question` is (a contraindication or a red flag), or what is
/// to be left alone where it is empty. Pressed again it ends that. Draws the button.
void draw_spot_button(PanelContext& context, const std::string& question);
/// The spots of a fact, each a button that takes it away.
void draw_spots(PanelContext& context, const ClientFact& fact);
/// The click that was asked for. Beside the body it is none, and the question stays.
void point_at_spot(PanelContext& context, const PanePlace& place);
/// What is asked, over the body, with a way out of it. Nothing while nothing is asked.
void draw_spot_question(PanelContext& context, const PanelBox& room);

}  // namespace palpate
