// tool.*, brush.*: what a press on the body does. mark.paint, mark.radiate: what is drawn on the skin.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/detail/skin_places.h"

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_brush_step = 1.25F;  ///< larger and smaller by a quarter

Command tool_command(Tool tool, std::string shortcut) {
    const std::string id = "tool." + std::string(name_of(tool));
    return {
        id, "command." + id, std::move(shortcut), {}, always, [tool](Workspace& workspace, const CommandArguments&) {
            ToolState state = workspace.tool();
            state.tool = tool;
            workspace.set_tool(state);
            return std::string();
        }};
}

std::string set_brush(Workspace& workspace, float radius_mm) {
    ToolState state = workspace.tool();
    state.brush_radius_mm = std::clamp(std::round(radius_mm), k_least_brush_mm, k_largest_brush_mm);
    workspace.set_tool(state);
    return {};
}

std::string size_brush(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(required_argument(arguments, "radius"));
    const auto radius_mm =
        find_integer(arguments, "radius", static_cast<int>(k_least_brush_mm), static_cast<int>(k_largest_brush_mm));
    return set_brush(workspace, static_cast<float>(*radius_mm));
}

std::string enlarge_brush(Workspace& workspace, const CommandArguments&) {
    return set_brush(workspace, std::ceil(workspace.tool().brush_radius_mm * k_brush_step));
}

std::string shrink_brush(Workspace& workspace, const CommandArguments&) {
    return set_brush(workspace, std::floor(workspace.tool().brush_radius_mm / k_brush_step));
}

bool has_chosen_mark(const Workspace& workspace) { return workspace.selected_mark() != nullptr; }

/// "dabs=.." replaces what is painted; "stroke=PLACE;PLACE;.. brush=20 erase=yes" goes on with it: one stroke, one undo.
std::string paint_mark(Workspace& workspace, const CommandArguments& arguments) {
    Mark mark = chosen_mark(workspace, arguments);
    if (mark.extent == MarkExtent::Line || mark.extent == MarkExtent::Point) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.not-an-area", {}});
    }
    if (!read_skin_places(workspace, arguments, mark)) {
        throw Error(ErrorCode::Usage, {"command.argument-missing", {{"argument", "stroke"}}});
    }
    mark.confirmed = true;
    workspace.commit(EditMark{mark}, "command.mark.paint");
    return mark.id.text();
}

/// "to=PLACE": one more arrow from a point mark.
std::string radiate_mark(Workspace& workspace, const CommandArguments& arguments) {
    Mark mark = chosen_mark(workspace, arguments);
    if (mark.extent == MarkExtent::Area || mark.extent == MarkExtent::Line) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.not-a-point", {}});
    }
    for (const SurfacePoint& place : read_places(workspace, "to", required_argument(arguments, "to"))) {
        mark.arrows.push_back(skin_anchor(workspace, place));
    }
    mark.extent = MarkExtent::Point;
    workspace.commit(EditMark{mark}, "command.mark.radiate");
    return mark.id.text();
}

}  // namespace

std::vector<Command> tool_commands() {
    return {
        tool_command(Tool::Muscle, "Alt+1"),
        tool_command(Tool::Group, "Alt+2"),
        tool_command(Tool::Region, "Alt+3"),
        tool_command(Tool::Paint, "Alt+4"),
        tool_command(Tool::Erase, "Alt+5"),
        tool_command(Tool::Point, "Alt+6"),
        tool_command(Tool::Line, "Alt+7"),
        {"brush.size", "command.brush.size", "", {"radius"}, always, size_brush},
        {"brush.larger", "command.brush.larger", "]", {}, always, enlarge_brush},
        {"brush.smaller", "command.brush.smaller", "[", {}, always, shrink_brush},
        {"mark.paint",
         "command.mark.paint",
         "",
         {"mark", "dabs", "stroke", "brush", "erase"},
         has_chosen_mark,
         paint_mark},
        {"mark.radiate", "command.mark.radiate", "", {"mark", "to"}, has_chosen_mark, radiate_mark},
    };
}

}  // namespace palpate
