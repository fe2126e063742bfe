#pragma once

#include "geometry/image.h"
#include "ui/theme.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// One line of a chart, or one row of its bars. Values that nobody said are open and part the line. Lines differ by their
/// dashes and bars by their filling, too: a chart is read in grey.
struct ChartLine {
    std::string name;
    std::vector<std::optional<double>> values;  ///< one for each column
    ImVec4 ink;
    bool dashed = false;
    bool bars = false;  ///< beside those of the other rows of bars; hollow where dashed
};

/// Something that happened at a column: a treatment, a flare.
struct ChartEvent {
    std::size_t column = 0;
    std::string words;  ///< written under the chart; empty: only a tick
};

struct LineChart {
    std::vector<std::string> columns;  ///< what each is called, as dates
    std::vector<double> positions;     ///< 0..1 along the axis, ascending; one for each column
    std::vector<ChartLine> lines;
    std::vector<ChartEvent> events;
    double low = 0.0;
    double high = 10.0;
};

/// Draws the chart over the width of the room; pointing at a column tells its values. `id` begins with "##"; the column
/// pointed at is returned.
std::optional<std::size_t> draw_line_chart(const Theme& theme, const char* id, const LineChart& chart, float height_px);

/// The chart as a picture of its own, in the theme's colours, with its title over it and a sentence under it.
/// Throws Error NotFound where the system has no font.
[[nodiscard]] Image make_chart_picture(ThemeName theme, const LineChart& chart, const std::string& title,
                                       const std::string& foot);

}  // namespace palpate
