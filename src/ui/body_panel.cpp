#include "ui/body_panel.h"

#include "base/error.h"
#include "geometry/frame.h"
#include "geometry/sight.h"
#include "scene/skin_overlay.h"
#include "ui/intake_kiosk.h"
#include "ui/knowledge_panels.h"
#include "ui/pane_titles.h"
#include "ui/progress_body.h"
#include "ui/progress_panel.h"
#include "ui/spot_pointing.h"
#include "ui/tool_bar.h"
#include "ui/view_buttons.h"
#include "ui/widgets.h"
#include "workspace/views.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

constexpr float k_click_slop_px = 5.0F;       // shaky hands move a little while they click
constexpr float k_most_button_share = 0.22F;  // of the panel's height
constexpr float k_orbit_rad_per_px = 0.0075F;
constexpr float k_zoom_per_step = 0.88F;
constexpr float k_skin_closer = 0.45F;         // of the distance, for a double click on the skin
constexpr float k_closest_fixed_mm = 2600.0F;  // the eye of a fixed view, far off, stays outside the body

glm::vec2 to_glm(ImVec2 v) { return {v.x, v.y}; }

/// The left button turns; Shift or another button moves. While drawing is chosen the right button turns too.
bool turns_body(const PanelContext& context) {
    const bool right_turns = draws_on_skin(context.workspace.tool().tool) && ImGui::IsMouseDown(ImGuiMouseButton_Right);
    return (ImGui::IsMouseDown(ImGuiMouseButton_Left) || right_turns) && !ImGui::GetIO().KeyShift;
}

/// For what is said about places: where pain here is often felt from.
void note_clicked_region(PanelContext& context, const PickHit& hit) {
    const RegionEntry* region = context.workspace.anatomy().find_region(hit.region_id);
    const float offset_mm = hit.point.position_mm.x - k_mirror_plane_x_mm;
    context.state.clicked_region = hit.region_id;
    context.state.clicked_side =
        region == nullptr || !region->sided ? Side::Mid : (offset_mm > 0.0F ? Side::Left : Side::Right);
}

/// In a fixed view nobody asks where the camera is, and names need the room.
bool shows_mini_map(const PanelContext& context) {
    const ViewState& shown = context.workspace.view();
    return shown.mini_map && shown.panes != PaneMode::Four && shown.mode == AppMode::Session &&
           !shown.settings.show_names;
}

bool four_views(const PanelContext& context) { return context.workspace.view().panes == PaneMode::Four; }

}  // namespace

BodyPanel::BodyPanel(std::unique_ptr<GlSceneRenderer> renderer, bool software_rendering)
    : pictures_(std::move(renderer), software_rendering) {}

bool BodyPanel::moving() const {
    return motion_.moving() || dragging_ || tools_.drawing() || pictures_.unfinished() || maker_.has_value();
}

std::optional<double> BodyPanel::still_picture_in_s() const { return pictures_.still_picture_in_s(); }

