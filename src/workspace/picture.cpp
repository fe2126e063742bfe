#include "workspace/picture.h"

#include "base/error.h"
#include "base/locale_words.h"
#include "geometry/image_canvas.h"
#include "scene/soft_zones.h"
#include "workspace/progress_picture.h"

#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace palpate {
namespace {

constexpr int k_tile_px = 2048;             // multisampled in any graphics card's memory
constexpr float k_height_of_scale_1 = 800;  // picture height that bears words and signs of size 1
constexpr float k_title_height_px = 22.0F;
constexpr float k_legend_height_px = 16.0F;

float words_scale(const Viewport& size) {
    return std::max(0.5F, static_cast<float>(std::min(size.width_px, size.height_px)) / k_height_of_scale_1);
}

PaneFrame frame_at(float scale) {
    return {.gap_px = std::max(1, static_cast<int>(3 * scale)), .title_px = static_cast<int>(38 * scale)};
}

/// A camera for a picture of other proportions than the screen's: what was seen stays in it.
OrbitCamera fitted(const OrbitCamera& camera, const Viewport& screen, const Viewport& picture) {
    OrbitCamera wider = camera;
    if (picture.aspect() < screen.aspect()) {
        const float tangent = std::tan(0.5F * camera.vertical_field_of_view_rad) * screen.aspect() / picture.aspect();
        wider.vertical_field_of_view_rad = 2.0F * std::atan(tangent);
    }
    return wider;
}

std::string session_words(const Workspace& workspace, const SessionId& id) {
    const Session* session = find_session(workspace.require_document(), id);
    if (session == nullptr) {
        return {};  // removed while the picture was being made
    }
    const std::string title = session->title.empty()
                                  ? workspace.words().tr("session.type." + std::string(name_of(session->type)))
                                  : session->title;
    return shown_date(workspace.words(), session->date) + " \u00b7 " + title;
}

}  // namespace

PictureTaker::PictureTaker(const Workspace& workspace, SceneRenderer& renderer, const PictureRequest& request)
    : workspace_(&workspace), renderer_(&renderer), request_(request), scale_(words_scale(request.size)) {
    if (std::max(request.size.width_px, request.size.height_px) > k_largest_picture_px) {
        throw Error(ErrorCode::Usage,
                    {"workspace.picture-too-large", {{"limit", std::to_string(k_largest_picture_px)}}});
    }
    static_cast<void>(workspace.require_atlas());
    const Scene& scene = workspace.scene();
    const glm::vec4 ground = request.transparent ? glm::vec4(0.0F) : glm::vec4(scene.background_edge, 1.0F);
    image_ = make_image(request.size.width_px, request.size.height_px, ground);
    panes_ = workspace.panes(request.size, frame_at(scale_));
    for (std::size_t i = panes_.size(); i-- > 0;) {
        if (workspace.view().panes != PaneMode::Four) {
            panes_[i].pane.camera = fitted(panes_[i].pane.camera, workspace.camera_viewport(), panes_[i].pane.viewport);
            panes_[i].pane.camera.orbit(request.turn_rad, 0.0F);
        }
        add_tiles(i);
    }
}

void PictureTaker::add_tiles(std::size_t pane) {
    const Viewport& size = panes_[pane].pane.viewport;
    for (int y = 0; y < size.height_px; y += k_tile_px) {
        for (int x = 0; x < size.width_px; x += k_tile_px) {
            tiles_.push_back(
                {pane, {x, y}, {std::min(k_tile_px, size.width_px - x), std::min(k_tile_px, size.height_px - y)}});
        }
    }
}

bool PictureTaker::step() {
    if (tiles_.empty()) {
        return false;
    }
    const Tile tile = tiles_.back();
    tiles_.pop_back();
    const SessionPane& shown = panes_[tile.pane];
    // Signs and lines reach over a tile's edge, and look about them for what covers them: some more is drawn than kept.
    const auto border = static_cast<int>(std::ceil(48.0F * scale_));
    const glm::ivec2 whole(shown.pane.viewport.width_px, shown.pane.viewport.height_px);
    const glm::ivec2 low = glm::max(tile.corner_px - border, glm::ivec2(0));
    const glm::ivec2 high = glm::min(tile.corner_px + tile.size_px + border, whole);
    Viewport viewport{high.x - low.x, high.y - low.y};
    if (high - low != whole) {
        viewport.corner_px = low;
        viewport.whole_px = whole;
    }
    Scene scene = workspace_->scene_of(shown.session);
    if (!request_.marks) {
        scene.marks.clear();
    }
    if (!request_.side_words) {
        scene.side_labels.clear();
    }
    const Image drawn = renderer_->render(scene, shown.pane.camera, viewport,
                                          {.samples = 4,
                                           .transparent_background = request_.transparent,
                                           .ui_scale = scale_,
                                           .names = workspace_->names_in(shown)});
    paste(image_, crop(drawn, tile.corner_px - low, tile.size_px), shown.pane.corner_px + tile.corner_px);
    if (!tiles_.empty()) {
        return true;
    }
    draw_titles();
    draw_heat_legend();
    if (request_.marks) {
        draw_progress_labels(image_, *workspace_, panes_, scale_);
    }
    return false;
}

void PictureTaker::draw_titles() {
    if (panes_.size() < 2) {
        return;
    }
    const auto title_px = static_cast<float>(frame_at(scale_).title_px);
    const bool four = panes_.size() == k_four_panes;
    for (std::size_t i = 0; i < panes_.size(); ++i) {
        const Pane& pane = panes_[i].pane;
        const glm::vec2 corner(pane.corner_px);
        const float above = four ? 0.5F : -0.5F;  // of two sessions the strip lies above the picture
        draw_words(image_,
                   four ? workspace_->words().tr("pane." + std::string(k_four_views[i]))
                        : session_words(*workspace_, panes_[i].session),
                   corner + glm::vec2(0.5F * static_cast<float>(pane.viewport.width_px), above * title_px),
                   k_title_height_px * scale_, workspace_->scene().label_ink);
    }
}

/// Five swatches at the foot of the picture: colours without their numbers would say nothing.
void PictureTaker::draw_heat_legend() {
    const SoftZones zones = workspace_->view().settings.soft_zones;
    if (!is_heat(zones) || workspace_->view().mode == AppMode::Progress) {  // there the legend says what is compared
        return;
    }
    const glm::ivec2 size(glm::vec2(74.0F, 24.0F) * scale_);
    const int gap = std::max(1, static_cast<int>(4 * scale_));
    const int left = (image_.width_px - 5 * size.x - 4 * gap) / 2;
    const int top = image_.height_px - size.y - 3 * gap;
    for (int step = 0; step < 5; ++step) {
        const RatingColours colours = rating_colours(2 * step + 1);
        const glm::ivec2 corner(left + step * (size.x + gap), top);
        const std::string words = zones == SoftZones::HeatOften
                                      ? shown_percent(workspace_->words(), 0.2 * (step + 1))
                                      : std::to_string(2 * step + 1) + "\u2013" + std::to_string(2 * step + 2);
        fill_rectangle(image_, corner, size, colours.fill);
        draw_words(image_, words, glm::vec2(corner) + 0.5F * glm::vec2(size), k_legend_height_px * scale_, colours.ink);
    }
}

Image PictureTaker::take() {
    PALPATE_ASSERT(tiles_.empty());
    return std::move(image_);
}

Image take_picture(const Workspace& workspace, SceneRenderer& renderer, const PictureRequest& request) {
    PictureTaker taker(workspace, renderer, request);
    while (taker.step()) {
    }
    return taker.take();
}

}  // namespace palpate
