// app.mode: whom the window is laid out for.

#include "base/error.h"
#include "scene/visibility.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr std::array<AppMode, 2> k_modes{AppMode::Session, AppMode::Intake};

std::string set_mode(Workspace& workspace, AppMode mode) {
    if (mode == AppMode::Intake) {
        static_cast<void>(workspace.require_document());
    }
    ViewState view = workspace.view();
    ToolState tool = workspace.tool();
    if (mode == AppMode::Intake && !view.before_intake) {
        view.before_intake = SessionLook{view.settings.layer_opacity, view.panes, tool.tool};
        view.settings.layer_opacity = peeled_layers(0.0F);
        view.panes = PaneMode::Four;
        tool.tool = Tool::Region;
    } else if (mode == AppMode::Session && view.before_intake) {
        view.settings.layer_opacity = view.before_intake->layer_opacity;
        view.panes = view.before_intake->panes;
        tool.tool = view.before_intake->tool;
        view.before_intake.reset();
    }
    view.mode = mode;
    workspace.set_tool(tool);
    workspace.set_view(view);
    return {};
}

/// Without a mode, the other one.
std::string change_mode(Workspace& workspace, const CommandArguments& arguments) {
    const auto asked = find_argument(arguments, "mode");
    if (!asked) {
        return set_mode(workspace, workspace.view().mode == AppMode::Session ? AppMode::Intake : AppMode::Session);
    }
    const auto known = std::ranges::find(k_modes, *asked, [](AppMode mode) { return name_of(mode); });
    if (known == k_modes.end()) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "mode"}, {"value", *asked}}});
    }
    return set_mode(workspace, *known);
}

}  // namespace

std::string_view name_of(AppMode mode) { return mode == AppMode::Session ? "session" : "intake"; }

std::vector<Command> mode_commands() {
    return {{"app.mode", "command.app.mode", "F2", {"mode"}, has_client, change_mode}};
}

}  // namespace palpate
