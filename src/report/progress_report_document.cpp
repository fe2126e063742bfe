// The progress report: what changed from one visit to another, with the rule that says what counts as a change.

#include "base/calendar_date.h"
#include "base/error.h"
#include "base/locale_words.h"
#include "base/translator.h"
#include "change/change_words.h"
#include "change/measure_series.h"
#include "change/progress_report.h"
#include "change/session_range.h"
#include "clinical/measure_words.h"
#include "report/build_report.h"
#include "report/detail/report_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>

namespace palpate {
namespace {

constexpr std::size_t k_most_rows = 10;  // of trends and of how often; the changes are all told

std::string number(double value) { return fmt::format("{:.3g}", value); }

class ProgressReportBuilder {
public:
    ProgressReportBuilder(const ReportSources& sources, const SessionId& from)
        : sources_(sources),
          words_(sources.words),
          document_(sources.document),
          from_(from),
          sessions_(sessions_between(sources.document, from, sources.session)),
          progress_(make_progress_report(sources.document, from, sources.session,
                                         {.places = sources.places, .rule = sources.rule})),
          report_(detail::begin_report(ReportKind::Progress, sources)) {
        const Client& client = document_.client;
        report_.subtitle = words_.tr({"report.page.progress.subtitle",
                                      {{"client", client.name.empty() ? client.reference : client.name},
                                       {"reference", client.reference},
                                       {"from", detail::session_line(sources, from)},
                                       {"to", detail::session_line(sources, sources.session)},
                                       {"count", std::to_string(sessions_.size())}}});
    }

    ReportDocument build() {
        if (document_.client.sample) {
            quiet(tr("report.sample"));
        }
        for (const AuthorProgress& said : progress_.authors) {
            if (said.author == Author::Client) {
                add(ReportParagraph{words_.tr(words_of(said.body.verdict, words_)), ReportTone::Lead});
            }
        }
        constexpr double k_height_mm = 80.0;
        detail::add_pictures(report_, sources_, detail::session_line(sources_, sources_.session),
                             detail::session_line(sources_, from_), k_height_mm, detail::PictureOrder::EarlierFirst);
        for (const AuthorProgress& said : progress_.authors) {
            add_author(said);
        }
        add_rule();
        add_measures();
        add_widespread();
        quiet(tr("report.page.session.no-diagnosis") + " " +
              words_.tr({"report.page.written-on", {{"date", shown_date(words_, sources_.date)}}}));
        return std::move(report_);
    }

private:
    [[nodiscard]] std::string tr(const std::string& key) const { return words_.tr(key); }
    void add(ReportBlock block) { report_.blocks.push_back(std::move(block)); }
    void heading(const std::string& key, int level = 2) { add(ReportHeading{tr(key), level}); }
    void quiet(std::string words) { add(ReportParagraph{std::move(words), ReportTone::Quiet}); }

    [[nodiscard]] std::string place_of(const MarkId& id) const {
        const Mark* mark = find_mark(document_, id);
        PALPATE_ASSERT(mark != nullptr);  // the comparison is of this document
        return detail::place_line(sources_, *mark);
    }

    void add_author(const AuthorProgress& said) {
        if (said.changes.empty() && said.trends.empty()) {
            return;
        }
        heading("ui.progress.by." + std::string(name_of(said.author)));
        if (!said.changes.empty()) {
            add(detail::change_table(sources_, said.changes, false));
        }
        add_body_chart(said);
        add_trends(said);
        add_often(said);
    }

    /// Columns at their days, so that a long gap looks long.
    [[nodiscard]] ReportChart empty_chart(std::span<const Session> sessions, std::string title) const {
        ReportChart chart{.title = std::move(title), .column_title = tr("ui.progress.visit")};
        const auto first = find_date(sessions.front().date);
        const auto last = find_date(sessions.back().date);
        const double days = first && last ? static_cast<double>((*last - *first).count()) : 0.0;
        for (std::size_t i = 0; i < sessions.size(); ++i) {
            const auto day = find_date(sessions[i].date);
            const double even =
                sessions.size() > 1 ? static_cast<double>(i) / static_cast<double>(sessions.size() - 1) : 0.5;
            chart.positions.push_back(days > 0.0 && day ? static_cast<double>((*day - *first).count()) / days : even);
            chart.columns.push_back(detail::session_line(sources_, sessions[i].id));
            chart.ticks.push_back(shown_date(words_, sessions[i].date));
        }
        return chart;
    }

    void add_body_chart(const AuthorProgress& said) {
        ReportChart chart = empty_chart(sessions_, tr("report.page.progress.body"));
        ReportChartLine highest{.name = tr("ui.progress.now"), .values = {}};
        ReportChartLine worst{.name = tr("ui.progress.worst"), .values = {}, .dashed = true};
        std::size_t said_values = 0;
        for (const TrendPoint& point : said.body.points) {
            highest.values.push_back(point.now ? std::optional(point.now->highest) : std::nullopt);
            worst.values.push_back(point.worst ? std::optional(point.worst->highest) : std::nullopt);
            said_values += point.now ? 1U : 0U;
        }
        if (said_values < 2) {
            return;
        }
        const bool has_worst = std::ranges::any_of(worst.values, [](const auto& value) { return value.has_value(); });
        chart.lines.push_back(std::move(highest));
        if (has_worst) {
            chart.lines.push_back(std::move(worst));
        }
        chart.foot = words_.tr(words_of(said.body.verdict, words_));
        add(std::move(chart));
    }

