#include "ui/body_panel.h"

#include "ui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

constexpr double k_move_s = 0.2;               // how long a named view takes to come round
constexpr double k_settle_s = 0.12;            // after the last motion the still picture is drawn
constexpr float k_click_slop_px = 5.0F;        // shaky hands move a little while they click
constexpr float k_most_button_share = 0.22F;   // of the panel's height
constexpr float k_px_per_sign_scale = 420.0F;  // picture height that bears signs and letters of size 1
constexpr float k_orbit_rad_per_px = 0.0075F;
constexpr std::size_t k_moving_triangles_software = 90'000;

struct ViewButton {
    const char* command;
    const char* key;
};
constexpr std::array<ViewButton, 7> k_view_buttons{{{"view.front", "ui.view.front"},
                                                    {"view.back", "ui.view.back"},
                                                    {"view.left", "ui.view.left"},
                                                    {"view.right", "ui.view.right"},
                                                    {"view.three-quarter", "ui.view.three-quarter"},
                                                    {"view.top", "ui.view.top"},
                                                    {"view.reset", "ui.view.reset"}}};

glm::vec2 to_glm(ImVec2 v) { return {v.x, v.y}; }

float ease(float t) { return t * t * (3.0F - 2.0F * t); }

/// The named views behind one button.
void draw_view_menu(PanelContext& context, ImVec2 at) {
    ImGui::SetCursorScreenPos({at.x + context.theme.px(12), at.y + ImGui::GetStyle().ItemSpacing.y});
    if (ImGui::Button((context.tr("ui.tab.view") + "##views").c_str())) {
        ImGui::OpenPopup("##view menu");
    }
    if (ImGui::BeginPopup("##view menu")) {
        for (const ViewButton& button : k_view_buttons) {
            if (ImGui::MenuItem(context.tr(button.key).c_str())) {
                context.run(button.command);
            }
        }
        ImGui::EndPopup();
    }
}

/// Signs and letters grow with the words, as far as the picture bears it.
float sign_scale(const PanelContext& context, const Viewport& viewport) {
    return std::clamp(static_cast<float>(viewport.height_px) / k_px_per_sign_scale, 0.6F, context.theme.scale);
}

/// Where Enter would click.
void draw_aim(const PanelContext& context, ImVec2 at) {
    const float arm = context.theme.px(9);
    const ImU32 ink = ImGui::GetColorU32(context.theme.accent_line);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine({at.x - arm, at.y}, {at.x + arm, at.y}, ink, context.theme.px(2));
    draw.AddLine({at.x, at.y - arm}, {at.x, at.y + arm}, ink, context.theme.px(2));
}

}  // namespace

BodyPanel::BodyPanel(std::unique_ptr<GlSceneRenderer> renderer, bool software_rendering)
    : renderer_(std::move(renderer)), software_rendering_(software_rendering) {}

bool BodyPanel::moving() const { return move_.has_value() || dragging_; }

std::optional<double> BodyPanel::still_picture_in_s() const {
    if (shown_.full_detail || shown_.texture == 0) {
        return std::nullopt;
    }
    return std::max(0.005, k_settle_s - (ImGui::GetTime() - last_motion_s_));
}

void BodyPanel::draw(PanelContext& context) {
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    if (context.workspace.atlas() == nullptr) {
        return;
    }
    const float rows = view_button_rows(context, origin, room.x, false);
    const bool in_a_menu = rows > k_most_button_share * room.y;  // large words in a small window: the body comes first
    const float buttons = in_a_menu ? ImGui::GetFrameHeight() + 2 * ImGui::GetStyle().ItemSpacing.y : rows;
    const Viewport viewport{std::max(1, static_cast<int>(room.x)), std::max(1, static_cast<int>(room.y - buttons))};
    context.workspace.set_viewport(viewport);
    follow_camera(context.workspace.view().camera);
    ImGui::SetNextItemAllowOverlap();
    ImGui::InvisibleButton(
        "##body", {static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px)},
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    turn_by_mouse(context, viewport, origin);
    draw_picture(context, viewport);
    ImGui::GetWindowDrawList()->AddImage(
        reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(shown_.texture)), origin,
        {origin.x + static_cast<float>(viewport.width_px), origin.y + static_cast<float>(viewport.height_px)}, {0, 1},
        {1, 0});
    if (context.state.aim_by_keyboard) {
        draw_aim(context, {origin.x + 0.5F * static_cast<float>(viewport.width_px),
                           origin.y + 0.5F * static_cast<float>(viewport.height_px)});
    }
    const ImVec2 below{origin.x, origin.y + static_cast<float>(viewport.height_px)};
    if (in_a_menu) {
        draw_view_menu(context, below);
    } else {
        view_button_rows(context, below, room.x, true);
    }
    draw_hover_words(context);
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy(room);
}

