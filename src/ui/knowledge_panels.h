#pragma once

#include "ui/panels.h"

namespace palpate {

/// Safety questions, health, conditions, goals, wishes and the calendar of the client, and the rules that follow.
void draw_safety_panel(PanelContext& context);
/// What is planned for the session and for home: to add, order, tick off.
void draw_plan_panel(PanelContext& context);
/// What plays on the body, at the foot of `room`: name, pause, speed, end; nothing where nothing plays.
void draw_stroke_bar(PanelContext& context, const PanelBox& room);

}  // namespace palpate
