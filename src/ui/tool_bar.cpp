#include "ui/tool_bar.h"

#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace palpate {
namespace {

constexpr float k_button_height = 34.0F;
constexpr float k_words_width = 112.0F;
constexpr float k_words_from_width = 520.0F;  ///< a picture narrower than this has no room for words
constexpr float k_inset = 12.0F;
/// What clients are offered: they know no muscles.
constexpr std::array<Tool, 5> k_client_tools{Tool::Region, Tool::Paint, Tool::Erase, Tool::Point, Tool::Line};
constexpr float k_sign = 18.0F;

ImVec2 moved(ImVec2 place, float x, float y) { return {place.x + x, place.y + y}; }

/// A brush with its handle, leaning to the right.
void draw_brush(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    draw.AddLine(moved(at, 7 * unit, -7 * unit), moved(at, -1 * unit, 1 * unit), ink, 2.6F * unit);
    draw.AddCircleFilled(moved(at, -3.6F * unit, 3.6F * unit), 3.6F * unit, ink);
    draw.AddTriangleFilled(moved(at, -6.5F * unit, 1.6F * unit), moved(at, -1.6F * unit, 6.4F * unit),
                           moved(at, -8 * unit, 8 * unit), ink);
}

void draw_eraser(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    const ImVec2 a = moved(at, -8 * unit, 2 * unit);
    const ImVec2 b = moved(at, 0, -6 * unit);
    const ImVec2 c = moved(at, 7 * unit, 1 * unit);
    const ImVec2 d = moved(at, -1 * unit, 9 * unit);
    draw.AddQuad(a, b, c, d, ink, 1.7F * unit);
    draw.AddQuadFilled(moved(at, -4 * unit, -2 * unit), b, c, moved(at, 3 * unit, 5 * unit), ink);
}

void draw_group(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    for (int i = -1; i <= 1; ++i) {
        const float x = 5.0F * unit * static_cast<float>(i);
        draw.AddBezierQuadratic(moved(at, x - 1.5F * unit, -8 * unit), moved(at, x + 4.0F * unit, 0),
                                moved(at, x - 1.5F * unit, 8 * unit), ink, 2.2F * unit);
    }
}

void draw_muscle(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    draw.AddBezierQuadratic(moved(at, 0, -9 * unit), moved(at, 9 * unit, 0), moved(at, 0, 9 * unit), ink, 2.0F * unit);
    draw.AddBezierQuadratic(moved(at, 0, -9 * unit), moved(at, -9 * unit, 0), moved(at, 0, 9 * unit), ink, 2.0F * unit);
    draw.AddLine(moved(at, 0, -6 * unit), moved(at, 0, 6 * unit), ink, 1.4F * unit);
}

void draw_region(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    const std::array<ImVec2, 6> corners{moved(at, -7 * unit, -4 * unit), moved(at, -1 * unit, -8 * unit),
                                        moved(at, 7 * unit, -5 * unit),  moved(at, 6 * unit, 4 * unit),
                                        moved(at, -1 * unit, 8 * unit),  moved(at, -8 * unit, 4 * unit)};
    ImVec4 pale = ImGui::ColorConvertU32ToFloat4(ink);
    pale.w *= 0.35F;
    draw.AddConvexPolyFilled(corners.data(), static_cast<int>(corners.size()), ImGui::GetColorU32(pale));
    draw.AddPolyline(corners.data(), static_cast<int>(corners.size()), ink, ImDrawFlags_Closed, 1.8F * unit);
}

void draw_point(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    draw.AddCircle(at, 6.5F * unit, ink, 0, 1.7F * unit);
    draw.AddCircleFilled(at, 2.6F * unit, ink);
}

void draw_line(ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    draw.AddBezierCubic(moved(at, -8 * unit, 7 * unit), moved(at, -3 * unit, -7 * unit), moved(at, 1 * unit, 8 * unit),
                        moved(at, 5 * unit, -4 * unit), ink, 2.0F * unit);
    draw.AddTriangleFilled(moved(at, 8 * unit, -9 * unit), moved(at, 8.5F * unit, -2 * unit),
                           moved(at, 2 * unit, -4.5F * unit), ink);
}

void draw_sign(Tool tool, ImDrawList& draw, ImVec2 at, float unit, ImU32 ink) {
    switch (tool) {
        case Tool::Muscle: return draw_muscle(draw, at, unit, ink);
        case Tool::Group: return draw_group(draw, at, unit, ink);
        case Tool::Region: return draw_region(draw, at, unit, ink);
        case Tool::Paint: return draw_brush(draw, at, unit, ink);
        case Tool::Erase: return draw_eraser(draw, at, unit, ink);
        case Tool::Point: return draw_point(draw, at, unit, ink);
        case Tool::Line: return draw_line(draw, at, unit, ink);
    }
}

void draw_tip(const PanelContext& context, Tool tool, const Command& command) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) {
        return;
    }
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(context.theme.px(300));
    body_text(context.tr(command.label_key) + "  (" + command.shortcut + ")");
    muted_text(context.theme, context.tr("ui.tool.hint." + std::string(name_of(tool))));
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

