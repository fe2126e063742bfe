// What was measured over the sessions: movements as bars in degrees, activities with their average, ratings before and
// after as pairs of bars, the rest as lines.

#include "anatomy/anatomy_names.h"
#include "ui/progress_charts.h"
#include "ui/range_bar.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr const char* k_movement = "rom";
constexpr const char* k_activity = "psfs";

std::string number(double value) { return fmt::format("{:.3g}", value); }
std::string degrees(double value) { return number(value) + "\u00b0"; }

bool says_anything(const ChartLine& line) {
    return std::ranges::any_of(line.values, [](const auto& value) { return value.has_value(); });
}

using PointValue = std::optional<double> MeasuredPoint::*;

/// Measures are not taken at every visit, and what lies between two of them is no gap in what was said: only visits with
/// a value are columns, at their days.
std::vector<Session> measured_sessions(const MeasureSeries& series, std::span<const Session> sessions) {
    std::vector<Session> measured;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        if (!series.points[i].empty()) {
            measured.push_back(sessions[i]);
        }
    }
    return measured;
}

ChartLine line_of(const MeasureSeries& series, PointValue value, std::string name, const ImVec4& ink, bool dashed) {
    ChartLine line{.name = std::move(name), .values = {}, .ink = ink, .dashed = dashed};
    for (const MeasuredPoint& point : series.points) {
        if (!point.empty()) {
            line.values.push_back(point.*value);
        }
    }
    return line;
}

std::string unit_words(const PanelContext& context, const OutcomeMeasure& measure) {
    return context.tr("measure.unit." + measure.unit);
}

/// "4 to 7: a change that counts by this measure's rule", or the numbers alone.
std::string change_words(const PanelContext& context, const OutcomeMeasure& measure, const MeasureSeries& series,
                         bool is_average = false) {
    if (series.values() < 2) {
        return context.tr("ui.progress.measured-once");
    }
    const double from = *series.first()->at_arrival();
    const double to = *series.latest()->at_arrival();
    const auto verdict = judge_measure(measure, from, to, is_average);
    return context.tr({"ui.progress.measured." + std::string(name_of(verdict)),
                       {{"from", number(from)}, {"to", number(to)}, {"unit", unit_words(context, measure)}}});
}

/// Before and after in one session are bars beside each other; values at any time make a line.
LineChart chart_of(const PanelContext& context, const OutcomeMeasure& measure, const MeasureSeries& series,
                   std::span<const Session> sessions) {
    LineChart chart = empty_chart(context, measured_sessions(series, sessions));
    chart.events.clear();
    chart.low = measure.min.value_or(0.0);
    chart.high = measure.max.value_or(10.0);
    const Theme& theme = context.theme;
    const auto moment = [&](MeasureMoment when) { return context.tr("measure.moment." + std::string(name_of(when))); };
    ChartLine before = line_of(series, &MeasuredPoint::before, moment(MeasureMoment::Before), theme.warning, true);
    ChartLine after = line_of(series, &MeasuredPoint::after, moment(MeasureMoment::After), theme.accent_line, false);
    ChartLine anytime = line_of(series, &MeasuredPoint::anytime, measure.name, theme.accent_line, false);
    before.bars = after.bars = true;
    for (ChartLine* line : {&before, &after, &anytime}) {
        if (says_anything(*line)) {
            chart.lines.push_back(std::move(*line));
        }
    }
    return chart;
}

void draw_measure(PanelContext& context, const OutcomeMeasure& measure, const MeasureSeries& series,
                  std::span<const Session> sessions, const std::string& title, bool is_average = false) {
    const std::string key = measure.id + " " + series.item + (series.passive ? " passive" : "");
    card(context.theme, ("##measure " + key).c_str(), [&] {
        draw_shown_chart(context, {.key = key,
                                   .title = title,
                                   .chart = chart_of(context, measure, series, sessions),
                                   .foot = change_words(context, measure, series, is_average)});
    });
}

