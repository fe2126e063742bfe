// All commands by group, with their keys: to look up, to search, and to run.

#include "anatomy/search_words.h"
#include "ui/command_widgets.h"
#include "ui/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace palpate {
namespace {

struct Gesture {
    const char* keys;
    const char* what;
};
/// What hands do on the body, beside the commands.
constexpr std::array<Gesture, 9> k_gestures{{{"ui.keys.mark", "ui.keys.mark.what"},
                                             {"ui.keys.rate", "ui.keys.rate.what"},
                                             {"ui.keys.walk", "ui.keys.walk.what"},
                                             {"ui.keys.turn", "ui.keys.turn.what"},
                                             {"ui.keys.zoom", "ui.keys.zoom.what"},
                                             {"ui.keys.pan", "ui.keys.pan.what"},
                                             {"ui.keys.panels", "ui.keys.panels.what"},
                                             {"ui.keys.help", "ui.keys.help.what"},
                                             {"ui.keys.close", "ui.keys.close.what"}}};

/// Every typed word is in the text, as written or nearly.
bool answers(const std::vector<std::string>& typed, const std::string& text) {
    constexpr float k_alike = 0.5F;
    const std::vector<std::string> words = search_words(text);
    return std::ranges::all_of(typed, [&](const std::string& wanted) {
        return std::ranges::any_of(
            words, [&](const std::string& word) { return word_likeness(wanted, word, true) >= k_alike; });
    });
}

/// A command that needs nothing said with it.
bool runs_alone(const PanelContext& context, const Command& command) {
    return stands_alone(command) && context.workspace.can_run(command);
}

std::vector<const Command*> find_commands(const PanelContext& context, const std::vector<std::string>& typed) {
    std::vector<const Command*> found;
    for (const Command& command : builtin_commands()) {
        const std::string group = context.tr("command-group." + std::string(group_of(command)));
        const std::string text = context.tr(command.label_key) + " " + group + " " + command.id;
        if (answers(typed, text)) {
            found.push_back(&command);
        }
    }
    std::ranges::stable_sort(found, {}, [](const Command* command) { return group_of(*command); });
    return found;
}

void run_and_close(PanelContext& context, const Command& command) {
    context.state.show_keys = false;
    ImGui::CloseCurrentPopup();
    context.run(command.id);
}

void draw_command_row(PanelContext& context, const Command& command) {
    ImGui::TableNextColumn();
    const bool alone = runs_alone(context, command);
    ImGui::BeginDisabled(!alone);
    if (ImGui::Selectable((context.tr(command.label_key) + "##" + command.id).c_str(), false,
                          ImGuiSelectableFlags_SpanAllColumns, {0, ImGui::GetFrameHeight()})) {
        run_and_close(context, command);
    }
    ImGui::EndDisabled();
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(shown_shortcut(context, command.shortcut).c_str());
}

void draw_group_head(const PanelContext& context, const std::string& words) {
    ImGui::TableNextColumn();
    ImGui::Spacing();
    heading(context.theme, words);
    ImGui::TableNextColumn();
}

void draw_gestures(const PanelContext& context, const std::vector<std::string>& typed) {
    bool headed = false;
    for (const Gesture& gesture : k_gestures) {
        const std::string what = context.tr(gesture.what);
        if (!answers(typed, what)) {
            continue;
        }
        if (!std::exchange(headed, true)) {
            draw_group_head(context, context.tr("ui.keys.on-the-body"));
        }
        ImGui::TableNextColumn();
        body_text(what);
        ImGui::TableNextColumn();
        body_text(context.tr(gesture.keys));
    }
}

void draw_table(PanelContext& context, const std::vector<const Command*>& commands,
                const std::vector<std::string>& typed) {
    const float below = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y;
    const float height = ImGui::GetContentRegionAvail().y - below;
    if (!ImGui::BeginTable("##commands", 2, ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_ScrollY,
                           {0, std::max(height, context.theme.px(120))})) {
        return;
    }
    ImGui::TableSetupColumn("##what", ImGuiTableColumnFlags_WidthStretch, 3.0F);
    ImGui::TableSetupColumn("##keys", ImGuiTableColumnFlags_WidthStretch, 2.0F);
    draw_gestures(context, typed);
    std::string_view group;
    for (const Command* command : commands) {
        if (group != group_of(*command)) {
            group = group_of(*command);
            draw_group_head(context, context.tr("command-group." + std::string(group)));
        }
        draw_command_row(context, *command);
    }
    ImGui::EndTable();
}

}  // namespace

void draw_help_overlay(PanelContext& context) {
    if (!context.state.show_keys) {
        context.state.help_words.clear();
        return;
    }
    const std::string name = context.tr("ui.keys.title") + "##keys";
    if (!ImGui::IsPopupOpen(name.c_str())) {
        ImGui::OpenPopup(name.c_str());
    }
    const ImGuiViewport& screen = *ImGui::GetMainViewport();
    const float width = std::min(context.theme.px(640), screen.Size.x * 0.96F);
    ImGui::SetNextWindowPos(screen.GetCenter(), ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({width, screen.Size.y * 0.9F});
    if (!ImGui::BeginPopupModal(name.c_str(), nullptr, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize)) {
        return;
    }
    if (ImGui::IsWindowAppearing()) {
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint("##command words", context.tr("ui.keys.hint").c_str(),
                                                  &context.state.help_words, ImGuiInputTextFlags_EnterReturnsTrue);
    const std::vector<std::string> typed = search_words(context.state.help_words);
    const std::vector<const Command*> commands = find_commands(context, typed);
    draw_table(context, commands, typed);
    const auto first =
        std::ranges::find_if(commands, [&](const Command* command) { return runs_alone(context, *command); });
    if (entered && !typed.empty() && first != commands.end()) {
        run_and_close(context, **first);
    } else if (ImGui::Button(context.tr("ui.close").c_str()) || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        context.state.show_keys = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

}  // namespace palpate
