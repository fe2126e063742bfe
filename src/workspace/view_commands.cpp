// atlas.*, body.*, view.* and app.*: which body is seen, from where, and how.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/views.h"

#include <utility>

namespace palpate {
namespace {

bool has_focus(const Workspace& workspace) { return workspace.focus().has_value(); }

std::string use_atlas(Workspace& workspace, const CommandArguments& arguments) {
    workspace.load_atlas(required_argument(arguments, "name"));
    return {};
}

std::string change_form(Workspace& workspace, const CommandArguments& arguments) {
    const BodyFormWords words{.shape = find_argument(arguments, "shape"),
                              .stature = find_argument(arguments, "stature"),
                              .build = find_argument(arguments, "build")};
    if (words.empty()) {
        throw Error(ErrorCode::Usage, {"command.argument-missing", {{"argument", "shape, stature, build"}}});
    }
    workspace.set_body_form(with_words(workspace.body_form(), words));
    return {};
}

/// Turns the camera around what it looks at; the distance stays. Of the four fixed views the one named gets the keys.
std::string turn_to(Workspace& workspace, std::string_view view_name) {
    const std::optional<glm::vec2> angles = find_view_angles_rad(view_name);
    if (!angles) {
        throw Error(ErrorCode::Usage, {"workspace.unknown-view", {{"view", std::string(view_name)}}});
    }
    ViewState view = workspace.view();
    if (const auto fixed = find_fixed_view(view_name); fixed && view.panes == PaneMode::Four) {
        view.focused_pane = *fixed;
        workspace.set_view(view);
        return {};
    }
    view.camera.azimuth_rad = angles->x;
    view.camera.elevation_rad = angles->y;
    workspace.set_view(view);
    return {};
}

Command turn_command(const std::string& view_name, std::string shortcut) {
    const std::string id = "view." + view_name;
    return {id,
            "command." + id,
            std::move(shortcut),
            {},
            always,
            [view_name](Workspace& workspace, const CommandArguments&) { return turn_to(workspace, view_name); }};
}

std::string turn_to_angles(Workspace& workspace, const CommandArguments& arguments) {
    return turn_to(workspace, required_argument(arguments, "to"));
}

std::string reset_view(Workspace& workspace, const CommandArguments&) {
    ViewState view = workspace.view();
    view.camera = make_view_camera(workspace.require_atlas(), "front", {}, workspace.camera_viewport());
    view.zoomed = {};
    workspace.set_view(view);
    return {};
}

/// The structure named, else everything selected.
std::string zoom_to(Workspace& workspace, const CommandArguments& arguments) {
    const Atlas& atlas = workspace.require_atlas();
    Box box;
    std::string zoomed_to;
    if (const auto id = find_argument(arguments, "structure")) {
        zoomed_to = named_structure(workspace, *id).id.text();
        box = bounds(*atlas.structure(StructureId(zoomed_to)).mesh);
    }
    for (const StructureId& id : workspace.view().settings.selected) {
        const Structure* structure = zoomed_to.empty() ? atlas.find(id) : nullptr;
        if (structure != nullptr) {
            box.add(bounds(*structure->mesh));
        }
    }
    if (box.empty()) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-structure-selected", {}});
    }
    ViewState view = workspace.view();
    view.camera = zoom_camera(box, {view.camera.azimuth_rad, view.camera.elevation_rad}, workspace.camera_viewport());
    workspace.set_view(view);
    return zoomed_to;
}

std::string set_layers(Workspace& workspace, const CommandArguments& arguments) {
    ViewState view = workspace.view();
    view.settings.layer_opacity = parse_layers(required_argument(arguments, "layers"));
    workspace.set_view(view);
    return {};
}

std::string select_structure(Workspace& workspace, const CommandArguments& arguments) {
    const auto id = find_argument(arguments, "structure");
    workspace.select_mark(std::nullopt);
    if (!id || id->empty()) {
        workspace.focus_on(std::nullopt);
        return {};
    }
    workspace.focus_on(named_structure(workspace, *id).id);
    return *id;
}

std::string set_theme(Workspace& workspace, const CommandArguments& arguments) {
    const std::string theme = required_argument(arguments, "theme");
    if (theme != "dark" && theme != "light") {
        throw Error(ErrorCode::Usage, {"workspace.unknown-theme", {{"theme", theme}}});
    }
    ViewState view = workspace.view();
    view.settings.dark_background = theme == "dark";
    workspace.set_view(view);
    return {};
}

std::string set_language(Workspace& workspace, const CommandArguments& arguments) {
    workspace.set_language(required_argument(arguments, "language"));
    return {};
}

}  // namespace

std::vector<Command> view_commands() {
    return {
        {"atlas.use", "command.atlas.use", "", {"name"}, always, use_atlas},
        {"body.form", "command.body.form", "", {"shape", "stature", "build"}, always, change_form},
        turn_command("front", "F"),
        turn_command("back", "B"),
        turn_command("left", "L"),
        turn_command("right", "R"),
        turn_command("top", "T"),
        turn_command("three-quarter", "Q"),
        {"view.turn", "command.view.turn", "", {"to"}, always, turn_to_angles},
        {"view.reset", "command.view.reset", "Home", {}, has_atlas, reset_view},
        {"view.zoom-to", "command.view.zoom-to", "Z", {"structure"}, has_focus, zoom_to},
        {"view.layers", "command.view.layers", "", {"layers"}, always, set_layers},
        {"view.select", "command.view.select", "", {"structure"}, has_atlas, select_structure},
        {"app.language", "command.app.language", "", {"language"}, always, set_language},
        {"app.theme", "command.app.theme", "", {"theme"}, always, set_theme},
    };
}

}  // namespace palpate
