// picture.*: the view as it is now, into a file or the clipboard.

#include "base/error.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"
#include "workspace/picture_order.h"
#include "workspace/views.h"

#include <string_view>

namespace palpate {
namespace {

constexpr int k_most_frames = 360;
constexpr int k_usual_frames = 36;

bool is_on(const CommandArguments& arguments, std::string_view name, bool otherwise) {
    const auto asked = find_argument(arguments, name);
    if (asked && *asked != "yes" && *asked != "no") {
        throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", std::string(name)}, {"value", *asked}}});
    }
    return asked ? *asked == "yes" : otherwise;
}

PictureRequest read_request(const Workspace& workspace, const CommandArguments& arguments) {
    const auto size = find_argument(arguments, "size");
    return {.size = size ? parse_viewport(*size) : workspace.viewport(),
            .transparent = is_on(arguments, "transparent", false),
            .marks = is_on(arguments, "marks", true),
            .side_words = is_on(arguments, "side-words", true)};
}

std::string save_picture(Workspace& workspace, const CommandArguments& arguments) {
    const std::string path = required_argument(arguments, "path");
    workspace.order_picture({read_request(workspace, arguments), path, 1});
    return path;
}

std::string copy_picture(Workspace& workspace, const CommandArguments& arguments) {
    workspace.order_picture({read_request(workspace, arguments), {}, 1});
    return {};
}

std::string save_turntable(Workspace& workspace, const CommandArguments& arguments) {
    const std::string path = required_argument(arguments, "path");
    if (workspace.view().panes == PaneMode::Four) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.turntable-of-four", {}});
    }
    const int frames = find_integer(arguments, "frames", 2, k_most_frames).value_or(k_usual_frames);
    workspace.order_picture({read_request(workspace, arguments), path, static_cast<std::size_t>(frames)});
    return path;
}

}  // namespace

std::vector<Command> picture_commands() {
    return {
        {"picture.save",
         "command.picture.save",
         "",
         {"path", "size", "transparent", "marks", "side-words"},
         has_atlas,
         save_picture},
        {"picture.copy",
         "command.picture.copy",
         "Ctrl+Shift+C",
         {"size", "transparent", "marks", "side-words"},
         has_atlas,
         copy_picture},
        {"picture.turntable",
         "command.picture.turntable",
         "",
         {"path", "frames", "size", "transparent", "marks", "side-words"},
         has_atlas,
         save_turntable},
    };
}

}  // namespace palpate
