#pragma once

#include "ui/panels.h"

#include <functional>
#include <string>

namespace palpate {

// What is asked of a client before anything is done, as controls: the therapist's Safety panel and the pages a client
// answers on are made of them. Each shows what is known and changes it by a command.

enum class Answered {
    InARow,     ///< the answers beside the question, for long lists
    WithPlaces  ///< below it; where an answer's rule depends on the place, that is asked, too
};
/// A contraindication or a red flag by its id: yes, no, not sure; the one given stays pressed, pressed again is taken back.
void draw_answer(PanelContext& context, const std::string& id, Answered how);
/// Brings WindowState::shown_questions up to date: the open questions, and those answered since they were first shown, so
/// that what is pressed does not jump away from under the pointer.
void gather_open_questions(PanelContext& context);
/// Answers the open questions that `which` chooses with no.
void answer_all_no(PanelContext& context, const std::function<bool(const OpenQuestion&)>& which);
/// A medicine, an allergy or a condition as a box.
void draw_yes_no(PanelContext& context, FactKind kind, const std::string& id, const std::string& name);
void draw_age_chips(PanelContext& context);
/// Medicines and allergies.
void draw_medicines(PanelContext& context);
/// Whether, and which week.
void draw_pregnancy(PanelContext& context);
/// Chips with their rank: "1 Less pain".
void draw_goal_chips(PanelContext& context);
void draw_pressure_chips(PanelContext& context);
/// Taken from the place that was clicked on the body.
void draw_places_to_leave_alone(PanelContext& context);
void draw_oil_chips(PanelContext& context);

}  // namespace palpate