void BodyPanel::draw(PanelContext& context) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 panel = ImGui::GetContentRegionAvail();
    if (context.workspace.atlas() == nullptr) {
        return;
    }
    // Beside one body there is room for the tools; several fill the picture, and the tools stand beside it. A pair needs
    // the breadth more than the tools need their words.
    const PaneMode mode = context.workspace.view().panes;
    const bool tool_words = mode != PaneMode::Compare && tools_have_words(context.theme, panel.x);
    const bool beside = mode != PaneMode::Single && !compares_progress(context);
    const float tools_width = beside ? tool_bar_width(context.theme, tool_words) : 0.0F;
    const float above = progress_switch_rows(context, corner, panel.x, false);
    origin_ = {corner.x + tools_width, corner.y + above};
    const ImVec2 room{panel.x - tools_width, panel.y - above};
    ImGui::SetCursorScreenPos(origin_);
    const float rows = view_button_rows(context, origin_, room.x, false);
    const bool in_a_menu = rows > k_most_button_share * room.y;  // large words in a small window: the body comes first
    const float legend = progress_legend_rows(context, panes_, origin_, room.x, false);
    const float buttons = legend + (in_a_menu ? ImGui::GetFrameHeight() + 2 * ImGui::GetStyle().ItemSpacing.y : rows);
    const Viewport whole{std::max(1, static_cast<int>(room.x)), std::max(1, static_cast<int>(room.y - buttons))};
    const ImVec2 size{static_cast<float>(whole.width_px), static_cast<float>(whole.height_px)};
    lay_out_panes(context, whole);
    ImGui::SetNextItemAllowOverlap();
    ImGui::InvisibleButton(
        "##body", size,
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    work_by_mouse(context);
    lay_out_panes(context, whole);  // the hand may have moved a camera

    // Names need the room of the tools, and are for looking.
    const bool tools = !context.workspace.view().settings.show_names && !only_looks(context);
    std::vector<ScreenBox> covered;
    if (tools && mode == PaneMode::Single) {
        covered.push_back(tool_bar_box(context, size.y, tool_words));
        if (const auto map = mini_map_box(context.theme, {size.x, size.y}); map && shows_mini_map(context)) {
            covered.push_back(*map);
        }
    }
    pictures_.draw(context, panes_, hovered_place_ ? hovered_place_->index : 0, motion_.moving() || dragging_, covered);
    draw_panes(context);
    draw_mini_map(context);
    work_on_pictures(context);
    progress_switch_rows(context, corner, panel.x, true);
    progress_legend_rows(context, panes_, {origin_.x, origin_.y + size.y}, room.x, true);
    const ImVec2 below{origin_.x, origin_.y + size.y + legend};
    if (in_a_menu) {
        draw_view_menu(context, below);
    } else {
        view_button_rows(context, below, room.x, true);
    }
    if (tools) {
        draw_tool_bar(context, corner, size.y, tool_words);
    }
    draw_hover_words(context);
    draw_spot_question(context, {origin_, size});
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy(panel);
}

void BodyPanel::lay_out_panes(PanelContext& context, const Viewport& whole) {
    frame_ = pane_frame(context.theme);
    if (framed_for_.width_px == 0) {
        framed_for_ = context.workspace.camera_viewport();  // the body was fitted into it when it came
    }
    context.workspace.set_viewport(whole, frame_);
    keep_whole(context);
    follow_camera(context);
    panes_ = context.workspace.panes();
    if (!four_views(context)) {
        for (SessionPane& shown : panes_) {
            shown.pane.camera = motion_.shown();
        }
    }
}

/// What was seen whole is seen whole when the panel gets narrower, or a pair stands where one body stood; at once.
void BodyPanel::keep_whole(PanelContext& context) {
    const Viewport now = context.workspace.camera_viewport();
    const Viewport before = std::exchange(framed_for_, now);
    if (before == now) {
        return;
    }
    ViewState view = context.workspace.view();
    const OrbitCamera camera = refit_camera(view.camera, context.workspace.require_atlas().bounds(), before, now);
    if (camera != view.camera) {
        view.camera = camera;
        motion_.set_by_hand(camera);
        context.workspace.set_view(view);
    }
}

/// Named moves arrive as a jump of the workspace's camera; the picture travels there and ends exactly on it. Wherever it
/// was sent, some of the body stays in sight.
void BodyPanel::follow_camera(PanelContext& context) {
    if (places_of_ != context.workspace.atlas().get()) {
        places_of_ = context.workspace.atlas().get();
        places_ = places_on(*places_of_);
    }
    const double now_s = ImGui::GetTime();
    const bool reduced = context.workspace.view().reduce_motion;
    if (const auto turn = motion_.spin(context.workspace.view().camera, now_s)) {
        OrbitCamera camera = motion_.shown();
        camera.orbit(turn->x, turn->y);
        set_camera(context, 0, camera);
    }
    ViewState view = context.workspace.view();
    if (!places_.empty()) {
        view.camera = keep_in_sight(view.camera, context.workspace.camera_viewport(), places_);
        context.workspace.set_view(view);
    }
    const bool was_moving = motion_.moving();
    motion_.follow(view.camera, now_s, reduced);
    if (was_moving || motion_.moving()) {
        pictures_.note_motion();
    }
}

