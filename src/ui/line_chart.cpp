#include "ui/line_chart.h"

#include "ui/detail/chart_canvas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

using detail::ChartCanvas;

constexpr float k_left_px = 26.0F;
constexpr float k_top_px = 8.0F;
constexpr float k_foot_px = 44.0F;  // ticks of events, their words, and the first and the last visit
constexpr float k_right_px = 10.0F;
constexpr float k_bar_px = 9.0F;

/// Where values and columns lie.
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

/// What is drawn on, in which colours, and where.
struct Sheet {
    ChartCanvas& canvas;
    const Theme& theme;
    Frame frame;
};

Frame frame_in(const Theme& theme, ImVec2 at, ImVec2 size, const LineChart& chart) {
    return {{at.x + theme.px(k_left_px), at.y + theme.px(k_top_px)},
            {at.x + size.x - theme.px(k_right_px), at.y + size.y - theme.px(k_foot_px)},
            chart.low,
            chart.high};
}

void draw_grid(const Sheet& sheet) {
    const auto& [canvas, theme, frame] = sheet;
    for (const double share : {0.0, 0.5, 1.0}) {
        const double value = frame.least + share * (frame.most - frame.least);
        const float y = frame.y_of(value);
        canvas.line({frame.low.x, y}, {frame.high.x, y}, theme.outline, theme.px(1));
        const std::string words = fmt::format("{:g}", value);
        const ImVec2 size = canvas.size_of(words);
        canvas.words({frame.low.x - size.x - theme.px(6), y - 0.5F * size.y}, words, theme.muted);
    }
}

void draw_dashed(ChartCanvas& canvas, ImVec2 from, ImVec2 to, const ImVec4& ink, float width) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const float dash = 4.0F * width;
    for (float at = 0.0F; at < length; at += 2.0F * dash) {
        const float a = at / length;
        const float b = std::min(1.0F, (at + dash) / length);
        canvas.line({from.x + a * (to.x - from.x), from.y + a * (to.y - from.y)},
                    {from.x + b * (to.x - from.x), from.y + b * (to.y - from.y)}, ink, width);
    }
}

/// A gap where nobody said a value: the line goes on after it, and never through zero.
void draw_line(const Sheet& sheet, const LineChart& chart, const ChartLine& line) {
    const auto& [canvas, theme, frame] = sheet;
    std::optional<ImVec2> before;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (!line.values[i]) {
            before.reset();
            continue;
        }
        const ImVec2 here{frame.x_of(chart.positions[i]), frame.y_of(*line.values[i])};
        if (before && line.dashed) {
            draw_dashed(canvas, *before, here, line.ink, theme.px(1.5F));
        } else if (before) {
            canvas.line(*before, here, line.ink, theme.px(2.5F));
        }
        canvas.disc(here, theme.px(line.dashed ? 3.0F : 4.0F), line.ink, line.dashed ? theme.px(1.5F) : 0.0F);
        before = here;
    }
}

/// Rows of bars stand beside each other about their column, kept inside the plot.
void draw_bars(const Sheet& sheet, const LineChart& chart) {
    const auto& [canvas, theme, frame] = sheet;
    const auto rows = static_cast<float>(std::ranges::count(chart.lines, true, &ChartLine::bars));
    const float width = theme.px(k_bar_px);
    float row = 0.0F;
    for (const ChartLine& line : chart.lines) {
        if (!line.bars) {
            continue;
        }
        for (std::size_t i = 0; i < line.values.size(); ++i) {
            if (line.values[i]) {
                const float middle = std::clamp(frame.x_of(chart.positions[i]), frame.low.x + 0.5F * rows * width,
                                                frame.high.x - 0.5F * rows * width);
                const float left = middle + (row - 0.5F * rows) * width;
                canvas.box({left + theme.px(1), frame.y_of(*line.values[i])},
                           {left + width - theme.px(1), frame.high.y}, line.ink, line.dashed ? theme.px(1.5F) : 0.0F);
            }
        }
        row += 1.0F;
    }
}

void draw_events(const Sheet& sheet, const LineChart& chart) {
    const auto& [canvas, theme, frame] = sheet;
    float taken_until = frame.low.x;
    for (const ChartEvent& event : chart.events) {
        const float x = frame.x_of(chart.positions[event.column]);
        canvas.line({x, frame.high.y}, {x, frame.high.y + theme.px(8)}, theme.accent_line, theme.px(3));
        const float width = canvas.size_of(event.words).x;
        const float left = std::clamp(x - 0.5F * width, frame.low.x, std::max(frame.low.x, frame.high.x - width));
        if (!event.words.empty() && left >= taken_until) {  // no room: the tick and the pointer tell
            canvas.words({left, frame.high.y + theme.px(12)}, event.words, theme.muted);
            taken_until = left + width + theme.px(10);
        }
    }
}

