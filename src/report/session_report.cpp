// The session report: for the practice's records, or for a doctor. All that is recorded of one visit.

#include "base/locale_words.h"
#include "base/translator.h"
#include "change/change_map.h"
#include "change/change_words.h"
#include "clinical/measure_words.h"
#include "matching/home_care.h"
#include "matching/mark_words.h"
#include "report/build_report.h"
#include "report/detail/report_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace palpate {
namespace {

std::string dash_or(const std::optional<int>& rating) { return rating ? std::to_string(*rating) : "\u2013"; }

class SessionReportBuilder {
public:
    explicit SessionReportBuilder(const ReportSources& sources)
        : sources_(sources),
          words_(sources.words),
          document_(sources.document),
          session_(detail::session_of(sources, sources.session)),
          report_(detail::begin_report(ReportKind::Session, sources)) {
        const Client& client = document_.client;
        report_.subtitle = words_.tr({"report.page.session.subtitle",
                                      {{"client", client.name.empty() ? client.reference : client.name},
                                       {"reference", client.reference},
                                       {"number", std::to_string(session_number(document_, session_.id))},
                                       {"type", "@session.type." + std::string(name_of(session_.type))},
                                       {"date", shown_date(words_, session_.date)}}});
        if (!client.birth.empty()) {
            report_.subtitle += " " + words_.tr({"report.page.born", {{"date", shown_date(words_, client.birth)}}});
        }
    }

    ReportDocument build() {
        if (document_.client.sample) {
            quiet(tr("report.sample"));
        }
        if (!session_.title.empty()) {
            add(ReportParagraph{session_.title, ReportTone::Lead});
        }
        add_rules();
        add_map();
        add_note();
        add_changes();
        add_measurements();
        add_plan(PlanPart::Session, "report.page.session.plan");
        add_plan(PlanPart::Home, "report.home");
        add_signatures();
        return std::move(report_);
    }

private:
    [[nodiscard]] std::string tr(const std::string& key) const { return words_.tr(key); }
    void add(ReportBlock block) { report_.blocks.push_back(std::move(block)); }
    void heading(const std::string& key, int level = 2) { add(ReportHeading{tr(key), level}); }
    void quiet(std::string words) { add(ReportParagraph{std::move(words), ReportTone::Quiet}); }

    /// What was known that speaks against working here or there.
    void add_rules() {
        ReportCallout callout{tr("report.page.session.rules"), {}, true};
        for (const CaseRule& rule : sources_.match.rules) {
            if (rule.source != RuleSource::Wish) {
                callout.lines.push_back(
                    words_.tr({rule.unsure ? "report.page.session.rule-unsure" : "report.page.session.rule",
                               {{"name", rule.name}, {"what", rule.what_to_do}}}));
            }
        }
        if (!callout.lines.empty()) {
            add(std::move(callout));
        }
    }

    void add_map() {
        heading("report.page.session.map");
        const std::string before =
            sources_.before
                ? words_.tr({"report.page.last-time",
                             {{"date", shown_date(words_, detail::session_of(sources_, *sources_.before).date)}}})
                : std::string();
        constexpr double k_height_mm = 74.0;
        const std::string now = words_.tr({"report.page.this-visit", {{"date", shown_date(words_, session_.date)}}});
        detail::add_pictures(report_, sources_, now, before, k_height_mm);
        if (session_.no_pain) {
            add(ReportParagraph{tr("note.draft.no-pain")});
        }
        const std::vector<const Mark*> marks = marks_of(document_, session_.id);
        if (marks.empty()) {
            add(ReportParagraph{tr("report.no-marks")});
            return;
        }
        add(marks_table(marks));
        add_mark_notes(marks);
    }