/// Motion by hand is shown at once, without a journey.
void BodyPanel::set_camera(PanelContext& context, std::size_t pane, const OrbitCamera& camera) {
    pictures_.note_motion();
    ViewState view = context.workspace.view();
    if (four_views(context)) {
        view.zoomed[pane] = camera;
        view.focused_pane = pane;
    } else {
        view.camera = places_.empty() ? camera : keep_in_sight(camera, panes_[pane].pane.viewport, places_);
        motion_.set_by_hand(view.camera);
    }
    context.workspace.set_view(view);
}

std::optional<PanePlace> BodyPanel::place_under(ImVec2 screen) const {
    const glm::vec2 pixel = to_glm(screen) - to_glm(origin_);
    for (std::size_t i = 0; i < panes_.size(); ++i) {
        if (find_pane_at({panes_[i].pane}, pixel)) {
            return PanePlace{i, panes_[i], pixel - glm::vec2(panes_[i].pane.corner_px)};
        }
    }
    return std::nullopt;
}

/// Of the pane the keys work on.
PanePlace BodyPanel::aimed_place(const PanelContext& context) const {
    std::size_t pane = 0;
    if (four_views(context)) {
        pane = std::min(context.workspace.view().focused_pane, panes_.size() - 1);
    } else if (panes_.front().read_only) {
        pane = panes_.size() - 1;
    }
    const Viewport& viewport = panes_[pane].pane.viewport;
    return {pane, panes_[pane], 0.5F * glm::vec2(viewport.width_px, viewport.height_px)};
}

std::optional<PickHit> BodyPanel::pick(const PanelContext& context, const PanePlace& place) const {
    return context.workspace.pick_in(place.pane, place.pixel, sign_scale(context.theme, panes_));
}

void BodyPanel::work_by_mouse(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsItemHovered();
    const std::optional<PanePlace> place = over ? place_under(io.MousePos) : std::nullopt;
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    if (ImGui::IsItemActivated()) {
        dragged_px_ = 0.0F;
        motion_.stop();
        dragged_pane_ = place ? std::optional(place->index) : std::nullopt;
    }
    if (!context.state.spot_asked) {
        draw_on_skin(context, place);
    }
    if (tools_.drawing()) {
        hovered_place_ = place;
        tools_.hover(context, place, std::nullopt);
        return;
    }
    // A finger presses where the pointer was not before: the way there is no drag.
    const bool drags = ImGui::IsItemActive() && !ImGui::IsItemActivated() && moved;
    if (drags) {
        dragged_px_ += std::hypot(io.MouseDelta.x, io.MouseDelta.y);
    }
    const bool still = dragged_px_ <= k_click_slop_px * context.theme.scale;
    dragging_ = ImGui::IsItemActive() && !still && dragged_pane_ && *dragged_pane_ < panes_.size();
    if (dragging_ && drags) {
        drag(context);
    }
    if (ImGui::IsItemDeactivated() && !still) {
        motion_.let_go(ImGui::GetTime(), context.workspace.view().reduce_motion);
    }
    if (place && io.MouseWheel != 0) {
        zoom(context, std::pow(k_zoom_per_step, io.MouseWheel), *place);
    }
    const bool clicked = place && still && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    if (place && !drawn_ && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        look_closer(context, *place);
    } else if (clicked && !std::exchange(drawn_, false)) {
        if (!std::exchange(looked_closer_, false)) {
            click(context, *place);
        }
    }
    if (moved) {
        context.state.aim_by_keyboard = false;
    }
    work_fixed_view_by_key(context);
    if (std::exchange(context.state.choose_in_the_middle, false)) {
        const bool draws = draws_on_skin(context.workspace.tool().tool) && !context.state.spot_asked;
        if (const PanePlace aim = aimed_place(context); draws) {
            tools_.put_by_key(context, aim);
        } else {
            click(context, aim);
        }
    }
    if (!dragging_) {
        hover(context, place);
        tools_.hover(context, place ? place : aimed_by_key(context), hovered_);
    }
}

