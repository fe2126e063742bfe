#pragma once

#include "casebook/case_document.h"
#include "geometry/orbit_camera.h"
#include "workspace/workspace.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// Reading the text arguments of commands. All throw Error Usage naming the argument and what it should be.

[[nodiscard]] std::optional<std::string> find_argument(const CommandArguments& arguments, std::string_view name);
[[nodiscard]] std::string required_argument(const CommandArguments& arguments, std::string_view name);
[[nodiscard]] std::optional<int> find_integer(const CommandArguments& arguments, std::string_view name, int low,
                                              int high);
[[nodiscard]] std::optional<float> find_number(const CommandArguments& arguments, std::string_view name, float low,
                                               float high);
/// "x,y,z".
[[nodiscard]] std::optional<glm::vec3> find_position(const CommandArguments& arguments, std::string_view name);
/// "x,y".
[[nodiscard]] std::optional<glm::vec2> find_pixel(const CommandArguments& arguments, std::string_view name);
/// "ache,dull" -> {"ache", "dull"}.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

/// The structure of that id in the atlas on screen. Throws Error NotFound naming it.
[[nodiscard]] const Structure& named_structure(const Workspace& workspace, const std::string& id);
/// By id, or by its number as people count ("3"). Throws Error NotFound naming it.
[[nodiscard]] const Session& named_session(const Workspace& workspace, const std::string& number_or_id);
[[nodiscard]] const Mark& named_mark(const Workspace& workspace, const std::string& number_or_id);
/// The mark of the argument `mark`, else the selected one. Throws Error InvalidEdit when there is none.
[[nodiscard]] const Mark& chosen_mark(const Workspace& workspace, const CommandArguments& arguments);

}  // namespace palpate