// ---- movements -----------------------------------------------------------------------------------------------------

struct Movement {
    const MeasureSeries* series;
    const MeasureSeries* other_side;
    const RangeNorm* norm;
    MeasuredMovement what;
};

Side other_side_of(Side side) { return side == Side::Left ? Side::Right : Side::Left; }

std::vector<Movement> movements_of(const PanelContext& context, const std::vector<MeasureSeries>& all) {
    std::vector<Movement> movements;
    const auto& norms = context.workspace.clinical().range_norms();
    for (const MeasureSeries& series : all) {
        const auto what = series.measure == k_movement ? find_movement(series.item) : std::nullopt;
        if (!what) {
            continue;
        }
        const auto norm = std::ranges::find(norms, what->movement, &RangeNorm::id);
        const auto other = std::ranges::find_if(all, [&](const MeasureSeries& one) {
            return one.measure == k_movement && one.passive == series.passive && what->side != Side::Mid &&
                   find_movement(one.item) == MeasuredMovement{what->movement, other_side_of(what->side)};
        });
        movements.push_back(
            {&series, other != all.end() ? &*other : nullptr, norm != norms.end() ? &*norm : nullptr, *what});
    }
    return movements;
}

std::string title_of(const PanelContext& context, const Movement& movement) {
    const std::string name =
        movement.norm != nullptr ? movement.norm->joint + ", " + movement.norm->movement : movement.what.movement;
    return context.tr({"structure.title." + std::string(name_of(movement.what.side)), {{"name", with_capital(name)}}});
}

/// One's own earlier value first, the other side second, other people last.
std::vector<std::string> sentences_of(const PanelContext& context, const OutcomeMeasure& measure,
                                      const Movement& movement) {
    const MeasureSeries& series = *movement.series;
    const std::string mode = context.tr(series.passive ? "ui.progress.passive" : "ui.progress.active");
    const double latest = *series.latest()->at_arrival();
    std::vector<std::string> sentences;
    if (series.values() > 1) {
        const double first = *series.first()->at_arrival();
        sentences.push_back(
            context.tr({"ui.progress.range." + std::string(name_of(judge_measure(measure, first, latest))),
                        {{"from", degrees(first)}, {"to", degrees(latest)}, {"mode", mode}}}));
    } else {
        sentences.push_back(context.tr({"ui.progress.range.once", {{"to", degrees(latest)}, {"mode", mode}}}));
    }
    if (movement.other_side != nullptr && movement.other_side->latest() != nullptr) {
        sentences.push_back(context.tr(
            {"ui.progress.range.other-side", {{"value", degrees(*movement.other_side->latest()->at_arrival())}}}));
    }
    if (movement.norm != nullptr) {
        const bool same_mode = (movement.norm->mode == "passive") == series.passive;
        const std::string how =
            context.tr(movement.norm->mode == "passive" ? "ui.progress.passive" : "ui.progress.active");
        sentences.push_back(context.tr({same_mode ? "ui.progress.range.typical" : "ui.progress.range.typical-otherwise",
                                        {{"value", degrees(movement.norm->typical_deg)}, {"mode", how}}}));
    }
    return sentences;
}

RangeBar bar_of(const PanelContext& context, const Movement& movement) {
    RangeBar bar;
    const MeasureSeries& series = *movement.series;
    bar.latest = series.latest()->at_arrival();
    bar.first = series.values() > 1 ? series.first()->at_arrival() : std::nullopt;
    if (movement.other_side != nullptr && movement.other_side->latest() != nullptr) {
        bar.other_side = movement.other_side->latest()->at_arrival();
    }
    if (movement.norm != nullptr) {
        bar.typical = movement.norm->typical_deg;
        bar.typical_words = context.tr("ui.progress.range.typical-short");
    }
    bar.first_words = context.tr("ui.progress.range.first");
    bar.latest_words = context.tr("ui.progress.range.latest");
    bar.other_words = context.tr("ui.progress.range.other");
    double most = 0.0;
    for (const auto& value : {bar.first, bar.latest, bar.other_side, bar.typical}) {
        most = std::max(most, value.value_or(0.0));
        bar.least = std::min(bar.least, std::floor(value.value_or(0.0) / 10.0) * 10.0);
    }
    bar.most = std::ceil((most + 8.0) / 10.0) * 10.0;
    return bar;
}