/// With a drawing tool the left button draws where it is pressed on the skin; beside the body, and with Alt or Space
/// held, it turns the body as ever.
void BodyPanel::draw_on_skin(PanelContext& context, const std::optional<PanePlace>& place) {
    const bool turns = ImGui::GetIO().KeyAlt || ImGui::IsKeyDown(ImGuiKey_Space);
    if (ImGui::IsItemActivated()) {
        const bool draws = ImGui::IsMouseDown(ImGuiMouseButton_Left) && place && !turns;
        drawn_ = draws && tools_.press(context, *place);
    } else if (tools_.drawing() && !ImGui::IsItemActive()) {
        tools_.release(context);
    } else if (tools_.drawing() && place && place->index == dragged_pane_) {
        tools_.drag_to(context, *place);
    }
}

std::optional<PanePlace> BodyPanel::aimed_by_key(const PanelContext& context) const {
    return context.state.aim_by_keyboard ? std::optional(aimed_place(context)) : std::nullopt;
}

/// Turns the body; with Shift or another button, and in a fixed view that is zoomed, moves it.
void BodyPanel::drag(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    const Pane& pane = panes_[*dragged_pane_].pane;
    OrbitCamera camera = pane.camera;
    if (four_views(context)) {
        if (!context.workspace.view().zoomed[*dragged_pane_]) {
            return;  // the whole body stays where it is
        }
        camera.pan(to_glm(io.MouseDelta), pane.viewport, context.workspace.require_atlas().bounds());
    } else if (turns_body(context)) {
        const glm::vec2 turn = k_orbit_rad_per_px * glm::vec2(-io.MouseDelta.x, io.MouseDelta.y);
        camera.orbit(turn.x, turn.y);
        motion_.note_turn(turn, ImGui::GetTime());
    } else {
        camera.pan(to_glm(io.MouseDelta), pane.viewport, context.workspace.require_atlas().bounds());
    }
    if (camera != pane.camera) {
        set_camera(context, *dragged_pane_, camera);
    }
}

/// What the keys asked of the four views (move_fixed_view): the next one, or the picture of a zoomed one moved.
void BodyPanel::work_fixed_view_by_key(PanelContext& context) {
    constexpr float k_step_px = 60.0F;
    const glm::vec2 steps = std::exchange(context.state.fixed_view_steps, glm::vec2(0.0F));
    const float factor = std::exchange(context.state.fixed_view_zoom, 1.0F);
    if (!four_views(context) || (steps == glm::vec2(0.0F) && factor == 1.0F)) {
        return;
    }
    context.state.aim_by_keyboard = true;
    const PanePlace aim = aimed_place(context);
    if (factor != 1.0F) {
        zoom(context, factor, aim);
        return;
    }
    ViewState view = context.workspace.view();
    if (view.zoomed[aim.index] && !ImGui::GetIO().KeyShift) {
        OrbitCamera camera = aim.pane.pane.camera;
        const glm::vec2 drag_px = k_step_px * context.theme.scale * glm::vec2(-steps.x, steps.y);
        camera.pan(drag_px, aim.pane.pane.viewport, context.workspace.require_atlas().bounds());
        set_camera(context, aim.index, camera);
    } else if (steps.x != 0.0F) {
        const std::size_t count = panes_.size();
        view.focused_pane = (aim.index + (steps.x > 0.0F ? 1 : count - 1)) % count;
        context.workspace.set_view(view);
    }
}

