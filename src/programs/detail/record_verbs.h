#pragma once

#include "programs/composition.h"
#include "workspace/workspace.h"

#include <memory>
#include <string>
#include <string_view>

namespace palpate {

/// The options of a verb: what goes to the command, and whose record it is about.
struct RecordOptions {
    std::string client;
    std::string session;  ///< empty: the latest
    std::string mark;
    std::shared_ptr<CommandArguments> arguments = std::make_shared<CommandArguments>();
};

/// Runs a command that changes the record and waits until the change is safe. Throws Error.
std::string run_and_settle(Workspace& workspace, std::string_view command, const CommandArguments& arguments);
/// The workspace with that client's record open at that session.
[[nodiscard]] Workspace& open_case(Application& application, const RecordOptions& options, const Needs& needs);

}  // namespace palpate