/// One button: its sign, and the word where there is room.
void draw_tool(PanelContext& context, Tool tool, ImVec2 size, bool words) {
    const Theme& theme = context.theme;
    const std::string name(name_of(tool));
    const Command& command = *find_command("tool." + name);
    const bool chosen = context.workspace.tool().tool == tool;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string label = context.tr("ui.tool." + name);
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? theme.accent : theme.control);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, chosen ? theme.accent : theme.control_hovered);
    ImGui::PushStyleColor(ImGuiCol_Text, chosen ? theme.accent_ink : theme.text);
    ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, {0.0F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {words ? theme.px(16) + theme.px(k_sign) : size.x, theme.px(4)});
    // Without room for the word the button has a name all the same.
    if (ImGui::Button((words ? label + "##tool" : "##" + label + " tool").c_str(), size)) {
        context.run(command.id);
    }
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(3);
    draw_tip(context, tool, command);
    draw_sign(tool, *ImGui::GetWindowDrawList(),
              {at.x + (words ? theme.px(10 + k_sign / 2) : size.x / 2), at.y + size.y / 2}, theme.px(k_sign / 20),
              ImGui::GetColorU32(chosen ? theme.accent_ink : theme.text));
}

void draw_brush_size(PanelContext& context, ImVec2 size, bool words) {
    const float radius_mm = context.workspace.tool().brush_radius_mm;
    int shown = static_cast<int>(std::lround(radius_mm));
    const std::string number = std::to_string(shown);
    const std::string format = words ? context.tr(Text{"ui.tool.brush", {{"size", number}}}) : number;
    ImGui::SetNextItemWidth(size.x);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {context.theme.px(6), std::max(0.0F, (size.y - ImGui::GetFontSize()) / 2)});
    ImGui::PushStyleColor(ImGuiCol_FrameBg, context.theme.card);
    if (ImGui::SliderInt("##brush size", &shown, static_cast<int>(k_least_brush_mm),
                         static_cast<int>(k_largest_brush_mm), format.c_str(), ImGuiSliderFlags_AlwaysClamp)) {
        context.run("brush.size", {{"radius", std::to_string(shown)}});
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) {
        ImGui::SetTooltip("%s  ([  ])", context.tr("command.brush.size").c_str());
    }
}

std::span<const Tool> tools_of(const PanelContext& context) {
    return context.workspace.view().mode == AppMode::Intake ? std::span<const Tool>(k_client_tools) : k_tools;
}

bool has_brush(const PanelContext& context) {
    const Tool tool = context.workspace.tool().tool;
    return tool == Tool::Paint || tool == Tool::Erase;
}

struct BarLayout {
    ImVec2 button;
    float gap = 0.0F;
};

/// In a low window the buttons move together, down to what a finger still hits.
BarLayout lay_out_bar(const PanelContext& context, float panel_height, bool words) {
    const Theme& theme = context.theme;
    const float gap = theme.px(5);
    const float rows = static_cast<float>(tools_of(context).size()) + 1.0F;
    const float height = std::clamp((panel_height - 2 * theme.px(k_inset)) / rows - gap, theme.least_target_px(),
                                    std::max(theme.px(k_button_height), theme.least_target_px()));
    return {{words ? theme.px(k_words_width) : std::max(height, theme.px(36)), height}, gap};
}

}  // namespace

bool tools_have_words(const Theme& theme, float panel_width) { return panel_width >= theme.px(k_words_from_width); }

float tool_bar_width(const Theme& theme, bool words) {
    const float button = words ? theme.px(k_words_width) : std::max(theme.least_target_px(), theme.px(36));
    return button + 2 * theme.px(k_inset);
}

ScreenBox tool_bar_box(const PanelContext& context, float panel_height, bool words) {
    const BarLayout layout = lay_out_bar(context, panel_height, words);
    const float inset = context.theme.px(k_inset);
    const auto rows = static_cast<float>(tools_of(context).size() + (has_brush(context) ? 1 : 0));
    return {{0.0F, 0.0F}, {inset + layout.button.x, inset + rows * (layout.button.y + layout.gap)}};
}

void draw_tool_bar(PanelContext& context, ImVec2 corner, float panel_height, bool words) {
    const Theme& theme = context.theme;
    const auto [button, gap] = lay_out_bar(context, panel_height, words);
    float y = corner.y + theme.px(k_inset);
    const float x = corner.x + theme.px(k_inset);
    for (const Tool tool : tools_of(context)) {
        ImGui::SetCursorScreenPos({x, y});
        draw_tool(context, tool, button, words);
        y += button.y + gap;
    }
    if (has_brush(context)) {
        ImGui::SetCursorScreenPos({x, y});
        draw_brush_size(context, button, words);
    }
}

}  // namespace palpate