/// The first and the last visit under the ends of the axis.
void draw_ends(const Sheet& sheet, const LineChart& chart) {
    const auto& [canvas, theme, frame] = sheet;
    if (chart.columns.empty()) {
        return;
    }
    const float y = frame.high.y + theme.px(27);
    const float last = canvas.size_of(chart.columns.back()).x;
    canvas.words({frame.low.x, y}, chart.columns.front(), theme.muted);
    if (chart.columns.size() > 1 &&
        canvas.size_of(chart.columns.front()).x + last + theme.px(10) < frame.high.x - frame.low.x) {
        canvas.words({frame.high.x - last, y}, chart.columns.back(), theme.muted);
    }
}

void draw_chart(const Sheet& sheet, const LineChart& chart) {
    draw_grid(sheet);
    draw_bars(sheet, chart);
    for (const ChartLine& line : chart.lines) {
        if (!line.bars) {
            draw_line(sheet, chart, line);
        }
    }
    draw_events(sheet, chart);
    draw_ends(sheet, chart);
}

void draw_swatch(ChartCanvas& canvas, const Theme& theme, const ChartLine& line, ImVec2 at, ImVec2 size) {
    const float y = at.y + 0.5F * size.y;
    if (line.bars) {
        canvas.box({at.x + 0.5F * size.x - theme.px(4), at.y + theme.px(3)},
                   {at.x + 0.5F * size.x + theme.px(4), at.y + size.y - theme.px(3)}, line.ink,
                   line.dashed ? theme.px(1.5F) : 0.0F);
    } else if (line.dashed) {
        draw_dashed(canvas, {at.x, y}, {at.x + size.x, y}, line.ink, theme.px(1.5F));
    } else {
        canvas.line({at.x, y}, {at.x + size.x, y}, line.ink, theme.px(2.5F));
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
    detail::WindowCanvas canvas;
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        const ImVec2 swatch{theme.px(22), ImGui::GetTextLineHeight()};
        if (i > 0) {
            ImGui::SameLine(0, theme.px(16));
        }
        draw_swatch(canvas, theme, chart.lines[i], ImGui::GetCursorScreenPos(), swatch);
        ImGui::Dummy(swatch);
        ImGui::SameLine(0, theme.px(6));
        ImGui::TextUnformatted(chart.lines[i].name.c_str());
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
    detail::WindowCanvas canvas;
    const Sheet sheet{canvas, theme, frame_in(theme, at, size, chart)};
    draw_chart(sheet, chart);
    const auto column = ImGui::IsItemHovered() ? column_at(sheet.frame, chart, ImGui::GetIO().MousePos.x)
                                               : std::optional<std::size_t>();
    if (column) {
        tell_column(theme, sheet.frame, chart, *column);
    }
    ImGui::PopFont();
    return column;
}

Image make_chart_picture(ThemeName name, const LineChart& chart, const std::string& title, const std::string& foot) {
    constexpr glm::ivec2 k_size_px(1600, 700);
    Theme theme = make_theme(name);
    theme.scale = 2.0F;
    detail::PictureCanvas canvas(k_size_px, theme.card, theme.px(14));
    const float edge = theme.px(16);
    canvas.words({edge, edge}, title, theme.text);
    ImVec2 at{edge, edge + theme.px(26)};
    for (const ChartLine& line : chart.lines) {
        const ImVec2 swatch{theme.px(22), theme.px(16)};
        draw_swatch(canvas, theme, line, at, swatch);
        canvas.words({at.x + swatch.x + theme.px(6), at.y}, line.name, theme.muted);
        at.x += swatch.x + canvas.size_of(line.name).x + theme.px(22);
    }
    const ImVec2 low{edge, at.y + theme.px(24)};
    const ImVec2 size{static_cast<float>(k_size_px.x) - 2.0F * edge,
                      static_cast<float>(k_size_px.y) - low.y - theme.px(30)};
    draw_chart({canvas, theme, frame_in(theme, low, size, chart)}, chart);
    canvas.words({edge, static_cast<float>(k_size_px.y) - theme.px(26)}, foot, theme.muted);
    return canvas.take();
}

}  // namespace palpate
