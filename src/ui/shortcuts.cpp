#include "ui/body_walk.h"
#include "ui/key_chord.h"
#include "ui/knowledge_panels.h"
#include "ui/panels.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string_view>

namespace palpate {
namespace {

void close_what_is_open(PanelContext& context) {
    if (context.state.spot_asked) {
        context.state.spot_asked.reset();
    } else if (context.state.draft) {
        context.state.draft.reset();
    } else if (explains(context) && !context.state.explain.technique.empty()) {
        leave_topic(context);
    } else if (context.workspace.selected_mark() != nullptr) {
        context.workspace.select_mark(std::nullopt);
    } else {
        context.run("view.select", {{"structure", ""}});
    }
}

struct ArrowKey {
    ImGuiKey key;
    float azimuth_steps;
    float elevation_steps;
    WalkDirection walk;
};
constexpr float k_zoom_step = 0.85F;
constexpr std::array<ArrowKey, 4> k_arrows{{{ImGuiKey_LeftArrow, -1, 0, WalkDirection::Left},
                                            {ImGuiKey_RightArrow, 1, 0, WalkDirection::Right},
                                            {ImGuiKey_UpArrow, 0, 1, WalkDirection::Up},
                                            {ImGuiKey_DownArrow, 0, -1, WalkDirection::Down}}};

bool zooms_in() { return ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd); }
bool zooms_out() { return ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract); }

/// Views that do not turn: the arrows go from one to the next, and move the picture of one that is zoomed.
void move_fixed_view(PanelContext& context) {
    for (const ArrowKey& arrow : k_arrows) {
        if (ImGui::IsKeyPressed(arrow.key)) {
            context.state.fixed_view_steps += glm::vec2(arrow.azimuth_steps, arrow.elevation_steps);
        }
    }
    context.state.fixed_view_zoom = zooms_in() ? k_zoom_step : zooms_out() ? 1.0F / k_zoom_step : 1.0F;
}

/// The arrows turn the body, + and - zoom: everything the mouse can do to the view.
void move_camera(PanelContext& context, bool arrows_turn) {
    constexpr float k_step_rad = 0.131F;  // 7.5 degrees
    if (context.workspace.view().panes == PaneMode::Four) {
        move_fixed_view(context);
        return;
    }
    ViewState view = context.workspace.view();
    const OrbitCamera before = view.camera;
    for (const ArrowKey& arrow : k_arrows) {
        if (arrows_turn && ImGui::IsKeyPressed(arrow.key)) {
            view.camera.orbit(arrow.azimuth_steps * k_step_rad, arrow.elevation_steps * k_step_rad);
        }
    }
    const Viewport& viewport = context.workspace.viewport();
    const glm::vec2 middle{static_cast<float>(viewport.width_px) / 2, static_cast<float>(viewport.height_px) / 2};
    const Box& body = context.workspace.atlas()->bounds();
    if (zooms_in()) {
        view.camera.zoom_to(k_zoom_step, middle, viewport, body);
    }
    if (zooms_out()) {
        view.camera.zoom_to(1.0F / k_zoom_step, middle, viewport, body);
    }
    if (view.camera != before) {
        context.workspace.set_view(view);
        context.state.aim_by_keyboard = true;
    }
}

/// A brush, a point or a line is chosen: Enter puts it where the cross is, and the arrows turn the body beneath.
bool draws(const PanelContext& context) { return draws_on_skin(context.workspace.tool().tool); }

/// With a structure selected the arrows go from it to its neighbours on screen; Shift keeps them turning the body.
bool arrows_walk(const PanelContext& context) {
    return !draws(context) && !context.state.spot_asked && context.workspace.focus().has_value() &&
           context.workspace.picker() != nullptr && context.workspace.view().panes != PaneMode::Four &&
           !ImGui::GetIO().KeyShift;
}

void walk_by_key(PanelContext& context) {
    for (const ArrowKey& arrow : k_arrows) {
        if (ImGui::IsKeyPressed(arrow.key)) {
            walk_to_neighbour(context, arrow.walk);
            context.state.aim_by_keyboard = false;
        }
    }
}

