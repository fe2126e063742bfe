#pragma once

#include "workspace/workspace.h"

namespace palpate {

/// A place of the panel: which pane, and where in its picture.
struct PanePlace {
    std::size_t index = 0;
    SessionPane pane;
    glm::vec2 pixel{0.0F};  ///< in the pane
};

}  // namespace palpate
