// What changed: two sessions and all between, as charts and, for each of them, as a table. Colour never speaks alone.

#include "ui/progress_panel.h"

#include "base/calendar_date.h"
#include "change/change_words.h"
#include "ui/command_widgets.h"
#include "ui/line_chart.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace palpate {
namespace {

constexpr float k_body_chart_px = 210.0F;
constexpr float k_place_chart_px = 130.0F;
constexpr float k_card_width_px = 330.0F;
constexpr std::size_t k_most_places = 8;

const CaseDocument& document_of(const PanelContext& context) { return *context.workspace.document(); }

std::string session_words(const PanelContext& context, const Session& session) {
    return context.tr({"ui.progress.session",
                       {{"number", std::to_string(session_number(document_of(context), session.id))},
                        {"date", shown_date(context, session.date)}}});
}

/// The sessions asked for, else the first and the last; nullopt where there are not two.
struct Range {
    SessionId from;
    SessionId to;
};
std::optional<Range> chosen_range(const PanelContext& context) {
    const auto& sessions = document_of(context).sessions;
    if (sessions.size() < 2) {
        return std::nullopt;
    }
    const auto known = [&](const SessionId& id) { return find_session(document_of(context), id) != nullptr; };
    const ProgressState& state = context.state.progress;
    Range range{known(state.from) ? state.from : sessions.front().id, known(state.to) ? state.to : sessions.back().id};
    if (session_number(document_of(context), range.from) >= session_number(document_of(context), range.to)) {
        range = {sessions.front().id, sessions.back().id};
    }
    return range;
}

/// Made anew when the record, the body or the choice is another; drawn from what is kept in every other frame.
std::shared_ptr<const ProgressReport> report_of(PanelContext& context, const Range& range) {
    ProgressState& state = context.state.progress;
    const auto snapshot = context.workspace.history()->snapshot();
    const Atlas* atlas = context.workspace.atlas().get();
    if (state.report && state.made_of == snapshot && state.made_on == atlas && state.report->from == range.from &&
        state.report->to == range.to) {
        return state.report;
    }
    const BodyPlaces places(context.workspace.anatomy(), atlas);
    state.report = std::make_shared<const ProgressReport>(make_progress_report(
        *snapshot, range.from, range.to, {.places = places, .rule = change_rule(context.workspace.clinical())}));
    state.measured.clear();
    for (const Measurement& taken : snapshot->measurements) {
        state.measured[{taken.measure, taken.moment, taken.session}] = taken.value;
    }
    state.made_of = snapshot;
    state.made_on = atlas;
    return state.report;
}

void choose_session(PanelContext& context, const char* id, const SessionId& chosen, SessionId& kept) {
    const auto& sessions = document_of(context).sessions;
    ImGui::SetNextItemWidth(context.theme.px(210));
    if (!ImGui::BeginCombo(id, session_words(context, *find_session(document_of(context), chosen)).c_str())) {
        return;
    }
    for (const Session& session : sessions) {
        if (ImGui::Selectable((session_words(context, session) + "##" + session.id.text()).c_str(),
                              session.id == chosen)) {
            kept = session.id;
        }
    }
    ImGui::EndCombo();
}

std::span<const Session> sessions_of(const PanelContext& context, const ProgressReport& report) {
    const auto& sessions = document_of(context).sessions;
    const auto first = static_cast<std::size_t>(session_number(document_of(context), report.from) - 1);
    const auto last = static_cast<std::size_t>(session_number(document_of(context), report.to));
    return std::span(sessions).subspan(first, last - first);
}

// ---- charts --------------------------------------------------------------------------------------------------------

/// Columns at their days, so that a long gap looks long; evenly where days are not known.
std::vector<double> positions_of(std::span<const Session> sessions) {
    const auto first = find_date(sessions.front().date);
    const auto last = find_date(sessions.back().date);
    const double days = first && last ? static_cast<double>((*last - *first).count()) : 0.0;
    std::vector<double> positions;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const auto day = find_date(sessions[i].date);
        const double even =
            sessions.size() > 1 ? static_cast<double>(i) / static_cast<double>(sessions.size() - 1) : 0.5;
        positions.push_back(days > 0.0 && day ? static_cast<double>((*day - *first).count()) / days : even);
    }
    return positions;
}

LineChart empty_chart(const PanelContext& context, std::span<const Session> sessions) {
    LineChart chart;
    chart.positions = positions_of(sessions);
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        chart.columns.push_back(session_words(context, sessions[i]));
        if (sessions[i].type != SessionType::Intake || !sessions[i].title.empty()) {
            chart.events.push_back({i, sessions[i].title});
        }
    }
    return chart;
}

