// What changed: two sessions and all between, as charts and, for each of them, as a table. Colour never speaks alone.

#include "ui/progress_panel.h"

#include "change/change_words.h"
#include "ui/command_widgets.h"
#include "ui/progress_body.h"
#include "ui/progress_charts.h"
#include "ui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

namespace palpate {
namespace {

constexpr float k_body_chart_px = 210.0F;
constexpr std::size_t k_most_places = 8;

const CaseDocument& document_of(const PanelContext& context) { return *context.workspace.document(); }

std::span<const Session> sessions_of(const PanelContext& context, const ProgressReport& report) {
    const auto& sessions = document_of(context).sessions;
    const auto first = static_cast<std::size_t>(session_number(document_of(context), report.from) - 1);
    const auto last = static_cast<std::size_t>(session_number(document_of(context), report.to));
    return std::span(sessions).subspan(first, last - first);
}

/// What is drawn from the report in every frame, made anew with it.
std::shared_ptr<const ProgressReport> report_of(PanelContext& context) {
    ProgressState& state = context.state.progress;
    auto report = context.workspace.progress_report();
    if (report != state.made_of) {
        state.measured = report != nullptr ? measure_series(document_of(context), sessions_of(context, *report))
                                           : std::vector<MeasureSeries>();
        state.made_of = report;
    }
    return report;
}

/// One end of the range; sessions on the wrong side of the other end cannot be chosen.
void choose_session(PanelContext& context, const char* id, const ProgressRange& range, bool first) {
    const CaseDocument& document = document_of(context);
    const std::vector<Session> sessions = document.sessions;  // a command may replace the document
    const SessionId& chosen = first ? range.from : range.to;
    const int other = session_number(document, first ? range.to : range.from);
    ImGui::SetNextItemWidth(context.theme.px(176));
    if (!ImGui::BeginCombo(id, session_words(context, *find_session(document, chosen)).c_str())) {
        return;
    }
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        const bool possible = first ? number < other : number > other;
        if (ImGui::Selectable((session_words(context, sessions[i]) + "##" + sessions[i].id.text()).c_str(),
                              sessions[i].id == chosen,
                              possible ? ImGuiSelectableFlags_None : ImGuiSelectableFlags_Disabled)) {
            context.run("progress.range", {{"from", (first ? sessions[i].id : range.from).text()},
                                           {"to", (first ? range.to : sessions[i].id).text()}});
        }
    }
    ImGui::EndCombo();
}

// ---- charts --------------------------------------------------------------------------------------------------------

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

ShownChart shown_trend(const PanelContext& context, const Trend& trend, std::span<const Session> sessions,
                       const std::string& title) {
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
    return {.key = trend.place ? trend.place->id : "body",
            .title = title,
            .chart = std::move(chart),
            .foot = context.tr(words_of(trend.verdict, context.workspace.words()))};
}

// ---- tables --------------------------------------------------------------------------------------------------------

std::string place_words(const PanelContext& context, const MarkId& id) {
    const Mark* mark = find_mark(document_of(context), id);
    return mark != nullptr ? context.workspace.title_of(*mark) : std::string();
}

std::string rating_words(const std::optional<int>& rating) { return rating ? std::to_string(*rating) : "\u2013"; }

/// A row is pressed to see its place on the body.
void draw_change_row(PanelContext& context, const PlaceChange& change, std::size_t index) {
    ProgressState& state = context.state.progress;
    const ProgressView& progress = context.workspace.view().progress;
    const bool chosen = change.place.id == progress.place && change.author == progress.author;
    const float pad = context.theme.px(4);  // as wrapped_line() has it
    const auto next_cell = [&] {
        ImGui::TableNextColumn();
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + pad);
    };
    ImGui::TableNextRow();
    if (chosen) {
        ImVec4 tint = context.theme.accent_line;
        tint.w = 0.28F;
        ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg1, ImGui::GetColorU32(tint));
    }
    next_cell();
    outcome_sign(context.theme, change.outcome);
    ImGui::TableNextColumn();
    const std::string place = place_words(context, change.after.empty() ? change.before : change.after);
    const std::string id = "##" + std::string(name_of(change.author)) + std::to_string(index);
    if (wrapped_line(context.theme, id, place, false)) {
        if (change.author != progress.author) {
            context.run("progress.author", {{"author", std::string(name_of(change.author))}});
        }
        context.run("progress.place", {{"place", chosen ? "none" : change.place.id}});
        state.shown_place = chosen ? std::string() : change.place.id;
    } else if (chosen && state.shown_place != change.place.id) {
        ImGui::SetScrollHereY();
        state.shown_place = change.place.id;
    }
    next_cell();
    ImGui::TextUnformatted(rating_words(change.from).c_str());
    next_cell();
    ImGui::TextUnformatted(rating_words(change.to).c_str());
    next_cell();
    body_text(context.tr(words_of(change)));
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
    ImGui::TableSetupColumn("##sign", ImGuiTableColumnFlags_WidthFixed, ImGui::GetTextLineHeight() + theme.px(4));
    ImGui::TableSetupColumn(context.tr("ui.progress.place").c_str(), ImGuiTableColumnFlags_WidthStretch, 2.0F);
    ImGui::TableSetupColumn(context.tr("ui.progress.from").c_str(), ImGuiTableColumnFlags_WidthFixed, theme.px(52));
    ImGui::TableSetupColumn(context.tr("ui.progress.to").c_str(), ImGuiTableColumnFlags_WidthFixed, theme.px(52));
    ImGui::TableSetupColumn(context.tr("ui.progress.change").c_str(), ImGuiTableColumnFlags_WidthStretch, 3.0F);
    ImGui::TableHeadersRow();
    for (std::size_t i = 0; i < progress.changes.size(); ++i) {
        draw_change_row(context, progress.changes[i], i);
    }
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