void draw_values(const PanelContext& context, const std::string& key, const MeasureSeries& series) {
    if (!ImGui::BeginTable(("##range " + key).c_str(), 2,
                           ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings)) {
        return;
    }
    for (const MeasuredPoint& point : series.points) {
        const Session* session = find_session(*context.workspace.document(), point.session);
        ImGui::TableNextColumn();
        body_text(session != nullptr ? session_words(context, *session) : point.date);
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(point.empty() ? "\u2013" : degrees(*point.at_arrival()).c_str());
    }
    ImGui::EndTable();
}

void draw_movement(PanelContext& context, const OutcomeMeasure& measure, const Movement& movement) {
    const std::string key = movement.series->item + (movement.series->passive ? " passive" : "");
    card(context.theme, ("##movement " + key).c_str(), [&] {
        auto& open = context.state.progress.open_tables;
        heading(context.theme, title_of(context, movement));
        const std::vector<std::string> sentences = sentences_of(context, measure, movement);
        body_text(sentences.front());
        draw_range_bar(context.theme, bar_of(context, movement));
        for (std::size_t i = 1; i < sentences.size(); ++i) {
            muted_text(context.theme, sentences[i]);
        }
        ImGui::PushFont(context.theme.fonts.small_text);
        const bool is_open = open.contains(key);
        if (quiet_button(context.tr(is_open ? "ui.progress.hide-table" : "ui.progress.show-table") + "##" + key)) {
            is_open ? static_cast<void>(open.erase(key)) : static_cast<void>(open.insert(key));
        }
        if (is_open) {
            draw_values(context, key, *movement.series);
        }
        ImGui::PopFont();
    });
}

// ---- activities ----------------------------------------------------------------------------------------------------

void draw_activities(PanelContext& context, const CardGrid& grid, const OutcomeMeasure& measure,
                     const std::vector<MeasureSeries>& all, std::span<const Session> sessions) {
    std::vector<MeasureSeries> activities;
    std::ranges::copy_if(all, std::back_inserter(activities),
                         [](const MeasureSeries& series) { return series.measure == k_activity; });
    for (const MeasureSeries& series : activities) {
        if (grid.next()) {
            draw_measure(context, measure, series, sessions, series.item.empty() ? measure.name : series.item);
        }
    }
    MeasureSeries mean = mean_of(activities);
    if (mean.values() > 0 && grid.next()) {
        mean.item = "average";
        draw_measure(context, measure, mean, sessions, context.tr("ui.progress.activities-average"), true);
    }
}

}  // namespace

void draw_measures_over_time(PanelContext& context, std::span<const Session> sessions) {
    const auto& all = context.state.progress.measured;
    if (all.empty()) {
        return;
    }
    const CardGrid grid(context, "##measures");
    for (const OutcomeMeasure& measure : context.workspace.clinical().measures()) {
        if (measure.id == k_movement) {
            for (const Movement& movement : movements_of(context, all)) {
                if (grid.next()) {
                    draw_movement(context, measure, movement);
                }
            }
            continue;
        }
        if (measure.id == k_activity) {
            draw_activities(context, grid, measure, all, sessions);
            continue;
        }
        for (const MeasureSeries& series : all) {
            if (series.measure == measure.id && grid.next()) {
                draw_measure(context, measure, series, sessions,
                             series.item.empty() ? measure.name : measure.name + ", " + series.item);
            }
        }
    }
}

}  // namespace palpate