/// Towards the surface under the pointer, as close as it allows; beside the body towards the pixel. A fixed view zoomed
/// out again is whole again.
void BodyPanel::zoom(PanelContext& context, float factor, const PanePlace& place) {
    OrbitCamera camera = place.pane.pane.camera;
    const Viewport& viewport = place.pane.pane.viewport;
    const Box& body = context.workspace.require_atlas().bounds();
    if (four_views(context)) {
        const OrbitCamera whole = lay_out_four(body, context.workspace.viewport(), frame_)[place.index].camera;
        if (camera.distance_mm * factor >= whole.distance_mm) {
            context.run("view.whole", {{"pane", std::string(k_four_views[place.index])}});
            return;
        }
        factor = std::max(factor, std::min(1.0F, k_closest_fixed_mm / camera.distance_mm));
    }
    if (const auto hit = pick(context, place)) {
        camera.zoom_about(factor, hit->point.position_mm, viewport, body);
    } else {
        camera.zoom_to(factor, place.pixel, viewport, body);
    }
    set_camera(context, place.index, camera);
}

/// A double click flies to the structure under the pointer; no mark is begun there.
void BodyPanel::look_closer(PanelContext& context, const PanePlace& place) {
    const auto hit = pick(context, place);
    looked_closer_ = true;
    context.state.draft.reset();
    if (hit) {
        const StructureId id = context.workspace.require_atlas().structures()[hit->structure].id;
        const bool skin = context.workspace.require_atlas().structure(id).structure_class == StructureClass::Skin;
        if (skin || four_views(context)) {  // skin is one structure all over the body; fixed views do not turn
            zoom(context, k_skin_closer, place);
        } else {
            context.run("view.zoom-to", {{"structure", id.text()}});
        }
    }
}

void BodyPanel::hover(PanelContext& context, const std::optional<PanePlace>& place) {
    hovered_place_ = place;
    hovered_ = place ? pick(context, *place) : std::nullopt;
    std::optional<StructureId> structure;
    if (hovered_ && std::holds_alternative<StructureId>(hovered_->target)) {
        structure = std::get<StructureId>(hovered_->target);
    }
    if (ViewState view = context.workspace.view(); structure != view.settings.hovered) {
        view.settings.hovered = structure;
        context.workspace.set_view(view);
    }
}

void BodyPanel::click(PanelContext& context, const PanePlace& place) {
    if (context.state.spot_asked) {
        point_at_spot(context, place);
        return;
    }
    context.state.draft.reset();
    if (ViewState view = context.workspace.view(); four_views(context) && view.focused_pane != place.index) {
        view.focused_pane = place.index;
        context.workspace.set_view(view);
    }
    const auto hit = pick(context, place);
    if (only_points(context)) {
        if (hit && std::holds_alternative<StructureId>(hit->target)) {
            note_clicked_region(context, *hit);
        }
        return;
    }
    const bool on_mark = hit && std::holds_alternative<MarkId>(hit->target);
    if (on_mark && compares_progress(context) && choose_progress_place(context, std::get<MarkId>(hit->target))) {
        return;
    }
    if (!hit || (on_mark && place.pane.read_only)) {
        context.workspace.select_mark(std::nullopt);
        context.run("view.select", {{"structure", ""}});
        return;
    }
    if (on_mark) {
        context.run("mark.select", {{"mark", std::get<MarkId>(hit->target).text()}});
        return;
    }
    if (context.workspace.tool().tool == Tool::Region && !place.pane.read_only) {
        choose_region(context, place);
        return;
    }
    const StructureId structure = std::get<StructureId>(hit->target);
    if (ImGui::GetIO().KeyCtrl) {
        context.run("view.select-also", {{"structure", structure.text()}});
        return;
    }
    note_clicked_region(context, *hit);
    context.workspace.select_mark(std::nullopt);
    context.run("view.select", {{"structure", structure.text()}});
    if (!place.pane.read_only && !only_looks(context)) {
        begin_draft(context, place, *hit);
    }
}

