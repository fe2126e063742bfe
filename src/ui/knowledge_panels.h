#pragma once

#include "ui/panels.h"

namespace palpate {

/// Typing that stops this long is kept, in seconds.
inline constexpr double k_typing_pause_s = 1.0;

/// Safety questions, health, conditions, goals, wishes and the calendar of the client, and the rules that follow.
void draw_safety_panel(PanelContext& context);
/// What is planned for the session and for home: to add, order, tick off.
void draw_plan_panel(PanelContext& context);
/// The session's note in four parts, its measures, signing and addenda.
void draw_note_panel(PanelContext& context);
/// Ratings before and after, and other values; `locked`: to read only.
void draw_measures(PanelContext& context, bool locked);
/// What was typed into the note and not yet kept is kept; with `all` at once, else after a pause. Call once per frame.
void keep_typed_note(PanelContext& context, bool all);
/// What fits the session as a whole and by muscle group; nothing where nothing is marked.
void draw_session_matches(PanelContext& context);
/// Pause, speed and end of what plays on the body; nothing where nothing plays.
void draw_stroke_controls(PanelContext& context);
/// Looks at the structure and, where the technique touches skin, plays its strokes there. An empty structure: nothing.
void show_on_body(PanelContext& context, const std::string& technique_id, const StructureId& structure);
/// A claim as a chip that opens into what research says of it: one honest sentence and the publications.
/// Without the sentence where it stands beside the chip already.
void draw_claim(PanelContext& context, const Claim& claim, bool sentence = true);
/// True while both look and the therapist explains.
[[nodiscard]] bool explains(const PanelContext& context);
/// True while nothing is marked: something is explained or pointed at, or sessions are compared.
[[nodiscard]] bool only_looks(const PanelContext& context);
/// True while a client sees the screen, marking or listening.
[[nodiscard]] bool client_looks(const PanelContext& context);
/// The bar over the explanation, with the way back; nothing in it names anyone.
void draw_explain_bar(PanelContext& context);
/// Today's techniques, one of them in plain words, and the client's goals. All of it is for the client's eyes.
void draw_explain_panel(PanelContext& context);
/// From one technique back to all of them; what plays ends.
void leave_topic(PanelContext& context);
/// The five benefits and what else people ask, as cards of this client.
void draw_benefit_cards(PanelContext& context);
/// What plays on the body, at the foot of `room`: name, pause, speed, end; nothing where nothing plays.
void draw_stroke_bar(PanelContext& context, const PanelBox& room);

}  // namespace palpate