/// Named moves arrive as a jump of the workspace's camera; the picture travels there and ends exactly on it.
void BodyPanel::follow_camera(const OrbitCamera& wanted) {
    const double now = ImGui::GetTime();
    if (!camera_known_) {
        camera_ = wanted_ = wanted;
        camera_known_ = true;
    }
    if (wanted != wanted_) {
        wanted_ = wanted;
        move_ = Move{camera_, now};
    }
    if (move_) {
        const auto t = static_cast<float>((now - move_->start_s) / k_move_s);
        camera_ = t >= 1.0F ? wanted_ : interpolate(move_->from, wanted_, ease(std::max(t, 0.0F)));
        last_motion_s_ = now;
        if (t >= 1.0F) {
            move_.reset();
        }
    }
}

/// Motion by hand is shown at once, without a journey.
void BodyPanel::set_camera(PanelContext& context, const OrbitCamera& camera) {
    move_.reset();
    camera_ = wanted_ = camera;
    last_motion_s_ = ImGui::GetTime();
    ViewState view = context.workspace.view();
    view.camera = camera;
    context.workspace.set_view(view);
}

void BodyPanel::draw_picture(PanelContext& context, const Viewport& viewport) {
    const bool at_rest = !moving() && ImGui::GetTime() - last_motion_s_ >= k_settle_s;
    const bool full_detail = at_rest || !software_rendering_;
    const Shown wanted{context.workspace.revision(), camera_,     viewport, context.theme.name,
                       context.theme.scale,          full_detail, 0};
    const bool current = shown_.texture != 0 && shown_.revision == wanted.revision && shown_.camera == wanted.camera &&
                         shown_.viewport == wanted.viewport && shown_.theme == wanted.theme &&
                         shown_.scale == wanted.scale && (shown_.full_detail || !full_detail);
    if (current) {
        return;
    }
    ViewState view = context.workspace.view();
    if (const bool dark = context.theme.name == ThemeName::Dark; view.settings.dark_background != dark) {
        view.settings.dark_background = dark;
        context.workspace.set_view(view);
    }
    RenderQuality quality;
    quality.samples = full_detail ? 4 : 1;
    quality.triangle_budget = full_detail ? 0 : k_moving_triangles_software;
    quality.ui_scale = sign_scale(context, viewport);
    shown_ = wanted;
    shown_.revision = context.workspace.revision();
    shown_.texture = renderer_->draw(context.workspace.scene(), camera_, viewport, quality);
}

void BodyPanel::turn_by_mouse(PanelContext& context, const Viewport& viewport, ImVec2 origin) {
    const ImGuiIO& io = ImGui::GetIO();
    const glm::vec2 pixel = to_glm(io.MousePos) - to_glm(origin);
    const Box& body = context.workspace.require_atlas().bounds();
    dragging_ = false;
    if (ImGui::IsItemActivated()) {
        dragged_px_ = 0.0F;
    }
    if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        dragged_px_ += std::hypot(io.MouseDelta.x, io.MouseDelta.y);
    }
    if (ImGui::IsItemActive() && dragged_px_ > k_click_slop_px * context.theme.scale) {
        dragging_ = true;
        OrbitCamera camera = camera_;
        if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && !io.KeyShift) {
            camera.orbit(-io.MouseDelta.x * k_orbit_rad_per_px, io.MouseDelta.y * k_orbit_rad_per_px);
        } else {
            camera.pan(to_glm(io.MouseDelta), viewport, body);
        }
        if (camera != camera_) {
            set_camera(context, camera);
        }
    }
    if (ImGui::IsItemHovered()) {
        if (io.MouseWheel != 0) {
            zoom(context, std::pow(0.88F, io.MouseWheel), viewport, pixel);
        }
        if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && dragged_px_ <= k_click_slop_px * context.theme.scale) {
            click(context, viewport, pixel);
        }
    }
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
        context.state.aim_by_keyboard = false;
    }
    if (std::exchange(context.state.choose_in_the_middle, false)) {
        click(context, viewport, 0.5F * glm::vec2(viewport.width_px, viewport.height_px));
    }
    if (!dragging_) {
        hover(context, viewport, ImGui::IsItemHovered() ? pixel : glm::vec2(-1.0F));
    }
}