/// Enter marks: what is selected, else what the cross in the middle is on.
void mark_by_key(PanelContext& context) {
    const bool asks_number = context.state.draft && !draws(context);
    if (!ImGui::IsKeyPressed(ImGuiKey_Enter, false) || asks_number || ImGui::GetIO().NavVisible) {
        return;
    }
    if (context.state.aim_by_keyboard || context.state.spot_asked) {
        context.state.choose_in_the_middle = true;
    } else {
        mark_selected_structure(context);
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

/// The keys the command table names; commands that make no sense now are passed over. While words are typed only the
/// program's own chords count.
void run_commands_by_key(PanelContext& context, bool typing) {
    for (const Command& command : builtin_commands()) {
        const auto chord = find_key_chord(command.shortcut);
        const bool works_while_typing = (command.id.starts_with("app.") || command.id == "store.lock") && chord &&
                                        (chord->control || chord->key == ImGuiKey_F1);
        if (typing && !works_while_typing) {
            continue;
        }
        const bool again = command.id == "edit.undo" || command.id == "edit.redo";
        if (chord && is_pressed(*chord, again) && context.workspace.can_run(command)) {
            if (!command.id.starts_with("tool.") && !command.id.starts_with("brush.")) {
                context.state.draft.reset();
            }
            context.run(command.id);
            context.state.aim_by_keyboard = context.state.aim_by_keyboard || draws(context);
        }
    }
}

/// A question mark, wherever the keyboard has it, and the chord that opens such lists elsewhere.
bool asks_for_help() {
    const auto& typed = ImGui::GetIO().InputQueueCharacters;
    return std::find(typed.begin(), typed.end(), static_cast<ImWchar>('?')) != typed.end() ||
           is_pressed({.control = true, .shift = true, .key = ImGuiKey_P});
}

void open_parts(WindowState& state, bool by_region) {
    state.tab = SideTab::Parts;
    state.parts.by_region = by_region;
    state.parts.filter.clear();
    state.parts.take_focus = true;
}

}  // namespace

void serve_window_requests(PanelContext& context) {
    WindowState& state = context.state;
    const std::map<std::string_view, std::function<void()>> answers{
        {"app.search", [&] { state.search.take_focus = true; }},
        {"app.help", [&] { state.show_keys = true; }},
        {"app.about", [&] { state.show_about = true; }},
        {"app.quit", [&] { context.quit = true; }},
        {"client.choose", [&] { state.people.show_list = true; }},
        {"client.page", [&] { state.people.show_page = true; }},
        {"report.preview", [&] { state.show_report = true; }},
        {"practice.count", [&] { state.people.show_practice = true; }},
        {"store.protect", [&] { state.ask_passphrase = true; }},
        {"store.practice", [&] { open_practice(context); }},
        {"app.regions", [&] { open_parts(state, true); }},
        {"app.tree", [&] { open_parts(state, false); }},
        {"window.library", [&] { open_library(context); }},
    };
    for (const std::string& request : context.workspace.take_window_requests()) {
        const auto answer = answers.find(request);
        PALPATE_ASSERT(answer != answers.end());
        answer->second();
    }
}

void handle_shortcuts(PanelContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool dialog_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId);
    if (dialog_open) {
        if (is_pressed({.control = true, .shift = false, .key = ImGuiKey_Q})) {
            if (const Command* quit = find_command("app.quit"); context.workspace.can_run(*quit)) {
                context.quit = true;
            }
        }
        if (is_pressed({.control = true, .shift = true, .key = ImGuiKey_L})) {
            context.run("store.lock");
        }
        return;
    }
    run_commands_by_key(context, io.WantTextInput);
    if (io.WantTextInput) {
        return;
    }
    if (asks_for_help()) {
        context.run("app.help");
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        close_what_is_open(context);
        ImGui::SetWindowFocus(nullptr);  // what was focused may be gone; the keys go to the body again
    }
    if (io.KeyCtrl || io.KeyAlt || ImGui::IsKeyReleased(ImGuiMod_Ctrl)) {
        return;
    }
    if (!only_looks(context)) {
        rate_by_key(context);
    }
    if (context.workspace.atlas() == nullptr || io.NavVisible) {
        return;
    }
    if (std::ranges::any_of(k_arrows, [](const ArrowKey& arrow) { return ImGui::IsKeyPressed(arrow.key); })) {
        ImGui::SetWindowFocus(nullptr);  // the arrows are the body's: the panel clicked last shall not take them too
    }
    const bool walk = arrows_walk(context);
    move_camera(context, !walk);
    if (walk) {
        walk_by_key(context);
    }
    if (!only_looks(context)) {
        mark_by_key(context);
    }
}

}  // namespace palpate
