#include "report/build_report.h"

#include "base/error.h"
#include "change/body_place.h"
#include "matching/record_facts.h"
#include "report/report_html.h"
#include "report/report_pages.h"
#include "support/clinical_content.h"
#include "support/pdf_file.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <string>

using namespace palpate;
using test::clinical_content;

namespace {

const Atlas& atlas() {
    static const auto everything = test::atlas_of_everything();
    return *everything;
}

Mark mark_of(const std::string& id, const std::string& session, const std::string& structure, int now, Author author) {
    Mark mark = test::make_mark(id, {.structure = structure, .qualities = {"ache"}, .now = now});
    mark.session = SessionId(session);
    mark.author = author;
    mark.note = author == Author::Therapist ? "for the therapist's eyes" : "after the drive";
    return mark;
}

/// Two visits of a client with neck pain: a shoulder that eased, a neck that came, a finding, a plan and a note.
CaseDocument two_visits() {
    CaseDocument document = test::make_document({});
    document.client.birth = "1980-02-03";
    document.sessions = {{.id = SessionId("first"), .type = SessionType::Intake, .date = "2026-10-01"},
                         {.id = SessionId("second"), .date = "2026-11-22"}};
    document.marks = {mark_of("m1", "first", "posterior-deltoid.left", 8, Author::Client),
                      mark_of("m2", "second", "posterior-deltoid.left", 4, Author::Client),
                      mark_of("m3", "second", "levator-scapulae.right", 3, Author::Client),
                      mark_of("m4", "second", "infraspinatus.right", 5, Author::Therapist)};
    document.facts = {{.kind = FactKind::Condition, .subject = "neck-pain"}};
    const auto item = [](const char* id, PlanPart part, int position, const char* technique, bool done) {
        return PlanItem{.id = PlanItemId(id),
                        .session = SessionId("second"),
                        .part = part,
                        .position = position,
                        .technique = technique,
                        .structures = {StructureId("posterior-deltoid.left")},
                        .minutes = 12,
                        .pressure = 2,
                        .note = "secret of the plan",
                        .done = done};
    };
    document.plan = {item("kneading", PlanPart::Session, 0, "petrissage-kneading", true),
                     item("stroke", PlanPart::Session, 1, "effleurage", false),
                     item("ball", PlanPart::Home, 0, "ball-self-release", false)};
    SessionNote note{.session = SessionId("second")};
    note.section(NotePart::Subjective) = {"Slept badly & <worried>", NoteOrigin::Written};
    note.section(NotePart::Assessment) = {"Guarding on the left", NoteOrigin::Draft};
    document.notes = {note};
    document.measurements = {{.id = MeasurementId("a"),
                              .session = SessionId("first"),
                              .measure = "sleep-quality",
                              .value = 4,
                              .sequence = 1},
                             {.id = MeasurementId("b"),
                              .session = SessionId("second"),
                              .measure = "sleep-quality",
                              .value = 7,
                              .sequence = 2}};
    return document;
}

ReportPicture small_picture(const std::string& alt) {
    return {.image = std::make_shared<const Image>(Image{30, 60, std::vector<std::uint8_t>(30 * 60 * 4, 200)}),
            .caption = {},
            .alt = alt};
}

ReportDocument build(ReportKind kind, const CaseDocument& document, const std::string& session = "second",
                     std::optional<SessionId> before = SessionId("first")) {
    const auto& content = clinical_content();
    const Knowledge knowledge{atlas(), content.anatomy, content.clinical};
    const SessionId id(session);
    const CaseFacts facts = case_facts_of(document, id);
    const CaseMatch match = match_session(document, id, facts, knowledge);
    const BodyPlaces places(content.anatomy, &atlas());
    const ReportSources sources{.document = document,
                                .session = id,
                                .before = std::move(before),
                                .knowledge = knowledge,
                                .facts = facts,
                                .match = match,
                                .places = places,
                                .rule = change_rule(content.clinical),
                                .words = content.english,
                                .date = "2026-11-23",
                                .letterhead = {.lines = {"Green Street Practice"}},
                                .body_now = {small_picture("today's body")},
                                .body_before = {small_picture("the body before")},
                                .step_pictures = {{PlanItemId("ball"), small_picture("a ball at the shoulder")}}};
    switch (kind) {
        case ReportKind::HandOut: return build_hand_out_report(sources);
        case ReportKind::Session: return build_session_report(sources);
        case ReportKind::Progress: return build_progress_report(sources);
    }
    return {};
}

bool contains(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

std::string html_of(ReportKind kind, const CaseDocument& document) { return to_report_html(build(kind, document)); }

}  // namespace

TEST_CASE("a hand-out on paper shows today beside last time, what was done and what is for home", "[report]") {
    const std::string html = html_of(ReportKind::HandOut, two_visits());
    for (const char* words :
         {"After your visit", "For A. Sample. Visit 2, 22 Nov 2026.", "Green Street Practice", "Last time, 1 Oct 2026",
          "Your left shoulder, at the back", "8 to 4, 4 points less (50 %): a clear change", "New: 3",
          "Petrissage: kneading: your left shoulder, at the back, 12 minutes", "What to expect", "Ball self-release",
          "About 12 minutes.", "a ball at the shoulder", "When to see a doctor", "no change in six weeks",
          "This is a made-up sample client."}) {
        INFO(words);
        CHECK(contains(html, words));
    }
    CHECK_FALSE(contains(html, "Effleurage"));  // planned, not done
}

TEST_CASE("a therapist's notes, findings and plan notes are in no hand-out on paper", "[report]") {
    const ReportDocument document = build(ReportKind::HandOut, two_visits());
    const std::string html = to_report_html(document);
    const std::string text = test::PdfFile(ReportPages(document, {}).to_pdf()).text();
    for (const char* secret : {"eyes", "secret of the plan", "worried", "Guarding", "blade"}) {
        INFO(secret);
        CHECK_FALSE(contains(html, secret));
        CHECK_FALSE(contains(text, secret));
    }
}

TEST_CASE("a hand-out of a visit that only the therapist marked shows what was found", "[report]") {
    CaseDocument document = two_visits();
    std::erase_if(document.marks, [](const Mark& mark) { return mark.author == Author::Client; });
    CHECK(hand_out_author(document, SessionId("second")) == Author::Therapist);
    CHECK(contains(to_report_html(build(ReportKind::HandOut, document, "second", std::nullopt)),
                   "What your therapist found"));
}

TEST_CASE("what a report is compared with is the latest earlier visit that says something of the body", "[report]") {
    CaseDocument document = two_visits();
    document.sessions.insert(document.sessions.begin() + 1, Session{.id = SessionId("between"), .date = "2026-10-20"});
    CHECK(find_earlier_map(document, SessionId("second")) == SessionId("first"));
    document.sessions[1].no_pain = true;
    CHECK(find_earlier_map(document, SessionId("second")) == SessionId("between"));
    CHECK(find_earlier_map(document, SessionId("second"), Author::Therapist) == std::nullopt);
    CHECK(find_earlier_map(document, SessionId("first")) == std::nullopt);
    CHECK(find_earlier_map(document, SessionId("nowhere")) == std::nullopt);
}

TEST_CASE("a session report holds the note as it was written, every mark, the change and the plan", "[report]") {
    const std::string html = html_of(ReportKind::Session, two_visits());
    for (const char* words :
         {"Session report", "A. Sample, client 1001. Visit 2", "Born 3 Feb 1980.", "Slept badly &amp; &lt;worried&gt;",
          "Guarding on the left", "Draft, not read yet", "Nothing written.", "for the therapist&#39;s eyes",
          "after the drive", "Posterior deltoid (spinal part), left", "Infraspinatus, right",
          "Change since visit 1: 1 Oct 2026", "Clear: at least 2 points", "Sleep quality",
          "Effleurage (gliding stroke)", "secret of the plan", "It holds no diagnosis.", "Therapist: name, date"}) {
        INFO(words);
        CHECK(contains(html, words));
    }
}

TEST_CASE("a progress report tells each place with both ratings, charts with values, and the rule", "[report]") {
    const std::string html = html_of(ReportKind::Progress, two_visits());
    for (const char* words :
         {"Progress report", "From visit 1: 1 Oct 2026 to visit 2: 22 Nov 2026, 2 visits.",
          "8 to 4, 4 points less (50 %): a clear change", "Pain of the whole body, 0 to 10", "What counts as a change",
          "Clear: at least 2 points and 30 %", "Sleep quality", "<td>7</td>", "From 4 to 7"}) {
        INFO(words);
        CHECK(contains(html, words));
    }
    CHECK_FALSE(contains(html, "worried"));
}

TEST_CASE("a progress report needs an earlier visit, and every report a visit that is there", "[report]") {
    const auto code_of = [](const auto& work) {
        try {
            static_cast<void>(work());
        } catch (const Error& error) {
            return std::optional(error.code());
        }
        return std::optional<ErrorCode>();
    };
    const CaseDocument document = two_visits();
    CHECK(code_of([&] { return build(ReportKind::Progress, document, "second", std::nullopt); }) == ErrorCode::Usage);
    CHECK(code_of([&] { return build(ReportKind::Progress, document, "first", SessionId("second")); }) ==
          ErrorCode::Usage);
    CHECK(code_of([&] { return build(ReportKind::HandOut, document, "nowhere"); }) == ErrorCode::NotFound);
}

TEST_CASE("every report of a record of few words is whole: no marks, no plan, no note", "[report][pdf]") {
    const ReportKind kind = GENERATE(ReportKind::HandOut, ReportKind::Session);
    CaseDocument document = test::make_document({});
    const ReportDocument report = build(kind, document, "session-1", std::nullopt);
    const test::PdfFile pdf(ReportPages(report, {}).to_pdf());
    CHECK(pdf.find_faults().empty());
    CHECK(contains(pdf.text(), "Nothing was marked in this session."));
}

TEST_CASE("many marks make no long hand-out, and a long session report that leaves none out", "[report][pdf]") {
    CaseDocument document = two_visits();
    for (int i = 0; i < 60; ++i) {
        document.marks.push_back(
            mark_of("more" + std::to_string(i), "second", "gluteus-maximus.left", i % 11, Author::Client));
        document.marks.back().note = "mark number " + std::to_string(i) + ".";
    }
    const ReportPages hand_out(build(ReportKind::HandOut, document), {});
    CHECK(hand_out.count() <= 3);
    const ReportPages session(build(ReportKind::Session, document), {});
    const std::string text = test::PdfFile(session.to_pdf()).text();
    for (int i = 0; i < 60; ++i) {
        CHECK(contains(text, "mark number " + std::to_string(i) + "."));
    }
}
