#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace palpate {

/// What a press on the body does.
enum class Tool { Muscle, Group, Region, Paint, Erase, Point, Line };

inline constexpr std::array<Tool, 7> k_tools{Tool::Muscle, Tool::Group, Tool::Region, Tool::Paint,
                                             Tool::Erase,  Tool::Point, Tool::Line};

/// "muscle", ..: the ends of the commands tool.* and of their text keys.
[[nodiscard]] constexpr std::string_view name_of(Tool tool) {
    constexpr std::array<std::string_view, k_tools.size()> k_names{"muscle", "group", "region", "paint",
                                                                   "erase",  "point", "line"};
    return k_names.at(static_cast<std::size_t>(tool));
}
[[nodiscard]] constexpr std::optional<Tool> find_tool(std::string_view name) {
    for (const Tool tool : k_tools) {
        if (name_of(tool) == name) {
            return tool;
        }
    }
    return std::nullopt;
}
/// True for tools that draw on the skin as the pointer is dragged: the body is then turned in another way.
[[nodiscard]] constexpr bool draws_on_skin(Tool tool) {
    return tool == Tool::Paint || tool == Tool::Erase || tool == Tool::Point || tool == Tool::Line;
}

struct ToolState {
    Tool tool = Tool::Muscle;
    float brush_radius_mm = 20.0F;
    bool operator==(const ToolState&) const = default;
};

}  // namespace palpate
