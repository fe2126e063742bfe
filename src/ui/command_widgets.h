#pragma once

#include "ui/panels.h"

#include <string>
#include <string_view>

namespace palpate {

// The one way from the command table to the screen: what a command is called, whether it makes sense now and which keys
// run it stand in the table alone.

/// "Strg+Umschalt+Z" of "Ctrl+Shift+Z": the keys as they are called in the language.
[[nodiscard]] std::string shown_shortcut(const PanelContext& context, std::string_view shortcut);
/// While the last control is pointed at: the command's name and its keys. `detail` says what it would do now.
void tip_of_command(const PanelContext& context, std::string_view command, const std::string& detail = {});
/// How a command's button looks.
struct CommandButtonStyle {
    const char* words_key = nullptr;  ///< else the command's own name
    bool accent = false;              ///< the one thing to do next
    bool chosen = false;              ///< what it does is so now: stays pressed, and can be pressed
    ImVec2 size{0, 0};
};
/// A button that runs the command, with its tip; grey while the command makes no sense. With arguments it never is: they
/// name what it works on, else that is what is selected, which there may not be. True in the frame in which it was pressed.
bool command_button(PanelContext& context, std::string_view command, const CommandArguments& arguments = {},
                    const CommandButtonStyle& style = {});
/// A line of a menu that runs the command. `label` empty: the command's name.
bool command_menu_item(PanelContext& context, std::string_view command, const std::string& label = {});
/// Whether it can be run from a menu or by a key, with nothing said to it.
[[nodiscard]] bool stands_alone(const Command& command);
/// Of "view" in "view.front": what the commands are grouped by.
[[nodiscard]] std::string_view group_of(const Command& command);

}  // namespace palpate
