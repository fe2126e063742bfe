#include "ui/panels.h"

#include <array>

namespace palpate {
namespace {

struct ViewKey {
    ImGuiKey key;
    const char* command;
};

constexpr std::array<ViewKey, 7> k_view_keys{{{ImGuiKey_F, "view.front"},
                                              {ImGuiKey_B, "view.back"},
                                              {ImGuiKey_L, "view.left"},
                                              {ImGuiKey_R, "view.right"},
                                              {ImGuiKey_Q, "view.three-quarter"},
                                              {ImGuiKey_T, "view.top"},
                                              {ImGuiKey_Home, "view.reset"}}};

void close_what_is_open(PanelContext& context) {
    if (context.state.draft) {
        context.state.draft.reset();
    } else if (context.workspace.selected_mark() != nullptr) {
        context.workspace.select_mark(std::nullopt);
    } else {
        context.run("view.select", {{"structure", ""}});
    }
}

/// The arrows turn the body, + and - zoom: everything the mouse can do to the view.
void move_camera(PanelContext& context) {
    constexpr float k_step_rad = 0.131F;  // 7.5 degrees
    if (context.workspace.atlas() == nullptr || ImGui::GetIO().NavVisible) {
        return;
    }
    ViewState view = context.workspace.view();
    const OrbitCamera before = view.camera;
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) {
        view.camera.orbit(-k_step_rad, 0);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) {
        view.camera.orbit(k_step_rad, 0);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) {
        view.camera.orbit(0, k_step_rad);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) {
        view.camera.orbit(0, -k_step_rad);
    }
    const Viewport& viewport = context.workspace.viewport();
    const glm::vec2 middle{static_cast<float>(viewport.width_px) / 2, static_cast<float>(viewport.height_px) / 2};
    const Box& body = context.workspace.atlas()->bounds();
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) {
        view.camera.zoom_to(0.85F, middle, viewport, body);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract)) {
        view.camera.zoom_to(1.0F / 0.85F, middle, viewport, body);
    }
    if (view.camera != before) {
        context.workspace.set_view(view);
        context.state.aim_by_keyboard = true;
    }
    if (context.state.aim_by_keyboard && ImGui::IsKeyPressed(ImGuiKey_Enter, false)) {
        context.state.choose_in_the_middle = true;
    }
}

/// 0 to 9, and X for ten: with a click, the quickest way to a mark.
void rate_by_key(PanelContext& context) {
    for (int rating = 0; rating <= 10; ++rating) {
        const ImGuiKey key = rating == 10 ? ImGuiKey_X : static_cast<ImGuiKey>(ImGuiKey_0 + rating);
        const ImGuiKey keypad = rating == 10 ? ImGuiKey_X : static_cast<ImGuiKey>(ImGuiKey_Keypad0 + rating);
        if (ImGui::IsKeyPressed(key, false) || ImGui::IsKeyPressed(keypad, false)) {
            rate_what_the_editor_shows(context, rating);
        }
    }
}

void handle_undo(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    const History* history = context.workspace.history();
    if (history == nullptr || !io.KeyCtrl) {
        return;
    }
    const bool z = ImGui::IsKeyPressed(ImGuiKey_Z);
    if (z && !io.KeyShift && history->can_undo()) {
        context.run("edit.undo");
    }
    if (((z && io.KeyShift) || ImGui::IsKeyPressed(ImGuiKey_Y)) && history->can_redo()) {
        context.run("edit.redo");
    }
}

}  // namespace

void handle_shortcuts(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_Q, false)) {
        context.quit = true;
    }
    if (ImGui::IsKeyPressed(ImGuiKey_F1, false)) {
        context.state.show_keys = true;
    }
    const bool busy_elsewhere = io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId);
    if (busy_elsewhere) {
        return;
    }
    handle_undo(context);
    if (io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_N, false) && context.workspace.document() != nullptr) {
        context.run("session.add");
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        close_what_is_open(context);
    }
    const Mark* mark = context.workspace.selected_mark();
    if (mark != nullptr && ImGui::IsKeyPressed(ImGuiKey_Delete, false)) {
        context.run("mark.remove", {{"mark", mark->id.text()}});
    }
    if (io.KeyCtrl || io.KeyAlt) {
        return;
    }
    for (const ViewKey& view : k_view_keys) {
        if (ImGui::IsKeyPressed(view.key, false)) {
            context.run(view.command);
        }
    }
    rate_by_key(context);
    move_camera(context);
}

}  // namespace palpate
