#pragma once

#include "intake/home_page.h"
#include "scene/scene_renderer.h"
#include "workspace/workspace.h"

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

/// The body from its four sides with the outlines of its lay regions, for the page on which clients answer at home.
/// Needs an atlas with its picker. Some 4 s without a graphics card. Throws Error Graphics.
[[nodiscard]] std::vector<HomePagePicture> draw_home_page_pictures(const Workspace& workspace, SceneRenderer& renderer);

/// What can be agreed to on that page.
[[nodiscard]] std::vector<HomePageConsent> home_page_consents();

}  // namespace palpate
