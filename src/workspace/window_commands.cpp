// What opens in the window: dialogs, search, help. Named commands as everything else, so that menus, keys, scripts and tests
// reach them; a program without a window passes them over.

#include "workspace/detail/command_groups.h"

#include <utility>

namespace palpate {
namespace {

Command window_command(const std::string& id, std::string shortcut, bool (*enabled)(const Workspace&)) {
    return {id, "command." + id, std::move(shortcut), {}, enabled, [id](Workspace& workspace, const CommandArguments&) {
                workspace.ask_window(id);
                return std::string();
            }};
}

}  // namespace

std::vector<Command> window_commands() {
    return {
        window_command("client.choose", "Ctrl+O", has_store),
        window_command("store.protect", "", has_store),
        window_command("app.search", "Ctrl+F", has_atlas),
        window_command("app.regions", "Ctrl+G", has_atlas),
        window_command("app.tree", "Ctrl+T", has_atlas),
        window_command("app.help", "F1", always),
        window_command("app.about", "", always),
        window_command("app.quit", "Ctrl+Q", always),
    };
}

}  // namespace palpate
