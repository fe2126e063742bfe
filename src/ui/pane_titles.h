#pragma once

#include "ui/panels.h"

#include <vector>

namespace palpate {

/// What lies about panes at the theme's scale.
[[nodiscard]] PaneFrame pane_frame(const Theme& theme);
[[nodiscard]] PanelBox box_of(const Pane& pane, ImVec2 origin);

/// The words at the top of one of several panes: the fixed view's name, with a way back from zooming; of a comparison
/// the session, to choose another. Nothing above a single picture.
void draw_pane_title(PanelContext& context, const std::vector<SessionPane>& panes, std::size_t index,
                     const PanelBox& box);
/// A small cross where the place under the pointer lies in the other panes; pale where it faces away there.
void draw_place_in_other_panes(const Theme& theme, const std::vector<SessionPane>& panes, std::size_t pointed,
                               const SurfacePoint& point, ImVec2 origin);
/// Where Enter would click: a cross in the middle of the pane, framed where it is one of several.
void draw_aim(const Theme& theme, const PanelBox& box, bool framed);
struct HoverWords {
    std::string title;  ///< empty: nothing to say
    std::string below;
};
/// What the pointer is on: the structure's names; a mark in words where it cannot be opened.
[[nodiscard]] HoverWords hover_words(const PanelContext& context, const PickHit& hit, const SessionPane& pane);

}  // namespace palpate
