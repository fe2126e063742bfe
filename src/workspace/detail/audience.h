#pragma once

#include "workspace/commands.h"
#include "workspace/intake_desk.h"
#include "workspace/workspace_parts.h"

namespace palpate::detail {

/// Whether a command may run in that mode. While a client marks, nothing opens that speaks of others or is written for
/// therapists; while both look at an explanation only what shows something runs, and nothing changes the record.
/// While clients answer before a visit, or their answers are gone through, what is about these answers and the body runs, and
/// nothing else.
[[nodiscard]] bool may_run(const Command& command, AppMode mode, IntakeState state);

/// Whether it is for who is signed in. The front desk runs what is about names and days, and looks at the body; nothing that
/// shows, changes or hands out what is about health.
[[nodiscard]] bool is_for(const Command& command, UserRole role);

}  // namespace palpate::detail
