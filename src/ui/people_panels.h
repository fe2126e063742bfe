#pragma once

#include "ui/panels.h"

namespace palpate {

/// Everyone in the store: to search while typing, to open, and to add. Numbers in the place of names where names are hidden.
void draw_client_list(PanelContext& context);
/// Who the client is, how to reach them, what they agreed to, and what they said of their health over time.
void draw_client_page(PanelContext& context);
/// Sessions a week and common areas of all clients; areas of few clients are left out.
void draw_practice_figures(PanelContext& context);
/// What the client marked and nobody has gone into; nothing where there is none.
void draw_marks_to_ask_about(PanelContext& context);
/// A button whose menu holds phrases for a part of the note. Returns the phrase that was chosen.
[[nodiscard]] std::optional<std::string> draw_phrase_button(PanelContext& context, NotePart part,
                                                            const std::string& typed);

}  // namespace palpate
