#include "ui/command_button.h"

#include "base/error.h"
#include "ui/widgets.h"

namespace palpate {

std::string words_with_shortcut(const PanelContext& context, const char* command_id) {
    const Command* command = find_command(command_id);
    PALPATE_ASSERT(command != nullptr);
    const std::string words = context.tr(command->label_key);
    return command->shortcut.empty() ? words : words + " (" + command->shortcut + ")";
}

bool command_button(PanelContext& context, const char* command_id, const CommandArguments& arguments,
                    const CommandButtonStyle& style) {
    const Command* command = find_command(command_id);
    PALPATE_ASSERT(command != nullptr);
    const std::string words = context.tr(style.words_key != nullptr ? style.words_key : command->label_key.c_str());
    // Arguments name what the command works on; without them it is what is selected, which there may not be.
    ImGui::BeginDisabled(arguments.empty() && !command->enabled(context.workspace));
    const bool pressed =
        style.accent ? accent_button(context.theme, words, style.size) : ImGui::Button(words.c_str(), style.size);
    ImGui::EndDisabled();
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_AllowWhenDisabled)) {
        ImGui::SetTooltip("%s", words_with_shortcut(context, command_id).c_str());
    }
    if (pressed) {
        context.run(command_id, arguments);
    }
    return pressed;
}

}  // namespace palpate
