#pragma once

#include "ui/panels.h"

#include <string>

namespace palpate::detail {

// The parts of the practice panel. Each fills the ImGui child it is called in.
void draw_practice_backups(PanelContext& context);
void draw_practice_key(PanelContext& context);
void draw_practice_people(PanelContext& context);
void draw_practice_log(PanelContext& context);

/// "23 Nov 2026, 18:04" in local time.
[[nodiscard]] std::string shown_time(const PanelContext& context, Timestamp time);
/// True while nothing else is being done to the store.
[[nodiscard]] bool is_free(const PanelContext& context);
/// A labelled field for a passphrase. True when Enter was pressed.
bool labelled_secret(PanelContext& context, const char* label_key, const char* id, std::string& secret);
/// Whether two typed passphrases can be taken; says why not.
bool new_passphrase_is_good(PanelContext& context, const std::string& first, const std::string& again);

}  // namespace palpate::detail
