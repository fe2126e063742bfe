#include "ui/pane_pictures.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace palpate {
namespace {

constexpr double k_settle_s = 0.12;            // after the last motion the still picture is drawn
constexpr double k_longest_frame_s = 0.03;     // then the remaining panes wait for the next frame
constexpr float k_px_per_sign_scale = 420.0F;  // picture height, or breadth and a half, that bears signs of size 1
constexpr float k_breadth_per_height = 1.5F;
constexpr std::size_t k_moving_triangles_software = 90'000;

}  // namespace

float sign_scale(const Theme& theme, const std::vector<SessionPane>& panes) {
    float room_px = 0.0F;
    for (const SessionPane& shown : panes) {
        const Viewport& viewport = shown.pane.viewport;
        room_px = std::max(room_px, std::min(static_cast<float>(viewport.height_px),
                                             k_breadth_per_height * static_cast<float>(viewport.width_px)));
    }
    return std::clamp(room_px / k_px_per_sign_scale, 0.6F, theme.scale);
}

PanePictures::PanePictures(std::unique_ptr<GlSceneRenderer> renderer, bool software_rendering)
    : renderer_(std::move(renderer)), software_rendering_(software_rendering) {}

void PanePictures::note_motion() { last_motion_s_ = ImGui::GetTime(); }

std::uint32_t PanePictures::texture(std::size_t pane) const { return pane < shown_.size() ? shown_[pane].texture : 0; }

bool PanePictures::shows_full_detail() const {
    return !shown_.empty() && std::ranges::all_of(shown_, &Shown::full_detail);
}

std::optional<double> PanePictures::still_picture_in_s() const {
    if (shown_.empty() || shows_full_detail()) {
        return std::nullopt;
    }
    return std::max(0.005, k_settle_s - (ImGui::GetTime() - last_motion_s_));
}

void PanePictures::draw(PanelContext& context, const std::vector<SessionPane>& panes, std::size_t first, bool moving,
                        std::vector<ScreenBox> covered) {
    if (ViewState view = context.workspace.view();
        view.settings.dark_background != (context.theme.name == ThemeName::Dark)) {
        view.settings.dark_background = !view.settings.dark_background;
        context.workspace.set_view(view);
    }
    if (panes.size() < shown_.size()) {
        renderer_->release_slots_from(panes.size());
    }
    shown_.resize(panes.size());
    const bool at_rest = !moving && ImGui::GetTime() - last_motion_s_ >= k_settle_s;
    const auto start = std::chrono::steady_clock::now();
    unfinished_ = false;
    for (std::size_t i = 0; i < panes.size(); ++i) {
        const std::size_t index = i == 0 ? first : (i <= first ? i - 1 : i);
        const Shown wanted{context.workspace.revision(),
                           panes[index],
                           context.theme.name,
                           sign_scale(context.theme, panes),
                           index == 0 ? covered : std::vector<ScreenBox>(),
                           at_rest || !software_rendering_,
                           0};
        if (is_current(shown_[index], wanted)) {
            continue;
        }
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        if (at_rest && spent.count() > k_longest_frame_s) {  // moving panes keep step
            unfinished_ = true;
            return;
        }
        draw_pane(context, index, panes.size(), wanted);
    }
}

bool PanePictures::is_current(const Shown& shown, const Shown& wanted) const {
    const auto facts = [](const Shown& of) {
        return std::tie(of.revision, of.pane.pane.camera, of.pane.pane.viewport, of.pane.session, of.theme,
                        of.sign_scale, of.covered);
    };
    return shown.texture != 0 && facts(shown) == facts(wanted) && (shown.full_detail || !wanted.full_detail);
}

void PanePictures::draw_pane(PanelContext& context, std::size_t index, std::size_t count, const Shown& wanted) {
    const Pane& pane = wanted.pane.pane;
    RenderQuality quality;
    quality.samples = wanted.full_detail ? 4 : 1;
    quality.triangle_budget = wanted.full_detail ? 0 : k_moving_triangles_software / count;
    quality.ui_scale = wanted.sign_scale;
    quality.names = context.workspace.names_in(wanted.pane);
    quality.covered = wanted.covered;
    shown_[index] = wanted;
    shown_[index].texture =
        renderer_->draw(context.workspace.scene_of(wanted.pane.session), pane.camera, pane.viewport, quality, index);
}

}  // namespace palpate
