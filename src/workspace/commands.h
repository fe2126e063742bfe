#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class Workspace;

/// Named arguments as text: what a script line or a test writes. Unknown names are refused.
using CommandArguments = std::map<std::string, std::string, std::less<>>;

/// One thing the program can do. Menus, buttons, keys, `palpate script`, the command line's verbs and tests all go
/// through Workspace::run.
struct Command {
    std::string id;         ///< "mark.add"
    std::string label_key;  ///< text key of its name in menus and in "Undo .."
    std::string shortcut;   ///< "Ctrl+Z", empty if none
    std::vector<std::string> parameters;
    std::function<bool(const Workspace&)> enabled;
    /// Returns the id of what it made or opened, else an empty text. Throws Error.
    std::function<std::string(Workspace&, const CommandArguments&)> run;
};

/// The explicit table of all commands, in menu order.
[[nodiscard]] const std::vector<Command>& builtin_commands();
[[nodiscard]] const Command* find_command(std::string_view id);

/// One line of a script: `mark.add structure=upper-trapezius.left now=7 note="after work"`.
struct ScriptLine {
    std::string command;
    CommandArguments arguments;
    std::size_t number = 0;  ///< in the file, from 1
};
/// Comments (#) and empty lines are skipped. Throws Error InvalidContent with the line number.
[[nodiscard]] std::vector<ScriptLine> parse_script(std::string_view text);

}  // namespace palpate