/// A place of the skin is meant as itself: the skin is one structure all over the body.
void BodyPanel::begin_draft(PanelContext& context, const PanePlace& place, const PickHit& hit) {
    const Atlas& atlas = context.workspace.require_atlas();
    const Structure& structure = atlas.structures()[hit.structure];
    MarkDraft draft{structure.id, hit.point.position_mm, place.pixel + glm::vec2(place.pane.pane.corner_px)};
    draft.extent = context.workspace.tool().tool == Tool::Group ? MarkExtent::Group : MarkExtent::Structure;
    if (structure.structure_class == StructureClass::Skin) {
        draft.extent = MarkExtent::Point;
        draft.anchor = make_anchor(atlas, structure, hit.point);
    }
    context.state.draft = std::move(draft);
    context.state.focus_editor = true;
}

/// Of the skin, however clear it is drawn.
void BodyPanel::choose_region(PanelContext& context, const PanePlace& place) {
    const Atlas& atlas = context.workspace.require_atlas();
    const Pane& pane = place.pane.pane;
    const auto skin = context.workspace.picker()->skin_under(context.workspace.scene_of(place.pane.session),
                                                             pane.camera, pane.viewport, place.pixel);
    if (!skin) {
        return;
    }
    context.workspace.select_mark(std::nullopt);
    context.state.draft =
        MarkDraft{atlas.structures()[*find_skin(atlas)].id, skin->position_mm, place.pixel + glm::vec2(pane.corner_px)};
    context.state.draft->extent = MarkExtent::Region;
    context.state.draft->anchor = make_anchor(atlas, atlas.structures()[*find_skin(atlas)], *skin);
    context.state.focus_editor = true;
}

/// One tile a frame: the window stays alive while a large picture is made.
void BodyPanel::work_on_pictures(PanelContext& context) {
    try {
        if (!maker_) {
            if (const auto order = context.workspace.take_picture_order()) {
                maker_.emplace(context.workspace, pictures_.renderer(), *order);
            }
        } else if (!maker_->step()) {
            maker_.reset();
        }
    } catch (const Error& error) {  // the graphics card refused
        maker_.reset();
        context.workspace.notify(Severity::Error, error.text(), error.code());
    }
}

void BodyPanel::draw_panes(PanelContext& context) {
    for (std::size_t i = 0; i < panes_.size(); ++i) {
        const PanelBox box = box_of(panes_[i].pane, origin_);
        if (const std::uint32_t texture = pictures_.texture(i); texture != 0) {
            ImGui::GetWindowDrawList()->AddImage(
                reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), box.position,
                {box.position.x + box.size.x, box.position.y + box.size.y}, {0, 1}, {1, 0});
        }
        draw_pane_title(context, panes_, i, box);
        draw_progress_tags(context, panes_[i], box);
    }
    if (hovered_ && hovered_place_) {
        draw_place_in_other_panes(context.theme, panes_, hovered_place_->index, hovered_->point, origin_);
    }
    tools_.draw_cursor(context, origin_);
    if (context.state.aim_by_keyboard) {
        const PanePlace aim = aimed_place(context);
        draw_aim(context.theme, box_of(aim.pane.pane, origin_), panes_.size() > 1);
    }
}

/// In the last pane's corner.
void BodyPanel::draw_mini_map(PanelContext& context) {
    if (!shows_mini_map(context)) {
        return;
    }
    const Pane& pane = panes_.back().pane;
    const auto asked = mini_map_.draw(context, motion_.shown(), pane.viewport, box_of(pane, origin_), places_);
    if (asked) {
        ViewState view = context.workspace.view();
        view.camera = *asked;
        context.workspace.set_view(view);
    }
}

void BodyPanel::draw_hover_words(PanelContext& context) {
    if (!hovered_ || !hovered_place_ || dragging_) {
        return;
    }
    const HoverWords words = hover_words(context, *hovered_, hovered_place_->pane);
    if (words.title.empty()) {
        return;
    }
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(context.theme.px(320));
    ImGui::PushFont(context.theme.fonts.heading);
    ImGui::TextUnformatted(words.title.c_str());
    ImGui::PopFont();
    if (!words.below.empty()) {
        muted_text(context.theme, words.below);
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

}  // namespace palpate