/// Towards the surface under the pointer, as close as it allows; beside the body towards the pixel.
void BodyPanel::zoom(PanelContext& context, float factor, const Viewport& viewport, const glm::vec2& pixel) {
    OrbitCamera camera = camera_;
    const Box& body = context.workspace.require_atlas().bounds();
    if (const auto hit = context.workspace.pick(viewport, pixel, sign_scale(context, viewport))) {
        camera.zoom_about(factor, hit->point.position_mm, viewport, body);
    } else {
        camera.zoom_to(factor, pixel, viewport, body);
    }
    set_camera(context, camera);
}

void BodyPanel::hover(PanelContext& context, const Viewport& viewport, const glm::vec2& pixel) {
    ViewState view = context.workspace.view();
    std::optional<StructureId> hovered;
    if (pixel.x >= 0) {
        if (const auto hit = context.workspace.pick(viewport, pixel, sign_scale(context, viewport))) {
            if (const auto* id = std::get_if<StructureId>(&hit->target)) {
                hovered = *id;
            }
        }
    }
    if (hovered != view.settings.hovered) {
        view.settings.hovered = hovered;
        context.workspace.set_view(view);
    }
}

void BodyPanel::click(PanelContext& context, const Viewport& viewport, const glm::vec2& pixel) {
    context.state.draft.reset();
    const auto hit = context.workspace.pick(viewport, pixel, sign_scale(context, viewport));
    if (!hit) {
        context.workspace.select_mark(std::nullopt);
        context.run("view.select", {{"structure", ""}});
        return;
    }
    if (const auto* mark = std::get_if<MarkId>(&hit->target)) {
        context.run("mark.select", {{"mark", mark->text()}});
        return;
    }
    const StructureId structure = std::get<StructureId>(hit->target);
    context.workspace.select_mark(std::nullopt);
    context.run("view.select", {{"structure", structure.text()}});
    context.state.draft = MarkDraft{structure, hit->point.position_mm, pixel};
    context.state.focus_editor = true;
}

/// Lays the named views out below the picture, in as many rows as they need; draws them if `draw`. Returns the height.
float BodyPanel::view_button_rows(PanelContext& context, ImVec2 origin, float width, bool draw) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float edge = context.theme.px(12);
    const float row_height = ImGui::GetFrameHeight() + style.ItemSpacing.y;
    float x = edge;
    float y = style.ItemSpacing.y;
    for (const ViewButton& button : k_view_buttons) {
        const std::string words = context.tr(button.key);
        const float button_width = ImGui::CalcTextSize(words.c_str()).x + 2 * style.FramePadding.x;
        if (x > edge && x + button_width > width - edge) {
            x = edge;
            y += row_height;
        }
        if (draw) {
            ImGui::SetCursorScreenPos({origin.x + x, origin.y + y});
            if (ImGui::Button(words.c_str())) {
                context.run(button.command);
            }
        }
        x += button_width + style.ItemSpacing.x;
    }
    return y + row_height;
}

void BodyPanel::draw_hover_words(PanelContext& context) {
    const auto& hovered = context.workspace.view().settings.hovered;
    if (!hovered || dragging_) {
        return;
    }
    const Structure* structure = context.workspace.require_atlas().find(*hovered);
    if (structure == nullptr) {
        return;
    }
    ImGui::BeginTooltip();
    const std::string title = context.workspace.title_of(*structure);
    ImGui::PushFont(context.theme.fonts.heading);
    ImGui::TextUnformatted(title.c_str());
    ImGui::PopFont();
    ImGui::TextDisabled("%s", structure->name_english.c_str());
    ImGui::EndTooltip();
}

}  // namespace palpate