    [[nodiscard]] ReportTable marks_table(const std::vector<const Mark*>& marks) const {
        ReportTable table{.caption = tr("report.page.marks-caption"),
                          .columns = {{tr("ui.progress.place"), 3.4},
                                      {tr("report.page.session.what"), 2.2},
                                      {tr("report.page.now"), 0.8},
                                      {tr("ui.progress.usual"), 0.9},
                                      {tr("ui.progress.worst"), 0.9},
                                      {tr("report.page.session.said-by"), 1.2}},
                          .rows = {}};
        for (const Mark* mark : marks) {
            std::string what = tr("mark.kind." + std::string(name_of(mark->kind)));
            for (const std::string& quality : mark->qualities) {
                what += ", " + tr("mark.quality." + quality);
            }
            what += "; " + tr("mark.depth." + std::string(name_of(mark->depth)));
            table.rows.push_back(
                {{.text = detail::place_line(sources_, *mark) + "\n" + detail::structure_line(sources_, *mark)},
                 {.text = what},
                 {.rating = mark->now},
                 {.text = dash_or(mark->usual)},
                 {.text = dash_or(mark->worst)},
                 {.text = tr("mark.author." + std::string(name_of(mark->author)))}});
        }
        return table;
    }

    /// What does not fit a table's cells: since when, what helps, notes; a paragraph for each mark that has any.
    void add_mark_notes(const std::vector<const Mark*>& marks) {
        ReportList list;
        for (const Mark* mark : marks) {
            std::string more;
            for (const Text& sentence : read_back_details(*mark)) {
                more += " " + words_.tr(sentence);
            }
            if (!mark->note.empty()) {
                more += " " + words_.tr({"report.page.session.note", {{"note", mark->note}}});
            }
            if (!more.empty()) {
                list.items.push_back(detail::place_line(sources_, *mark) + ":" + more);
            }
        }
        if (!list.items.empty()) {
            add(std::move(list));
        }
    }

    void add_note() {
        heading("report.page.session.soap");
        const SessionNote* note = find_note(document_, session_.id);
        if (note == nullptr) {
            quiet(tr("report.page.session.no-note"));
            return;
        }
        for (const NotePart part : all_note_parts()) {
            const NoteSection& section = note->section(part);
            heading("note.part." + std::string(name_of(part)), 3);
            if (section.origin != NoteOrigin::Written && !section.text.empty()) {
                quiet(tr("note.origin." + std::string(name_of(section.origin))));
            }
            add(ReportParagraph{section.text.empty() ? tr("report.page.session.nothing") : section.text});
        }
        for (const NoteAddendum* addendum : addenda_of(document_, session_.id)) {
            add(ReportHeading{words_.tr({"report.page.session.addendum",
                                         {{"author", addendum->author},
                                          {"date", shown_date(words_, local_date(addendum->created))}}}),
                              3});
            add(ReportParagraph{addendum->text});
        }
    }

    void add_changes() {
        if (!sources_.before) {
            return;
        }
        const ChangeMap map = change_between(document_, *sources_.before, session_.id,
                                             {.places = sources_.places, .rule = sources_.rule});
        if (map.client.empty() && map.therapist.empty()) {
            return;
        }
        add(ReportHeading{
            words_.tr({"report.page.session.change", {{"session", detail::session_line(sources_, *sources_.before)}}}),
            2});
        for (const auto& [key, changes] :
             {std::pair("ui.progress.by.client", &map.client), std::pair("ui.progress.by.therapist", &map.therapist)}) {
            if (!changes->empty()) {
                heading(key, 3);
                add(detail::change_table(sources_, *changes, false));
            }
        }
        quiet(words_.tr(words_of(sources_.rule, words_)));
    }

