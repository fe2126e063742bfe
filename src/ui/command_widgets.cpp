#include "ui/command_widgets.h"

#include "base/error.h"
#include "ui/widgets.h"

#include <algorithm>
#include <cctype>

namespace palpate {
namespace {

/// The next key's name, without the + behind it; a + that is the key itself stays.
std::string_view take_key(std::string_view& shortcut) {
    const auto end = shortcut.find('+', 1);
    const std::string_view key = shortcut.substr(0, end);
    shortcut.remove_prefix(end == std::string_view::npos ? shortcut.size() : end + 1);
    return key;
}

}  // namespace

std::string shown_shortcut(const PanelContext& context, std::string_view shortcut) {
    std::string shown;
    while (!shortcut.empty()) {
        const std::string_view key = take_key(shortcut);
        std::string name = "ui.key.";
        std::ranges::transform(key, std::back_inserter(name),
                               [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
        shown += shown.empty() ? "" : "+";
        shown += context.workspace.words().has(name) ? context.tr(name) : std::string(key);
    }
    return shown;
}

void tip_of_command(const PanelContext& context, std::string_view id, const std::string& detail) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_AllowWhenDisabled)) {
        return;
    }
    const Command* command = find_command(id);
    PALPATE_ASSERT(command != nullptr);
    const std::string name = context.tr(command->label_key) + (detail.empty() ? "" : ": " + detail);
    if (command->shortcut.empty()) {
        ImGui::SetTooltip("%s", name.c_str());
    } else {
        ImGui::SetTooltip("%s (%s)", name.c_str(), shown_shortcut(context, command->shortcut).c_str());
    }
}

bool command_button(PanelContext& context, std::string_view id, const CommandArguments& arguments,
                    const CommandButtonStyle& style) {
    const Command* command = find_command(id);
    PALPATE_ASSERT(command != nullptr);
    const std::string words = context.tr(style.words_key != nullptr ? style.words_key : command->label_key.c_str());
    ImGui::BeginDisabled(!style.chosen && arguments.empty() && !context.workspace.can_run(*command));
    const bool filled = style.accent || style.chosen;
    const bool pressed =
        filled ? accent_button(context.theme, words, style.size) : ImGui::Button(words.c_str(), style.size);
    ImGui::EndDisabled();
    tip_of_command(context, id);
    if (pressed) {
        context.run(id, arguments);
    }
    return pressed;
}

bool command_menu_item(PanelContext& context, std::string_view id, const std::string& label) {
    const Command* command = find_command(id);
    PALPATE_ASSERT(command != nullptr);
    const std::string words = (label.empty() ? context.tr(command->label_key) : label) + "##" + command->id;
    const bool pressed = ImGui::MenuItem(words.c_str(), shown_shortcut(context, command->shortcut).c_str(), false,
                                         context.workspace.can_run(*command));
    if (pressed) {
        context.run(id);
    }
    return pressed;
}

bool stands_alone(const Command& command) { return command.parameters.empty() || !command.shortcut.empty(); }

std::string_view group_of(const Command& command) {
    return std::string_view(command.id).substr(0, command.id.find('.'));
}

}  // namespace palpate
