#pragma once

#include "ui/layout.h"
#include "ui/panels.h"
#include "workspace/intake_desk.h"

#include <functional>

namespace palpate {

/// True while the body is there for pointing at places and not for marking: a page of the kiosk asks what to leave alone.
[[nodiscard]] bool only_points(const PanelContext& context);

/// Instead of all panels while the device is handed over: one question a page, with how far it is above and the ways on
/// below. `draw_body` fills the room of the body on the pages that have one.
void draw_kiosk(PanelContext& context, ImVec2 window, const std::function<void(const PanelBox&)>& draw_body);

/// What the current step asks; where a body stands beside it, without what is asked on the body itself.
void draw_intake_page(PanelContext& context);
/// Before anyone answers: begin, with a code or without, or go on after a pause.
void draw_intake_welcome(PanelContext& context);
/// After the last answer: thanks, and on to the next client.
void draw_intake_done(PanelContext& context);

/// The therapist chooses a PIN and hands the device over.
void draw_hand_over_dialog(PanelContext& context);

/// What waits to be gone through, as a button with a list; nothing where nothing waits.
void draw_waiting_answers(PanelContext& context);
[[nodiscard]] float waiting_answers_width(const PanelContext& context);
/// One client's answers, thing by thing, with what becomes of each.
void draw_intake_review(PanelContext& context);

}  // namespace palpate
