#pragma once

#include "change/measure_series.h"
#include "ui/line_chart.h"
#include "ui/panels.h"

#include <span>
#include <string>
#include <vector>

namespace palpate {

/// A chart as the panel shows it: its heading, what it comes to, and its values as a table and as a picture on demand.
struct ShownChart {
    std::string key;  ///< its own among the charts, for what is open
    std::string title;
    LineChart chart;
    std::string foot;                  ///< a sentence under it; may be empty
    std::vector<std::string> facts{};  ///< short ones beside the title
    float height_px = 130.0F;
};

/// "3: 12 Oct 2026".
[[nodiscard]] std::string session_words(const PanelContext& context, const Session& session);
/// Columns at their days, so that a long gap looks long, with what happened at each visit; no lines yet.
[[nodiscard]] LineChart empty_chart(const PanelContext& context, std::span<const Session> sessions);
void draw_shown_chart(PanelContext& context, const ShownChart& shown);
/// Where a chart's picture goes, while that is asked.
void draw_chart_picture_dialog(PanelContext& context);

/// All that was measured: movements as bars, activities, ratings before and after, and the rest as lines; only what has
/// values.
void draw_measures_over_time(PanelContext& context, std::span<const Session> sessions);

/// Draws cards in as many columns as there is room for.
class CardGrid {
public:
    CardGrid(const PanelContext& context, const char* id);
    ~CardGrid();
    CardGrid(const CardGrid&) = delete;
    CardGrid& operator=(const CardGrid&) = delete;
    /// Before each card; false where nothing is seen of the grid.
    bool next() const;

private:
    bool open_;
};

}  // namespace palpate
