#pragma once

#include "geometry/image.h"
#include "workspace/workspace.h"

#include <vector>

namespace palpate {

/// The labels of what Progress shows, and at the foot what signs and colours mean, onto a picture of these panes. Draws
/// nothing where nothing is compared. `scale`: of words. Throws Error NotFound where the system has no font.
void draw_progress_labels(Image& image, const Workspace& workspace, const std::vector<SessionPane>& panes, float scale);

}  // namespace palpate
