// What opens in the window: dialogs, search, help. Named commands as everything else, so that menus, keys, scripts and tests
// reach them; a program without a window passes them over.

#include "base/error.h"
#include "workspace/detail/command_groups.h"

#include <utility>

namespace palpate {
namespace {

/// `require` throws where the command makes no sense now, as `enabled` says beforehand.
Command window_command(const std::string& id, std::string shortcut, bool (*enabled)(const Workspace&),
                       void (*require)(const Workspace&)) {
    return {id,
            "command." + id,
            std::move(shortcut),
            {},
            enabled,
            [id, require](Workspace& workspace, const CommandArguments&) {
                require(workspace);
                workspace.ask_window(id);
                return std::string();
            }};
}

void require_nothing(const Workspace&) {}
void require_store(const Workspace& workspace) { workspace.require_store(); }
void require_client(const Workspace& workspace) { static_cast<void>(workspace.require_document()); }
void require_atlas(const Workspace& workspace) { static_cast<void>(workspace.require_atlas()); }

bool can_report(const Workspace& workspace) {
    return has_session(workspace) && has_atlas(workspace) && workspace.sees_health();
}
void require_report(const Workspace& workspace) {
    require_client(workspace);
    require_atlas(workspace);
    if (!can_report(workspace)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-session", {}});
    }
}

}  // namespace

std::vector<Command> window_commands() {
    return {
        window_command("client.choose", "Ctrl+O", has_store, require_store),
        window_command("client.page", "Ctrl+I", has_client, require_client),
        window_command("store.protect", "", has_store, require_store),
        window_command("store.practice", "Ctrl+Shift+O", has_store, require_store),
        window_command("report.preview", "Ctrl+R", can_report, require_report),
        window_command("app.search", "Ctrl+F", has_atlas, require_atlas),
        window_command("app.regions", "Ctrl+G", has_atlas, require_atlas),
        window_command("app.tree", "Ctrl+T", has_atlas, require_atlas),
        window_command("window.library", "Ctrl+L", always, require_nothing),
        window_command("app.help", "F1", always, require_nothing),
        window_command("app.about", "", always, require_nothing),
        window_command("app.quit", "Ctrl+Q", always, require_nothing),
    };
}

}  // namespace palpate
