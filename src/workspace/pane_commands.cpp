// view.single, view.four, view.compare: which pictures of the body stand side by side.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>
#include <ranges>

namespace palpate {
namespace {

bool has_two_sessions(const Workspace& workspace) {
    return workspace.document() != nullptr && workspace.document()->sessions.size() > 1;
}

void show_panes(Workspace& workspace, PaneMode mode) {
    const ProgressView& progress = workspace.view().progress;
    if (workspace.view().mode == AppMode::Progress && progress.show == ProgressShow::SideBySide) {
        workspace.run("progress.show", {{"what", "change"}});
    }
    ViewState view = workspace.view();
    view.panes = mode;
    workspace.set_view(view);
}

std::string show_single(Workspace& workspace, const CommandArguments&) {
    show_panes(workspace, PaneMode::Single);
    return {};
}

/// Once more goes back: one key for both ways.
std::string show_four(Workspace& workspace, const CommandArguments&) {
    show_panes(workspace, workspace.view().panes == PaneMode::Four ? PaneMode::Single : PaneMode::Four);
    return {};
}

/// "pane=front" or all of them.
std::string show_whole(Workspace& workspace, const CommandArguments& arguments) {
    ViewState view = workspace.view();
    const auto asked = find_argument(arguments, "pane");
    if (!asked) {
        view.zoomed = {};
    } else if (const auto pane = find_fixed_view(*asked)) {
        view.zoomed[*pane].reset();
    } else {
        throw Error(ErrorCode::Usage, {"workspace.unknown-view", {{"view", *asked}}});
    }
    workspace.set_view(view);
    return {};
}

/// The visit before the one on screen; before the first, the one after it.
SessionId neighbour_of(const Workspace& workspace) {
    const auto& sessions = workspace.require_document().sessions;
    const auto here = std::ranges::find(sessions, workspace.session(), &Session::id);
    if (sessions.size() < 2 || here == sessions.end()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.nothing-to-compare", {}});
    }
    return here == sessions.begin() ? std::next(here)->id : std::prev(here)->id;
}

/// "session=ID", "session=off"; without one the visit before, and once more goes back.
std::string compare(Workspace& workspace, const CommandArguments& arguments) {
    const auto asked = find_argument(arguments, "session");
    if (workspace.view().mode == AppMode::Progress && !asked) {  // of the two sessions compared there
        const bool paired = workspace.view().progress.show == ProgressShow::SideBySide;
        workspace.run("progress.show", {{"what", paired ? "change" : "side-by-side"}});
        return {};
    }
    const bool shown = workspace.view().panes == PaneMode::Compare;
    if (asked == "off" || (!asked && shown)) {
        show_panes(workspace, PaneMode::Single);
        return {};
    }
    const SessionId other = asked ? named_session(workspace, *asked).id : neighbour_of(workspace);
    if (other == workspace.session()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.compare-with-itself", {}});
    }
    ViewState view = workspace.view();
    view.panes = PaneMode::Compare;
    view.compared = other;
    workspace.set_view(view);
    return other.text();
}

}  // namespace

std::vector<Command> pane_commands() {
    return {
        {"view.single", "command.view.single", "Ctrl+1", {}, always, show_single},
        {"view.four", "command.view.four", "Ctrl+4", {}, always, show_four},
        {"view.whole", "command.view.whole", "", {"pane"}, always, show_whole},
        {"view.compare", "command.view.compare", "Ctrl+2", {"session"}, has_two_sessions, compare},
    };
}

}  // namespace palpate