using Spread = std::optional<RatingSpread> TrendPoint::*;

ChartLine line_of(const PanelContext& context, const Trend& trend, Spread spread, const char* key, const ImVec4& ink,
                  bool dashed) {
    ChartLine line{.name = context.tr(key), .values = {}, .ink = ink, .dashed = dashed};
    for (const TrendPoint& point : trend.points) {
        const auto& values = point.*spread;
        line.values.push_back(values ? std::optional(values->highest) : std::nullopt);
    }
    return line;
}

bool says_anything(const ChartLine& line) {
    return std::ranges::any_of(line.values, [](const auto& value) { return value.has_value(); });
}

void draw_trend(PanelContext& context, const Trend& trend, std::span<const Session> sessions, const char* id,
                float height_px) {
    LineChart chart = empty_chart(context, sessions);
    const Theme& theme = context.theme;
    for (ChartLine& line :
         std::array{line_of(context, trend, &TrendPoint::now, "ui.progress.now", theme.accent_line, false),
                    line_of(context, trend, &TrendPoint::usual, "ui.progress.usual", theme.text, true),
                    line_of(context, trend, &TrendPoint::worst, "ui.progress.worst", theme.warning, true)}) {
        if (says_anything(line)) {
            chart.lines.push_back(std::move(line));
        }
    }
    draw_line_chart(theme, id, chart, height_px);
    muted_text(theme, context.tr(words_of(trend.verdict, context.workspace.words())));
}

// ---- tables --------------------------------------------------------------------------------------------------------

std::string place_words(const PanelContext& context, const MarkId& id) {
    const Mark* mark = find_mark(document_of(context), id);
    return mark != nullptr ? context.workspace.title_of(*mark) : std::string();
}

/// A sign for each outcome, so that no colour is needed.
const char* sign_of(PlaceOutcome outcome) {
    switch (outcome) {
        case PlaceOutcome::Better: return "\u25bc";
        case PlaceOutcome::Same: return "=";
        case PlaceOutcome::Worse: return "\u25b2";
        case PlaceOutcome::New: return "+";
        case PlaceOutcome::Gone: return "\u2713";
        case PlaceOutcome::NumbersOnly: return "\u00b7";
        case PlaceOutcome::Ask: return "?";
    }
    return "";
}

std::string rating_words(const std::optional<int>& rating) { return rating ? std::to_string(*rating) : "\u2013"; }

void draw_change_rows(const PanelContext& context, const std::vector<PlaceChange>& changes) {
    for (const PlaceChange& change : changes) {
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(sign_of(change.outcome));
        ImGui::TableNextColumn();
        body_text(place_words(context, change.after.empty() ? change.before : change.after));
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(rating_words(change.from).c_str());
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(rating_words(change.to).c_str());
        ImGui::TableNextColumn();
        body_text(context.tr(words_of(change)));
    }
}

void draw_changes(PanelContext& context, const AuthorProgress& progress) {
    const Theme& theme = context.theme;
    if (progress.changes.empty()) {
        return;
    }
    heading(theme, context.tr("ui.progress.by." + std::string(name_of(progress.author))));
    const std::string id = "##changes " + std::string(name_of(progress.author));
    if (!ImGui::BeginTable(id.c_str(), 5,
                           ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings)) {
        return;
    }
    ImGui::TableSetupColumn("##sign", ImGuiTableColumnFlags_WidthFixed, theme.px(20));
    ImGui::TableSetupColumn(context.tr("ui.progress.place").c_str(), ImGuiTableColumnFlags_WidthStretch, 2.0F);
    ImGui::TableSetupColumn(context.tr("ui.progress.from").c_str(), ImGuiTableColumnFlags_WidthFixed, theme.px(52));
    ImGui::TableSetupColumn(context.tr("ui.progress.to").c_str(), ImGuiTableColumnFlags_WidthFixed, theme.px(52));
    ImGui::TableSetupColumn(context.tr("ui.progress.change").c_str(), ImGuiTableColumnFlags_WidthStretch, 3.0F);
    ImGui::TableHeadersRow();
    draw_change_rows(context, progress.changes);
    ImGui::EndTable();
}

void draw_often(const PanelContext& context, const AuthorProgress& progress) {
    if (progress.often.places.empty()) {
        return;
    }
    heading(context.theme, context.tr("ui.progress.often"));
    for (std::size_t i = 0; i < std::min(progress.often.places.size(), k_most_places); ++i) {
        const MarkedOften& often = progress.often.places[i];
        body_text(place_words(context, often.latest));
        muted_text(context.theme, context.tr(words_of(often, progress.often, context.workspace.words())));
    }
}

