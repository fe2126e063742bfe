#include "workspace/commands.h"

#include "workspace/detail/command_groups.h"

#include <algorithm>
#include <iterator>

namespace palpate {
namespace {

std::vector<Command> join_groups() {
    std::vector<Command> all;
    for (std::vector<Command> (*const group)() : {
             client_commands,     people_commands,  fact_commands,   plan_commands,     note_commands,
             mark_commands,       map_commands,     tool_commands,   edit_commands,     view_commands,
             visibility_commands, pane_commands,    mode_commands,   progress_commands, search_commands,
             window_commands,     overlay_commands, stroke_commands, picture_commands,  intake_commands,
         }) {
        std::ranges::move(group(), std::back_inserter(all));
    }
    return all;
}

}  // namespace

const std::vector<Command>& builtin_commands() {
    static const std::vector<Command> commands = join_groups();
    return commands;
}

const Command* find_command(std::string_view id) {
    const auto& commands = builtin_commands();
    const auto found = std::ranges::find(commands, id, &Command::id);
    return found == commands.end() ? nullptr : &*found;
}

}  // namespace palpate
