#pragma once

#include "workspace/workspace.h"

namespace palpate::detail {

/// Lays the window out for somebody else, and back to how the therapist left it. Throws Error InvalidEdit where no client is
/// open and the mode is of one.
void set_mode(Workspace& workspace, AppMode mode);

}  // namespace palpate::detail
