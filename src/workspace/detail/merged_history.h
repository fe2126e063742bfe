#pragma once

#include "casebook/history.h"

namespace palpate {

/// The history of a record that was changed elsewhere meanwhile and is `merged` now. Steps of undo and redo stay where
/// they touch other things than what came from elsewhere; else nothing from before can be undone, since a step back would
/// take away what somebody else wrote. O(steps x record).
[[nodiscard]] History rebase_history(const History& history, const CaseDocument& merged);

}  // namespace palpate
