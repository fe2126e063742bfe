#pragma once

#include "ui/panels.h"

#include <functional>

namespace palpate {

/// Called with the mark as it should be and the argument of mark.edit that changed.
using ChangeMark = std::function<void(const Mark& changed, const char* argument)>;

/// Makes each change of a field an edit of the mark.
[[nodiscard]] ChangeMark edit_on_change(PanelContext& context);

// Controls for what is said of a mark, each with its question. They change nothing themselves.

/// How strong it is now.
void draw_rating_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_kind_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_quality_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_depth_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
/// Usual and worst, 0 to 10; pressed again the number is taken back.
void draw_other_ratings(PanelContext& context, const Mark& mark, const ChangeMark& change);
/// Since when, with the clinician's word for it.
void draw_onset_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_constancy_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_influence_fields(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_confidence_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_author_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
// Free words. A change is reported when the field is left: one step of undo.

void draw_radiation_field(PanelContext& context, const Mark& mark, const ChangeMark& change);
void draw_note_field(PanelContext& context, const Mark& mark, const ChangeMark& change);

}  // namespace palpate