// ---- cards ---------------------------------------------------------------------------------------------------------

void draw_places(PanelContext& context, const AuthorProgress& progress, std::span<const Session> sessions) {
    const float room = ImGui::GetContentRegionAvail().x;
    const int columns = std::max(1, static_cast<int>(room / context.theme.px(k_card_width_px)));
    if (!ImGui::BeginTable("##places", columns, ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoSavedSettings)) {
        return;
    }
    for (std::size_t i = 0; i < std::min(progress.trends.size(), k_most_places); ++i) {
        const Trend& trend = progress.trends[i];
        ImGui::TableNextColumn();
        card(context.theme, ("##trend " + std::to_string(i)).c_str(), [&] {
            heading(context.theme, place_words(context, trend.latest));
            draw_trend(context, trend, sessions, "##chart", k_place_chart_px);
        });
    }
    ImGui::EndTable();
}

/// A measure's values over the sessions, before and after apart.
void draw_measure(PanelContext& context, const OutcomeMeasure& measure, std::span<const Session> sessions) {
    const auto& measured = context.state.progress.measured;
    LineChart chart = empty_chart(context, sessions);
    chart.events.clear();
    chart.low = measure.min.value_or(0.0);
    chart.high = measure.max.value_or(10.0);
    for (const MeasureMoment moment : all_measure_moments()) {
        ChartLine line{.name = context.tr("measure.moment." + std::string(name_of(moment))),
                       .values = {},
                       .ink = moment == MeasureMoment::Before ? context.theme.warning : context.theme.accent_line,
                       .dashed = moment == MeasureMoment::Before};
        for (const Session& session : sessions) {
            const auto value = measured.find({measure.id, moment, session.id});
            line.values.push_back(value != measured.end() ? std::optional(value->second) : std::nullopt);
        }
        if (says_anything(line)) {
            chart.lines.push_back(std::move(line));
        }
    }
    if (chart.lines.empty()) {
        return;
    }
    card(context.theme, ("##measure " + measure.id).c_str(), [&] {
        heading(context.theme, measure.name);
        draw_line_chart(context.theme, "##chart", chart, k_place_chart_px);
    });
}

void draw_measures_over_time(PanelContext& context, std::span<const Session> sessions) {
    for (const OutcomeMeasure& measure : context.workspace.clinical().measures()) {
        if (measure.id != "rom" && measure.id != "psfs") {  // each of those is several things
            draw_measure(context, measure, sessions);
        }
    }
}

void draw_report(PanelContext& context, const ProgressReport& report) {
    const Theme& theme = context.theme;
    const auto sessions = sessions_of(context, report);
    const AuthorProgress& client = report.authors.front();
    card(theme, "##whole body", [&] {
        heading(theme, context.tr("ui.progress.whole-body"));
        draw_trend(context, client.body, sessions, "##body chart", k_body_chart_px);
    });
    card(theme, "##table", [&] {
        std::ranges::for_each(report.authors, [&](const AuthorProgress& each) { draw_changes(context, each); });
        muted_text(theme, context.tr(words_of(report.rule, context.workspace.words())));
    });
    draw_places(context, client, sessions);
    draw_measures_over_time(context, sessions);
    card(theme, "##often", [&] { draw_often(context, client); });
    if (report.widespread) {
        for (const Text& sentence : words_of(*report.widespread)) {
            muted_text(theme, context.tr(sentence));
        }
    }
}

}  // namespace

bool compares_progress(const PanelContext& context) { return context.workspace.view().mode == AppMode::Progress; }

void draw_progress_bar(PanelContext& context) {
    const auto range = context.workspace.document() != nullptr ? chosen_range(context) : std::nullopt;
    command_button(context, "app.progress", {}, {.words_key = "ui.explain.leave"});
    if (!range) {
        return;
    }
    ImGui::SameLine();
    choose_session(context, "##from", range->from, context.state.progress.from);
    ImGui::SameLine();
    ImGui::TextUnformatted("\u2192");
    ImGui::SameLine();
    choose_session(context, "##to", range->to, context.state.progress.to);
}

void draw_progress_panel(PanelContext& context) {
    const auto range = context.workspace.document() != nullptr ? chosen_range(context) : std::nullopt;
    draw_progress_bar(context);
    if (!range) {
        muted_text(context.theme, context.tr("ui.progress.needs-two"));
        return;
    }
    const auto report = report_of(context, *range);
    draw_report(context, *report);
}

}  // namespace palpate
