// app.mode, app.explain, app.progress: whom the window is laid out for.

#include "base/error.h"
#include "scene/visibility.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/detail/modes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<AppMode, 4> k_modes{AppMode::Session, AppMode::Intake, AppMode::Explain, AppMode::Progress};
constexpr std::array<std::string_view, k_modes.size()> k_mode_names{"session", "intake", "explain", "progress"};

struct Look {
    ViewState view;
    ToolState tool;
};

void take_back(Look& look) {
    if (const auto before = std::exchange(look.view.before_handover, std::nullopt)) {
        look.view.settings.layer_opacity = before->layer_opacity;
        look.view.panes = before->panes;
        look.tool.tool = before->tool;
    }
}

void hand_over(Look& look, AppMode mode) {
    look.view.before_handover = SessionLook{look.view.settings.layer_opacity, look.view.panes, look.tool.tool};
    if (mode == AppMode::Intake) {
        look.view.settings.layer_opacity = peeled_layers(0.0F);
        look.view.panes = PaneMode::Four;
        look.tool.tool = Tool::Region;
    } else {  // what is looked at is explained or compared; nothing is drawn
        if (mode == AppMode::Progress) {
            if (look.view.progress.show != ProgressShow::SideBySide) {
                look.view.settings.layer_opacity = peeled_layers(0.0F);  // places are coloured on the skin
            }
        }
        look.view.panes = PaneMode::Single;
        look.tool.tool = Tool::Muscle;
    }
}

/// There, or back to the session.
std::string toggle(Workspace& workspace, AppMode mode) {
    detail::set_mode(workspace, workspace.view().mode == mode ? AppMode::Session : mode);
    return {};
}

/// Without a mode: the client marks, or the session.
std::string change_mode(Workspace& workspace, const CommandArguments& arguments) {
    const auto asked = find_argument(arguments, "mode");
    if (!asked) {
        return toggle(workspace, AppMode::Intake);
    }
    const auto known = std::ranges::find(k_modes, *asked, [](AppMode mode) { return name_of(mode); });
    if (known == k_modes.end()) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", "mode"}, {"value", *asked}}});
    }
    detail::set_mode(workspace, *known);
    return {};
}

std::string explain(Workspace& workspace, const CommandArguments&) { return toggle(workspace, AppMode::Explain); }
std::string progress(Workspace& workspace, const CommandArguments&) { return toggle(workspace, AppMode::Progress); }

}  // namespace

void detail::set_mode(Workspace& workspace, AppMode mode) {
    if (mode == workspace.view().mode) {
        return;
    }
    Look look{workspace.view(), workspace.tool()};
    take_back(look);
    if (mode != AppMode::Session) {
        static_cast<void>(workspace.require_document());
        hand_over(look, mode);
    }
    look.view.mode = mode;
    workspace.set_tool(look.tool);
    workspace.set_view(look.view);
}

std::string_view name_of(AppMode mode) { return k_mode_names[static_cast<std::size_t>(mode)]; }

std::vector<Command> mode_commands() {
    return {{"app.mode", "command.app.mode", "F2", {"mode"}, has_client, change_mode},
            {"app.explain", "command.app.explain", "F3", {}, has_client, explain},
            {"app.progress", "command.app.progress", "F4", {}, has_client, progress}};
}

}  // namespace palpate
