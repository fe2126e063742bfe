#pragma once

#include "programs/composition.h"

namespace palpate {

/// Makes the pictures that commands asked for, without a window, and waits until they are written. Throws Error.
void make_ordered_pictures(Application& application, Workspace& workspace);

}  // namespace palpate
