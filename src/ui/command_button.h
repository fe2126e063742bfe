#pragma once

#include "ui/panels.h"

namespace palpate {

/// How a command's button looks.
struct CommandButtonStyle {
    const char* words_key = nullptr;  ///< else the command's own label
    bool accent = false;              ///< the one thing to do next
    ImVec2 size{0, 0};
};

/// A button that runs a command: greyed where the command makes no sense now, with a tool-tip that names its shortcut.
/// True in the frame in which it was pressed.
bool command_button(PanelContext& context, const char* command_id, const CommandArguments& arguments = {},
                    const CommandButtonStyle& style = {});

/// "Same on both sides (Shift+M)".
[[nodiscard]] std::string words_with_shortcut(const PanelContext& context, const char* command_id);

}  // namespace palpate