/// "8→6", "−25 %" and what that is called; nothing where the two visits have no two ratings.
std::vector<std::string> facts_of(const PanelContext& context, const AuthorProgress& progress, const Trend& trend) {
    const auto change = std::ranges::find_if(progress.changes, [&](const PlaceChange& one) {
        return trend.place && one.place.id == trend.place->id && one.now.has_value();
    });
    if (change == progress.changes.end()) {
        return {};
    }
    const Judgement& judged = *change->now;
    const bool has_verdict = judged.verdict != Verdict::NotJudged;
    std::vector<std::string> facts{std::to_string(*change->from) + "\u2192" + std::to_string(*change->to)};
    if (has_verdict && judged.percent && judged.difference != 0.0) {
        facts.push_back((judged.difference < 0.0 ? "\u2212" : "+") +
                        std::to_string(std::lround(std::abs(*judged.percent))) + " %");
    }
    if (has_verdict) {
        const bool clear = judged.verdict == Verdict::ClearlyBetter || judged.verdict == Verdict::ClearlyWorse;
        const bool none = judged.verdict == Verdict::NoChange;
        facts.push_back(
            context.tr(none ? "change.verdict.none" : (clear ? "change.verdict.clear" : "change.verdict.slight")));
    }
    return facts;
}

void draw_places(PanelContext& context, const AuthorProgress& progress, std::span<const Session> sessions) {
    const CardGrid grid(context, "##places");
    for (std::size_t i = 0; i < std::min(progress.trends.size(), k_most_places); ++i) {
        const Trend& trend = progress.trends[i];
        if (grid.next()) {
            card(context.theme, ("##trend " + std::to_string(i)).c_str(), [&] {
                ShownChart shown = shown_trend(context, trend, sessions, place_words(context, trend.latest));
                shown.facts = facts_of(context, progress, trend);
                draw_shown_chart(context, shown);
            });
        }
    }
}

void draw_report(PanelContext& context, const ProgressReport& report) {
    const Theme& theme = context.theme;
    const auto sessions = sessions_of(context, report);
    const AuthorProgress& said = *find_progress(report, context.workspace.view().progress.author);
    card(theme, "##whole body", [&] {
        ShownChart body = shown_trend(context, said.body, sessions, context.tr("ui.progress.whole-body"));
        body.height_px = k_body_chart_px;
        draw_shown_chart(context, body);
    });
    card(theme, "##table", [&] {
        std::ranges::for_each(report.authors, [&](const AuthorProgress& each) { draw_changes(context, each); });
        muted_text(theme, context.tr(words_of(report.rule, context.workspace.words())));
    });
    draw_places(context, said, sessions);
    draw_measures_over_time(context, sessions);
    card(theme, "##often", [&] { draw_often(context, said); });
    if (report.widespread) {
        for (const Text& sentence : words_of(*report.widespread)) {
            muted_text(theme, context.tr(sentence));
        }
    }
}

}  // namespace

bool compares_progress(const PanelContext& context) { return context.workspace.view().mode == AppMode::Progress; }

void draw_progress_bar(PanelContext& context) {
    const auto range = context.workspace.progress_range();
    command_button(context, "app.progress", {}, {.words_key = "ui.explain.leave"});
    if (!range) {
        return;
    }
    same_line_if_fits(context.theme.px(176));
    choose_session(context, "##from", *range, true);
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("\u2192");
    same_line_if_fits(context.theme.px(176));
    choose_session(context, "##to", *range, false);
}

void draw_progress_panel(PanelContext& context) {
    draw_progress_bar(context);
    const auto report = report_of(context);
    if (report == nullptr) {
        muted_text(context.theme, context.tr("ui.progress.needs-two"));
        return;
    }
    draw_report(context, *report);
    draw_chart_picture_dialog(context);
}

}  // namespace palpate