    /// A row for each thing, with its value before, after and at no certain time.
    void add_measurements() {
        using Thing = std::tuple<std::string, std::string, bool>;
        std::vector<Thing> order;
        std::map<Thing, std::map<MeasureMoment, const Measurement*>> taken;
        for (const Measurement* measurement : measurements_of(document_, session_.id)) {
            const Thing thing(measurement->measure, measurement->item, measurement->passive);
            if (!taken.contains(thing)) {
                order.push_back(thing);
            }
            taken[thing][measurement->moment] = measurement;
        }
        if (order.empty()) {
            return;
        }
        heading("report.page.session.measured");
        ReportTable table{.caption = tr("report.page.session.measured"),
                          .columns = {{tr("report.page.session.measure"), 4.0},
                                      {tr("measure.moment.before"), 1.0},
                                      {tr("report.page.session.value"), 1.0},
                                      {tr("measure.moment.after"), 1.0},
                                      {tr("report.page.session.unit"), 1.0}},
                          .rows = {}};
        for (const Thing& thing : order) {
            const auto& [measure, item, passive] = thing;
            const auto value = [&](MeasureMoment moment) {
                const auto found = taken[thing].find(moment);
                return ReportCell{.text = found == taken[thing].end() ? "\u2013"
                                                                      : fmt::format("{:g}", found->second->value)};
            };
            table.rows.push_back({{.text = measured_words(measure, item, passive, sources_.knowledge.clinical, words_)},
                                  value(MeasureMoment::Before),
                                  value(MeasureMoment::Anytime),
                                  value(MeasureMoment::After),
                                  {.text = measure_unit_words(measure, sources_.knowledge.clinical, words_)}});
        }
        add(std::move(table));
    }

    void add_plan(PlanPart part, const char* key) {
        const std::vector<const PlanItem*> items = plan_of(document_, session_.id, part);
        if (items.empty()) {
            return;
        }
        heading(key);
        ReportTable table{.caption = tr(key),
                          .columns = {{tr("report.page.session.technique"), 2.6},
                                      {tr("ui.progress.place"), 3.0},
                                      {tr("report.page.session.minutes"), 0.9},
                                      {tr("report.page.session.pressure"), 0.9}},
                          .rows = {}};
        if (part == PlanPart::Session) {
            table.columns.push_back({tr("report.page.session.done"), 0.9});
        }
        ReportList remarks;
        for (const PlanItem* item : items) {
            add_plan_row(table, remarks, *item);
        }
        add(std::move(table));
        if (!remarks.items.empty()) {
            add(std::move(remarks));
        }
    }

    void add_plan_row(ReportTable& table, ReportList& remarks, const PlanItem& item) {
        const Technique* technique = sources_.knowledge.clinical.find_technique(item.technique);
        const std::string name = technique != nullptr ? technique->name : item.technique;
        const std::vector<StructureId> everywhere;
        const bool whole = technique != nullptr && is_for_whole_person(*technique);
        table.rows.push_back(
            {{.text = name},
             {.text = step_place_words(whole ? everywhere : item.structures, sources_.knowledge, words_)},
             {.text = std::to_string(item.minutes)},
             {.text = std::to_string(item.pressure)}});
        if (item.part == PlanPart::Session) {
            table.rows.back().push_back({.text = tr(item.done ? "report.page.session.yes" : "report.page.session.no")});
        }
        if (!item.note.empty()) {
            remarks.items.push_back(name + ": " + item.note);
        }
        if (!item.override_rule.empty()) {
            const CaseRule* rule = sources_.match.find_rule(item.override_rule);
            remarks.items.push_back(words_.tr({"report.page.session.override",
                                               {{"technique", name},
                                                {"rule", rule != nullptr ? rule->name : item.override_rule},
                                                {"reason", item.override_reason}}}));
        }
    }

    void add_signatures() {
        const SessionNote* note = find_note(document_, session_.id);
        if (note != nullptr && note->is_signed()) {
            add(ReportParagraph{
                words_.tr({"report.page.session.signed",
                           {{"name", note->signed_by}, {"date", shown_date(words_, local_date(note->signed_at))}}}),
                ReportTone::Strong});
        }
        quiet(tr("report.page.session.no-diagnosis") + " " +
              words_.tr({"report.page.written-on", {{"date", shown_date(words_, sources_.date)}}}));
        add(ReportSignatures{{tr("report.page.session.sign-therapist"), tr("report.page.session.sign-client")}});
    }

    const ReportSources& sources_;
    const Translator& words_;
    const CaseDocument& document_;
    const Session& session_;
    ReportDocument report_;
};

}  // namespace

ReportDocument build_session_report(const ReportSources& sources) { return SessionReportBuilder(sources).build(); }

}  // namespace palpate
