// edit.*, record.* and store.*: steps back and forth, and keeping what was written.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/store_keeper.h"

namespace palpate {
namespace {

bool can_undo(const Workspace& workspace) { return workspace.history() != nullptr && workspace.history()->can_undo(); }
bool can_redo(const Workspace& workspace) { return workspace.history() != nullptr && workspace.history()->can_redo(); }
bool has_failed_save(const Workspace& workspace) { return workspace.save_state() == SaveState::Failed; }
bool is_closed(const Workspace& workspace) { return !workspace.store_open(); }

std::string undo(Workspace& workspace, const CommandArguments&) {
    workspace.step_history(false);
    return {};
}

std::string redo(Workspace& workspace, const CommandArguments&) {
    workspace.step_history(true);
    return {};
}

std::string retry_save(Workspace& workspace, const CommandArguments&) {
    workspace.retry_save();
    return {};
}

std::string open_store(Workspace& workspace, const CommandArguments& arguments) {
    if (workspace.store_open()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.store-already-open", {}});
    }
    workspace.open_store(
        {.user = find_argument(arguments, "user").value_or(""), .passphrase = find_argument(arguments, "passphrase")});
    return {};
}

std::string set_passphrase(Workspace& workspace, const CommandArguments& arguments) {
    workspace.set_passphrase(required_argument(arguments, "passphrase"));
    return {};
}

std::string lock_store(Workspace& workspace, const CommandArguments&) {
    workspace.keeper().lock(LockReason::ByHand);
    return {};
}

}  // namespace

std::vector<Command> edit_commands() {
    return {
        {"edit.undo", "command.edit.undo", "Ctrl+Z", {}, can_undo, undo},
        {"edit.redo", "command.edit.redo", "Ctrl+Shift+Z", {}, can_redo, redo},
        {"record.retry-save", "command.record.retry-save", "Ctrl+S", {}, has_failed_save, retry_save},
        {"store.open", "command.store.open", "", {"user", "passphrase"}, is_closed, open_store},
        {"store.set-passphrase", "command.store.set-passphrase", "", {"passphrase"}, has_store, set_passphrase},
        {"store.lock",
         "command.store.lock",
         "Ctrl+Shift+L",
         {},
         [](const Workspace& workspace) { return workspace.keeper().can_lock(); },
         lock_store},
    };
}

}  // namespace palpate
