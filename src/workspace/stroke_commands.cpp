// stroke.*: a technique shown on the body.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/stroke_style_of.h"

namespace palpate {
namespace {

bool shows_strokes(const Workspace& workspace) { return workspace.stroke_play().has_value(); }

void require_strokes(const Workspace& workspace) {
    if (!shows_strokes(workspace)) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.no-strokes", {}});
    }
}

/// On the structure named, else on the one the panels speak of. Speed stays as it was chosen before.
std::string play(Workspace& workspace, const CommandArguments& arguments) {
    const std::string id = required_argument(arguments, "technique");
    const Technique* technique = workspace.clinical().find_technique(TechniqueId(id));
    if (technique == nullptr) {
        throw Error(ErrorCode::NotFound, {"workspace.unknown-technique", {{"technique", id}}});
    }
    const auto named = find_argument(arguments, "structure");
    const std::string structure =
        named || !workspace.focus() ? required_argument(arguments, "structure") : workspace.focus()->text();
    workspace.play_stroke({.structure = named_structure(workspace, structure).id,
                           .style = stroke_style_of(*technique),
                           .technique_id = id,
                           .rate = workspace.stroke_play() ? workspace.stroke_play()->rate : 1.0});
    return {};
}

std::string pause(Workspace& workspace, const CommandArguments&) {
    require_strokes(workspace);
    workspace.strokes().set_playing(!workspace.stroke_play()->playing);
    return {};
}

std::string stop(Workspace& workspace, const CommandArguments&) {
    require_strokes(workspace);
    workspace.strokes().stop();
    return {};
}

std::string set_rate(Workspace& workspace, const CommandArguments& arguments) {
    require_strokes(workspace);
    static_cast<void>(required_argument(arguments, "rate"));
    workspace.strokes().set_rate(
        *find_number(arguments, "rate", static_cast<float>(k_slowest_strokes), static_cast<float>(k_fastest_strokes)));
    return {};
}

}  // namespace

StrokeStyle stroke_style_of(const Technique& technique) {
    const StrokeFigure& figure = technique.strokes;
    return make_stroke_style(figure.path, technique.stroke_direction, figure.contact, figure.speed_cm_s, figure.hold_s,
                             figure.repeats, technique.pressure.min, technique.pressure.max);
}

std::vector<Command> stroke_commands() {
    return {
        {"stroke.play", "command.stroke.play", "", {"technique", "structure"}, has_atlas, play},
        {"stroke.pause", "command.stroke.pause", "", {}, shows_strokes, pause},
        {"stroke.rate", "command.stroke.rate", "", {"rate"}, shows_strokes, set_rate},
        {"stroke.stop", "command.stroke.stop", "", {}, shows_strokes, stop},
    };
}

}  // namespace palpate