    void add_trends(const AuthorProgress& said) {
        ReportTable table{.caption = tr("report.page.progress.trends"),
                          .columns = {{tr("ui.progress.place"), 2.6}, {tr("ui.progress.change"), 4.4}},
                          .rows = {}};
        for (const Trend& trend : said.trends) {
            if (trend.verdict.thirds && table.rows.size() < k_most_rows) {  // with too few values there is none
                table.rows.push_back(
                    {{.text = place_of(trend.latest)}, {.text = words_.tr(words_of(trend.verdict, words_))}});
            }
        }
        if (!table.rows.empty()) {
            heading("report.page.progress.trends", 3);
            add(std::move(table));
        }
    }

    void add_often(const AuthorProgress& said) {
        if (said.often.with_map < 2 || said.often.places.empty()) {
            return;
        }
        heading("ui.progress.often", 3);
        ReportTable table{.caption = tr("ui.progress.often"),
                          .columns = {{tr("ui.progress.place"), 2.6}, {tr("report.page.progress.how-often"), 4.4}},
                          .rows = {}};
        for (std::size_t i = 0; i < std::min(k_most_rows, said.often.places.size()); ++i) {
            const MarkedOften& often = said.often.places[i];
            table.rows.push_back(
                {{.text = place_of(often.latest)}, {.text = words_.tr(words_of(often, said.often, words_))}});
        }
        add(std::move(table));
    }

    void add_rule() {
        add(ReportCallout{tr("report.page.progress.rule"), {words_.tr(words_of(sources_.rule, words_))}, false});
    }

    void add_measures() {
        bool first = true;
        for (const MeasureSeries& series : measure_series(document_, sessions_)) {
            const OutcomeMeasure* measure = sources_.knowledge.clinical.find_measure(series.measure);
            if (measure == nullptr || series.values() == 0) {
                continue;
            }
            if (std::exchange(first, false)) {
                heading("report.page.session.measured");
            }
            add_series(series, *measure);
        }
    }

    /// Only visits with a value are columns: what was not measured is no gap in what was said.
    void add_series(const MeasureSeries& series, const OutcomeMeasure& measure) {
        const std::string title =
            measured_words(series.measure, series.item, series.passive, sources_.knowledge.clinical, words_);
        const std::string unit = measure_unit_words(series.measure, sources_.knowledge.clinical, words_);
        const double first = *series.first()->at_arrival();
        if (series.values() < 2) {
            add(ReportParagraph{
                fmt::format("{}: {} {}. {}", title, number(first), unit, tr("ui.progress.measured-once"))});
            return;
        }
        std::vector<Session> measured;
        std::vector<const MeasuredPoint*> points;
        for (std::size_t i = 0; i < sessions_.size(); ++i) {
            if (!series.points[i].empty()) {
                measured.push_back(sessions_[i]);
                points.push_back(&series.points[i]);
            }
        }
        ReportChart chart = empty_chart(measured, title);
        add_moment(chart, points, &MeasuredPoint::before, tr("measure.moment.before"), true);
        add_moment(chart, points, &MeasuredPoint::anytime, tr("report.page.session.value"), false);
        add_moment(chart, points, &MeasuredPoint::after, tr("measure.moment.after"), false);
        set_range(chart, measure);
        const double last = *series.latest()->at_arrival();
        chart.foot = words_.tr({"ui.progress.measured." + std::string(name_of(judge_measure(measure, first, last))),
                                {{"from", number(first)}, {"to", number(last)}, {"unit", unit}}});
        add(std::move(chart));
    }

    static void add_moment(ReportChart& chart, const std::vector<const MeasuredPoint*>& points,
                           std::optional<double> MeasuredPoint::*value, std::string name, bool dashed) {
        ReportChartLine line{.name = std::move(name), .values = {}, .dashed = dashed};
        for (const MeasuredPoint* point : points) {
            line.values.push_back(point->*value);
        }
        if (std::ranges::any_of(line.values, [](const auto& one) { return one.has_value(); })) {
            chart.lines.push_back(std::move(line));
        }
    }

    /// The measure's own range; from 0 to a round number above the values where it has none.
    static void set_range(ReportChart& chart, const OutcomeMeasure& measure) {
        double lowest = 0.0;
        double highest = 0.0;
        for (const ReportChartLine& line : chart.lines) {
            for (const auto& value : line.values) {
                lowest = std::min(lowest, value.value_or(0.0));
                highest = std::max(highest, value.value_or(0.0));
            }
        }
        chart.low = std::min(measure.min.value_or(0.0), std::floor(lowest / 10.0) * 10.0);
        chart.high = std::max(measure.max.value_or(0.0), highest);
        if (!measure.max || chart.high <= chart.low) {
            chart.high = std::max(chart.low + 10.0, std::ceil(highest / 10.0) * 10.0);
        }
    }

    void add_widespread() {
        if (!progress_.widespread) {
            return;
        }
        ReportCallout callout{tr("report.page.progress.widespread"), {}, false};
        for (const Text& sentence : words_of(*progress_.widespread)) {
            callout.lines.push_back(words_.tr(sentence));
        }
        add(std::move(callout));
    }

    const ReportSources& sources_;
    const Translator& words_;
    const CaseDocument& document_;
    SessionId from_;
    std::span<const Session> sessions_;
    ProgressReport progress_;
    ReportDocument report_;
};

}  // namespace

ReportDocument build_progress_report(const ReportSources& sources) {
    if (!sources.before) {
        throw Error(ErrorCode::Usage, {"error.report.needs-two", {}});
    }
    return ProgressReportBuilder(sources, *sources.before).build();
}

}  // namespace palpate
