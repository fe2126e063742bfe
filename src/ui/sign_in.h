#pragma once

#include "ui/panels.h"

namespace palpate {

/// All there is on screen while the records are locked: who, the passphrase, and what went wrong. Nothing of a record.
void draw_sign_in(PanelContext& context);
/// Closes what is open and wipes what was typed of secrets; drafts stay for who signs in again.
void shut_window_state(WindowState& state);
/// Another person signed in than before: drafts are not theirs.
void greet(PanelContext& context);
/// "The records lock in 17 seconds.", with a way to stay.
void draw_lock_warning(PanelContext& context, const PanelBox& room);
/// Who is signed in, and a button that locks; nothing where there is no passphrase. Its width says how wide it gets.
void draw_lock_button(PanelContext& context, bool roomy);
[[nodiscard]] float lock_button_width(const PanelContext& context, bool roomy);

}  // namespace palpate
