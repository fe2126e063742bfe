// The hand-out on paper: one or two pages in plain words, with what the client marked and what is for home.

#include "base/locale_words.h"
#include "base/translator.h"
#include "change/change_map.h"
#include "matching/home_care.h"
#include "report/build_report.h"
#include "report/detail/report_parts.h"
#include "report/hand_out.h"

#include <algorithm>
#include <array>
#include <string>

namespace palpate {
namespace {

using detail::begin_report;

constexpr std::size_t k_most_places = 12;  // a page is for reading; the pictures have them all
constexpr std::array<const char*, 4> k_expect_keys{"report.page.handout.expect-warm", "report.page.handout.expect-sore",
                                                   "report.page.handout.expect-rest",
                                                   "report.page.handout.expect-call"};
constexpr std::array<const char*, 3> k_doctor_keys{
    "report.page.handout.doctor-soon", "report.page.handout.doctor-today", "report.page.handout.doctor-now"};

class HandOutBuilder {
public:
    explicit HandOutBuilder(const ReportSources& sources)
        : sources_(sources), words_(sources.words), report_(begin_report(ReportKind::HandOut, sources)) {
        const Session& session = detail::session_of(sources, sources.session);
        HandOutSources parts{.document = sources.document,
                             .session = sources.session,
                             .atlas = sources.knowledge.atlas,
                             .anatomy = sources.knowledge.anatomy,
                             .clinical = sources.knowledge.clinical,
                             .facts = sources.facts,
                             .match = sources.match,
                             .translator = sources.words};
        for (const ReportStepPicture& step : sources.step_pictures) {
            parts.step_pictures.push_back({step.item, {step.item.text(), step.picture.caption}});
        }
        parts.techniques_per_mark = 0;  // what might fit is for the window; the page says what was chosen
        hand_out_ = build_hand_out(parts);
        const std::string& who = hand_out_.client_name.empty() ? hand_out_.client_reference : hand_out_.client_name;
        report_.subtitle = words_.tr({"report.page.handout.subtitle",
                                      {{"client", who},
                                       {"number", std::to_string(hand_out_.session_number)},
                                       {"date", shown_date(words_, session.date)}}});
    }

    ReportDocument build() {
        add_first_of_all();
        add_map();
        add_done();
        add_expectation();
        add_next_visit();
        add_home();
        add_doctor();
        add_small_print();
        return std::move(report_);
    }

private:
    [[nodiscard]] std::string tr(const char* key) const { return words_.tr(key); }
    void add(ReportBlock block) { report_.blocks.push_back(std::move(block)); }
    void heading(const char* key) { add(ReportHeading{tr(key), 2}); }

    void add_first_of_all() {
        if (hand_out_.sample) {
            add(ReportParagraph{tr("report.sample"), ReportTone::Quiet});
        }
        if (!hand_out_.stop.empty()) {
            add(ReportCallout{tr("report.stop"), {hand_out_.stop}, true});
        }
    }

    void add_map() {
        const Author author = hand_out_author(sources_.document, sources_.session);
        heading(author == Author::Client ? "report.page.handout.map" : "report.page.handout.map-found");
        const Session& session = detail::session_of(sources_, sources_.session);
        if (session.no_pain) {
            add(ReportParagraph{tr("report.page.handout.no-pain"), ReportTone::Lead});
        }
        const std::string before =
            sources_.before
                ? words_.tr({"report.page.last-time",
                             {{"date", shown_date(words_, detail::session_of(sources_, *sources_.before).date)}}})
                : std::string();
        constexpr double k_height_mm = 62.0;
        detail::add_pictures(report_, sources_, words_.tr("report.page.today"), before, k_height_mm);
        sources_.before ? add_changes(author) : add_marks(author, session);
    }

    void add_changes(Author author) {
        const ChangeMap map = change_between(sources_.document, *sources_.before, sources_.session,
                                             {.places = sources_.places, .rule = sources_.rule});
        std::vector<PlaceChange> changes = author == Author::Client ? map.client : map.therapist;
        std::ranges::stable_sort(changes, std::ranges::greater(), [](const PlaceChange& change) {
            return std::pair(change.to.value_or(-1), change.from.value_or(-1));
        });
        const std::size_t left_out = changes.size() - std::min(changes.size(), k_most_places);
        changes.resize(changes.size() - left_out);
        if (!changes.empty()) {
            add(detail::change_table(sources_, changes, true));
        }
        add_left_out(left_out);
    }

