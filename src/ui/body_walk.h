#pragma once

#include "scene/neighbour_walk.h"

namespace palpate {

struct PanelContext;

/// Selects the structure that lies on that side of the selected one on screen. False where there is none selected or seen.
bool walk_to_neighbour(PanelContext& context, WalkDirection direction);
/// Begins a mark on the selected structure, at a place of it that is seen. False where none is.
bool mark_selected_structure(PanelContext& context);

}  // namespace palpate
