#include "ui/key_chord.h"
#include "ui/panels.h"

#include <utility>

namespace palpate {
namespace {

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

/// The keys the command table names; commands that make no sense now are passed over.
void run_commands_by_key(PanelContext& context) {
    for (const Command& command : builtin_commands()) {
        const auto chord = find_key_chord(command.shortcut);
        const bool again = command.id == "edit.undo" || command.id == "edit.redo";
        if (chord && is_pressed(*chord, again) && command.enabled(context.workspace)) {
            context.state.draft.reset();
            context.run(command.id);
        }
    }
}

}  // namespace

void handle_shortcuts(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    if (is_pressed({.control = true, .shift = false, .key = ImGuiKey_Q})) {
        context.quit = true;
    }
    if (ImGui::IsKeyPressed(ImGuiKey_F1, false)) {
        context.state.show_keys = true;
    }
    const bool busy_elsewhere = io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId);
    if (busy_elsewhere) {
        return;
    }
    run_commands_by_key(context);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        close_what_is_open(context);
    }
    if (io.KeyCtrl || io.KeyAlt || ImGui::IsKeyReleased(ImGuiMod_Ctrl)) {
        return;
    }
    rate_by_key(context);
    move_camera(context);
}

}  // namespace palpate