    void add_marks(Author author, const Session& session) {
        std::vector<const Mark*> marks = marks_of(sources_.document, sources_.session);
        std::erase_if(marks, [&](const Mark* mark) { return mark->author != author; });
        std::ranges::stable_sort(marks, std::ranges::greater(), &Mark::now);
        const std::size_t left_out = marks.size() - std::min(marks.size(), k_most_places);
        marks.resize(marks.size() - left_out);
        if (marks.empty() && !session.no_pain) {
            add(ReportParagraph{tr("report.no-marks")});
        } else if (!marks.empty()) {
            ReportTable table{.caption = tr("report.page.marks-caption"),
                              .columns = {{tr("ui.progress.place"), 3.0}, {tr("report.page.now"), 1.0}},
                              .rows = {}};
            for (const Mark* mark : marks) {
                table.rows.push_back({{.text = detail::place_line(sources_, *mark)}, {.rating = mark->now}});
            }
            add(std::move(table));
        }
        add_left_out(left_out);
    }

    void add_left_out(std::size_t count) {
        if (count > 0) {
            const Text words{"report.page.handout.more-places", {{"count", std::to_string(count)}}};
            add(ReportParagraph{words_.tr(words), ReportTone::Quiet});
        }
    }

    void add_done() {
        if (hand_out_.done.empty()) {
            return;
        }
        heading("report.done");
        add(ReportList{done_lines(hand_out_, words_)});
    }

    /// What most people notice, and what research lets one hope for.
    void add_expectation() {
        heading("report.page.handout.expect");
        ReportList list;
        for (const char* key : k_expect_keys) {
            list.items.push_back(tr(key));
        }
        add(std::move(list));
        for (const std::string& id : sources_.facts.conditions) {
            const Condition* condition = sources_.knowledge.clinical.find_condition(id);
            if (condition != nullptr && !condition->honest_expectation.empty()) {
                add(ReportParagraph{
                    words_.tr({"report.page.handout.research",
                               {{"condition", condition->name}, {"words", condition->honest_expectation}}}),
                    ReportTone::Quiet});
            }
        }
    }

    void add_home() {
        const HandOutHome& home = hand_out_.home;
        if (home.steps.empty() && !home.held_back) {
            return;
        }
        heading("report.home");
        if (home.held_back) {
            add(ReportCallout{{}, {tr("report.home-held-back")}, true});
        }
        if (home.steps.empty()) {
            return;
        }
        add(ReportParagraph{tr("report.home-intro") + " " + tr("report.page.handout.home-stop")});
        for (const HandOutHomeStep& step : home.steps) {
            add(home_step(step));
        }
        if (!home.questions.empty()) {
            // One after the other as running words: a list of all would be half the page.
            std::string questions;
            for (const std::string& question : home.questions) {
                questions += (questions.empty() ? "" : " ") + question;
            }
            add(ReportCallout{tr("report.home-questions"), {questions}, false});
        }
    }

    [[nodiscard]] ReportStep home_step(const HandOutHomeStep& step) const {
        ReportStep shown{.title = step.name, .words = {{step.explanation}}, .steps = step.steps, .picture = {}};
        if (!step.place.empty()) {
            shown.words.front().text += " " + words_.tr(Text{"report.home-where", {{"place", step.place}}});
        }
        std::string dose;
        for (const std::string& sentence : step.dose) {
            dose += (&sentence == &step.dose.front() ? "" : " ") + sentence;
        }
        shown.words.push_back({dose, ReportTone::Strong});
        if (step.for_helping_hands) {
            shown.words.push_back({tr("report.home-helping"), ReportTone::Quiet});
        }
        if (step.picture) {
            const auto picture = std::ranges::find(sources_.step_pictures, step.picture->file,
                                                   [](const ReportStepPicture& one) { return one.item.text(); });
            shown.picture = picture->picture;
            shown.picture->caption.clear();  // beside the words, which say the same; `alt` stays
        }
        return shown;
    }

    void add_doctor() {
        ReportCallout callout{tr("report.doctor"),
                              when_to_see_a_doctor(sources_.facts, sources_.match, sources_.knowledge.clinical), true};
        for (const char* key : k_doctor_keys) {
            callout.lines.push_back(tr(key));
        }
        add(std::move(callout));
    }

    void add_next_visit() {
        if (!hand_out_.next_visit) {
            return;
        }
        heading("report.next");
        std::string lines;
        for (const std::string& line : next_visit_lines(*hand_out_.next_visit, words_)) {
            lines += (lines.empty() ? "" : " ") + line;
        }
        add(ReportParagraph{lines});
    }

    void add_small_print() {
        add(ReportParagraph{tr("report.page.handout.notice") + " " + hand_out_.body_credit, ReportTone::Quiet});
    }

    const ReportSources& sources_;
    const Translator& words_;
    ReportDocument report_;
    HandOut hand_out_;
};

}  // namespace

ReportDocument build_hand_out_report(const ReportSources& sources) { return HandOutBuilder(sources).build(); }

}  // namespace palpate
