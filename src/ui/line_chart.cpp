#include "ui/line_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_left_px = 26.0F;
constexpr float k_top_px = 8.0F;
constexpr float k_foot_px = 40.0F;  // ticks of events and their words
constexpr float k_right_px = 10.0F;

/// Where values and columns lie on the screen.
struct Frame {
    ImVec2 low;   ///< top left of the plot
    ImVec2 high;  ///< bottom right
    double least = 0.0;
    double most = 10.0;

    [[nodiscard]] float x_of(double position) const { return low.x + static_cast<float>(position) * (high.x - low.x); }
    [[nodiscard]] float y_of(double value) const {
        const double share = (value - least) / std::max(1e-9, most - least);
        return high.y - static_cast<float>(share) * (high.y - low.y);
    }
};

void draw_grid(const Theme& theme, const Frame& frame) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const double share : {0.0, 0.5, 1.0}) {
        const double value = frame.least + share * (frame.most - frame.least);
        const float y = frame.y_of(value);
        draw.AddLine({frame.low.x, y}, {frame.high.x, y}, ImGui::GetColorU32(theme.outline));
        const std::string words = fmt::format("{:g}", value);
        const ImVec2 size = ImGui::CalcTextSize(words.c_str());
        draw.AddText({frame.low.x - size.x - theme.px(6), y - 0.5F * size.y}, ImGui::GetColorU32(theme.muted),
                     words.c_str());
    }
}

void draw_dashed(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 ink, float width) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const float dash = 4.0F * width;
    for (float at = 0.0F; at < length; at += 2.0F * dash) {
        const float a = at / length;
        const float b = std::min(1.0F, (at + dash) / length);
        draw.AddLine({from.x + a * (to.x - from.x), from.y + a * (to.y - from.y)},
                     {from.x + b * (to.x - from.x), from.y + b * (to.y - from.y)}, ink, width);
    }
}

/// A gap where nobody said a value: the line goes on after it, and never through zero.
void draw_line(const Theme& theme, const Frame& frame, const LineChart& chart, const ChartLine& line) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = ImGui::GetColorU32(line.ink);
    std::optional<ImVec2> before;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (!line.values[i]) {
            before.reset();
            continue;
        }
        const ImVec2 here{frame.x_of(chart.positions[i]), frame.y_of(*line.values[i])};
        if (before && line.dashed) {
            draw_dashed(draw, *before, here, ink, theme.px(1.5F));
        } else if (before) {
            draw.AddLine(*before, here, ink, theme.px(2.5F));
        }
        line.dashed ? draw.AddCircle(here, theme.px(3), ink, 0, theme.px(1.5F))
                    : draw.AddCircleFilled(here, theme.px(4), ink);
        before = here;
    }
}

void draw_events(const Theme& theme, const Frame& frame, const LineChart& chart) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    float taken_until = frame.low.x;
    for (const ChartEvent& event : chart.events) {
        const float x = frame.x_of(chart.positions[event.column]);
        draw.AddLine({x, frame.high.y}, {x, frame.high.y + theme.px(8)}, ImGui::GetColorU32(theme.accent_line),
                     theme.px(3));
        const float width = ImGui::CalcTextSize(event.words.c_str()).x;
        const float left = std::clamp(x - 0.5F * width, frame.low.x, std::max(frame.low.x, frame.high.x - width));
        if (!event.words.empty() && left >= taken_until) {  // no room: the tick and the pointer tell
            draw.AddText({left, frame.high.y + theme.px(12)}, ImGui::GetColorU32(theme.muted), event.words.c_str());
            taken_until = left + width + theme.px(10);
        }
    }
}

std::optional<std::size_t> column_at(const Frame& frame, const LineChart& chart, float x) {
    std::optional<std::size_t> nearest;
    float best = 0.0F;
    for (std::size_t i = 0; i < chart.positions.size(); ++i) {
        const float away = std::abs(frame.x_of(chart.positions[i]) - x);
        if (!nearest || away < best) {
            nearest = i;
            best = away;
        }
    }
    return nearest;
}

void tell_column(const Theme& theme, const Frame& frame, const LineChart& chart, std::size_t column) {
    const float x = frame.x_of(chart.positions[column]);
    ImGui::GetWindowDrawList()->AddLine({x, frame.low.y}, {x, frame.high.y}, ImGui::GetColorU32(theme.muted));
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(chart.columns[column].c_str());
    for (const ChartLine& line : chart.lines) {
        if (line.values[column]) {
            ImGui::TextUnformatted(fmt::format("{}: {:.3g}", line.name, *line.values[column]).c_str());
        }
    }
    for (const ChartEvent& event : chart.events) {
        if (event.column == column && !event.words.empty()) {
            ImGui::TextUnformatted(event.words.c_str());
        }
    }
    ImGui::EndTooltip();
}

/// Which line is which, in its ink and dashes.
void draw_legend(const Theme& theme, const LineChart& chart) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        const ChartLine& line = chart.lines[i];
        const float swatch = theme.px(22);
        if (i > 0) {
            ImGui::SameLine(0, theme.px(16));
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float y = at.y + 0.5F * ImGui::GetTextLineHeight();
        const ImU32 ink = ImGui::GetColorU32(line.ink);
        line.dashed ? draw_dashed(draw, {at.x, y}, {at.x + swatch, y}, ink, theme.px(1.5F))
                    : draw.AddLine({at.x, y}, {at.x + swatch, y}, ink, theme.px(2.5F));
        ImGui::Dummy({swatch, ImGui::GetTextLineHeight()});
        ImGui::SameLine(0, theme.px(6));
        ImGui::TextUnformatted(line.name.c_str());
    }
}

}  // namespace

std::optional<std::size_t> draw_line_chart(const Theme& theme, const char* id, const LineChart& chart,
                                           float height_px) {
    ImGui::PushFont(theme.fonts.small_text);
    draw_legend(theme, chart);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, theme.px(height_px)};
    ImGui::InvisibleButton(id, {std::max(1.0F, size.x), size.y});
    const Frame frame{{at.x + theme.px(k_left_px), at.y + theme.px(k_top_px)},
                      {at.x + size.x - theme.px(k_right_px), at.y + size.y - theme.px(k_foot_px)},
                      chart.low,
                      chart.high};
    draw_grid(theme, frame);
    for (const ChartLine& line : chart.lines) {
        draw_line(theme, frame, chart, line);
    }
    draw_events(theme, frame, chart);
    const auto column =
        ImGui::IsItemHovered() ? column_at(frame, chart, ImGui::GetIO().MousePos.x) : std::optional<std::size_t>();
    if (column) {
        tell_column(theme, frame, chart, *column);
    }
    ImGui::PopFont();
    return column;
}

}  // namespace palpate
