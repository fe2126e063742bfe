#pragma once

#include "ui/layout.h"

#include <functional>

namespace palpate {

/// Panels do not move, are not closed, and stay under what floats.
inline constexpr ImGuiWindowFlags k_fixed_panel = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                                  ImGuiWindowFlags_NoSavedSettings |
                                                  ImGuiWindowFlags_NoBringToFrontOnFocus;

/// An ImGui window at that place, which scrolls unless `more` says otherwise; nothing where there is no room. `name` begins
/// with "##".
void draw_fixed_panel(const char* name, const PanelBox& box, const ImVec4& ground, const std::function<void()>& draw,
                      bool padded = true, ImGuiWindowFlags more = 0);

}  // namespace palpate
