#include "report/hand_out.h"

#include "base/error.h"
#include "base/file_io.h"
#include "matching/record_facts.h"
#include "support/clinical_content.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

using namespace palpate;
using test::clinical_content;

namespace {

const Atlas& atlas() {
    static const auto everything = test::atlas_of_everything();
    return *everything;
}

CaseDocument two_marks() {
    Mark ache = test::make_mark("mark-1", {.structure = "posterior-deltoid.left",
                                           .qualities = {"ache"},
                                           .depth = Depth::Deep,
                                           .duration_days = 120,
                                           .now = 6});
    ache.note = "worse after the <drive> & at night";
    ache.worst = 8;
    Mark sharp = test::make_mark("mark-2", {.structure = "gastrocnemius-medial.right", .qualities = {"sharp"}});
    sharp.author = Author::Therapist;
    sharp.note = "for the therapist's eyes";
    return test::make_document({ache, sharp});
}

/// Two marks of a client with neck pain, one thing done and one not, two things for home.
CaseDocument with_plan() {
    const auto item = [](const char* id, PlanPart part, int position, const char* technique,
                         std::vector<StructureId> structures, int minutes, bool done) {
        return PlanItem{.id = PlanItemId(id),
                        .session = SessionId("session-1"),
                        .part = part,
                        .position = position,
                        .technique = technique,
                        .structures = std::move(structures),
                        .minutes = minutes,
                        .pressure = 2,
                        .done = done};
    };
    const StructureId shoulder("posterior-deltoid.left");
    CaseDocument document = two_marks();
    document.facts = {{.kind = FactKind::Condition, .subject = "neck-pain"}};
    document.plan = {item("kneading", PlanPart::Session, 0, "petrissage-kneading", {shoulder}, 12, true),
                     item("stroke", PlanPart::Session, 1, "effleurage", {shoulder}, 6, false),
                     item("ball", PlanPart::Home, 0, "ball-self-release", {shoulder}, 4, false),
                     item("breathing", PlanPart::Home, 1, "breathing-coaching", {}, 5, false)};
    return document;
}

HandOut build(const CaseDocument& document, std::vector<HandOutPicture> pictures = {},
              std::vector<HandOutStepPicture> step_pictures = {}) {
    const auto& content = clinical_content();
    const SessionId session("session-1");
    const CaseFacts facts = case_facts_of(document, session);
    const CaseMatch match = match_session(document, session, facts, {atlas(), content.anatomy, content.clinical});
    return build_hand_out({.document = document,
                           .session = session,
                           .atlas = atlas(),
                           .anatomy = content.anatomy,
                           .clinical = content.clinical,
                           .facts = facts,
                           .match = match,
                           .translator = content.english,
                           .pictures = std::move(pictures),
                           .step_pictures = std::move(step_pictures)});
}

/// Rows of cells, by RFC 4180.
std::vector<std::vector<std::string>> parse_csv(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char letter = csv[i];
        if (quoted) {
            if (letter == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
                rows.back().back() += '"';
                ++i;
            } else if (letter == '"') {
                quoted = false;
            } else {
                rows.back().back() += letter;
            }
        } else if (letter == '"') {
            quoted = true;
        } else if (letter == ',') {
            rows.back().emplace_back();
        } else if (letter == '\r' && csv[i + 1] == '\n') {
            ++i;
            rows.emplace_back(1);
        } else {
            rows.back().back() += letter;
        }
    }
    rows.pop_back();
    return rows;
}

std::string cell(const std::vector<std::vector<std::string>>& rows, std::size_t row, const std::string& column) {
    const auto found = std::ranges::find(rows.front(), column);
    REQUIRE(found != rows.front().end());
    return rows.at(row).at(static_cast<std::size_t>(found - rows.front().begin()));
}

}  // namespace

TEST_CASE("a hand-out reads each mark back and gives the best techniques with reason and evidence", "[report]") {
    const HandOut hand_out = build(two_marks());
    CHECK(hand_out.client_reference == "1001");
    CHECK(hand_out.session_number == 1);
    CHECK(hand_out.date == "2026-11-22");
    REQUIRE(hand_out.marks.size() == 2);
    const HandOutMark& ache = hand_out.marks.front();
    CHECK(ache.number == 1);
    CHECK(ache.words == "Your left shoulder, at the back: deep, aching pain, 6 of 10");
    CHECK(ache.side == Side::Left);
    CHECK(ache.fma.has_value());
    REQUIRE(ache.techniques.size() == 5);
    for (const HandOutTechnique& technique : ache.techniques) {
        CHECK(technique.reason.starts_with("Suits an ache that has lasted for months; "));
        CHECK_FALSE(technique.evidence.empty());
        CHECK_FALSE(technique.explanation.empty());
        CHECK_FALSE(technique.questions.empty());
    }
    CHECK(hand_out.marks.back().needs_screen);
}

TEST_CASE("a client's own note is handed out, a therapist's is not, in any form", "[report]") {
    const HandOut hand_out = build(two_marks());
    const Translator& english = clinical_content().english;
    CHECK(hand_out.marks.front().mark.note == "worse after the <drive> & at night");
    CHECK(hand_out.marks.back().mark.note.empty());
    for (const std::string& form :
         {to_json(hand_out), to_csv(hand_out), to_plain_text(hand_out, english), to_html(hand_out, english)}) {
        CHECK(form.find("therapist's eyes") == std::string::npos);
        CHECK(form.find("therapist&#39;s eyes") == std::string::npos);
        CHECK(form.find("at night") != std::string::npos);
    }
}

TEST_CASE("advice on how to work stays with the therapist, what to mind is handed out", "[report]") {
    const HandOut hand_out = build(two_marks());
    for (const HandOutMark& mark : hand_out.marks) {
        for (const std::string& notice : mark.notices) {
            CHECK(notice.find("Suits most families") == std::string::npos);
            CHECK(notice.find("Ask since when") == std::string::npos);
        }
    }
    REQUIRE_FALSE(hand_out.marks.back().notices.empty());
    CHECK(hand_out.marks.back().notices.front().starts_with("Sharp pain: ask the safety questions first."));
}

TEST_CASE("what was done in the visit is told: technique, place from the client's own side, minutes", "[report]") {
    const HandOut hand_out = build(with_plan());
    REQUIRE(hand_out.done.size() == 1);  // the step that was not ticked is left out
    CHECK(hand_out.done.front().name == "Petrissage: kneading");
    CHECK(hand_out.done.front().place == "your left shoulder, at the back");
    CHECK(hand_out.done.front().minutes == 12);
    const Translator& english = clinical_content().english;
    CHECK(to_plain_text(hand_out, english)
              .find("What was done\n   - Petrissage: kneading: your left shoulder, at the "
                    "back, 12 minutes\n") != std::string::npos);
    CHECK(to_html(hand_out, english).find("<h2>What was done</h2>") != std::string::npos);
}

TEST_CASE("what the therapist chose for home is told with steps, dose and picture", "[report]") {
    const HandOut hand_out =
        build(with_plan(), {}, {{PlanItemId("ball"), {"home-1.png", "Ball: your left shoulder, seen from behind."}}});
    REQUIRE(hand_out.home.steps.size() == 2);
    const HandOutHomeStep& ball = hand_out.home.steps.front();
    CHECK(ball.name == "Ball self-release");
    CHECK(ball.place == "your left shoulder, at the back");
    CHECK(ball.dose == std::vector<std::string>{"About 4 minutes.", "3 times, about 45 seconds each."});
    CHECK(ball.steps == clinical_content().clinical.find_technique("ball-self-release")->steps);
    CHECK_FALSE(ball.for_helping_hands);
    CHECK(hand_out.home.steps.back().place == "your whole body");
    CHECK_FALSE(hand_out.home.steps.back().picture);
    CHECK_FALSE(hand_out.home.questions.empty());
    CHECK(hand_out.home.see_a_doctor ==
          std::vector<std::string>{"Doctor if arm weakness, numb hands, trauma, or no change in six weeks."});

    const auto json = nlohmann::json::parse(to_json(hand_out));
    CHECK(json.at("home").at("steps").at(0).at("picture").at("file") == "home-1.png");
    CHECK(json.at("home").at("steps").at(1).at("picture").is_null());
    const std::string html = to_html(hand_out, clinical_content().english);
    CHECK(html.find("<img src=\"./home-1.png\" alt=\"Ball: your left shoulder, seen from behind.\">") !=
          std::string::npos);
    CHECK(html.find("<ol>\n<li>Place the ball on the muscle, never on spine or bone.</li>") != std::string::npos);
    const std::string text = to_plain_text(hand_out, clinical_content().english);
    CHECK(text.find("   1. Place the ball on the muscle, never on spine or bone.\n   2. ") != std::string::npos);
    CHECK(text.find("When to see a doctor\n   ! Doctor if arm weakness") != std::string::npos);
}

TEST_CASE("nothing is told to be done at home where the therapist chose nothing", "[report]") {
    const HandOut hand_out = build(two_marks());
    CHECK(hand_out.home.steps.empty());
    CHECK(hand_out.home.see_a_doctor.empty());
    const Translator& english = clinical_content().english;
    CHECK(to_html(hand_out, english).find("At home") == std::string::npos);
    CHECK(to_plain_text(hand_out, english).find("At home") == std::string::npos);
}

TEST_CASE("what a rule speaks against by now is not handed out, and that is said", "[report]") {
    CaseDocument document = with_plan();
    document.facts.insert(document.facts.begin(),
                          {.kind = FactKind::Answer, .subject = "ci-fever-infection", .value = "yes"});
    const HandOut hand_out = build(document);
    CHECK(hand_out.home.steps.empty());
    CHECK(hand_out.home.held_back);
    CHECK_FALSE(hand_out.stop.empty());
    CHECK_FALSE(hand_out.next_visit);
    const Translator& english = clinical_content().english;
    for (const std::string& form : {to_plain_text(hand_out, english), to_html(hand_out, english)}) {
        CHECK(form.find("First of all") != std::string::npos);
        CHECK(form.find("is left out here") != std::string::npos);
        CHECK(form.find("never on spine") == std::string::npos);
    }
}

TEST_CASE("the next visit is told as a proposal, with whose number it is", "[report]") {
    const HandOut hand_out = build(with_plan());
    REQUIRE(hand_out.next_visit);
    CHECK(hand_out.next_visit->from == "2026-11-24");
    CHECK(hand_out.next_visit->to == "2026-11-26");
    CHECK(to_plain_text(hand_out, clinical_content().english)
              .find("A proposal, not an appointment: between 24 Nov 2026 and 26 Nov 2026.\n   As in a trial: 2 to 3 "
                    "visits a week, for 4 weeks.") != std::string::npos);
    CHECK_FALSE(build(two_marks()).next_visit);
}

TEST_CASE("private notes, reasons against a rule and a therapist's notes are in none of the four files", "[report]") {
    CaseDocument document = with_plan();
    for (PlanItem& item : document.plan) {
        item.note = "note-of-the-plan";
        item.override_rule = "ci-anticoagulants";
        item.override_reason = "reason-against-the-rule";
    }
    for (ClientFact& fact : document.facts) {
        fact.note = "note-of-the-fact";
    }
    document.marks.back().note = "note-of-the-therapist";
    const TemporaryFolder folder;
    const HandOut hand_out = build(document, {}, {{PlanItemId("ball"), {"home-1.png", "Ball"}}});
    REQUIRE(hand_out.home.steps.size() == 2);
    write_hand_out(hand_out, clinical_content().english, folder.path());
    for (const char* name : {"hand-out.json", "marks.csv", "hand-out.txt", "hand-out.html"}) {
        const std::string content = read_text_file(folder.path() / name);
        for (const char* secret : {"note-of-the-plan", "reason-against-the-rule", "ci-anticoagulants",
                                   "note-of-the-fact", "note-of-the-therapist"}) {
            INFO(name << " must not hold " << secret);
            CHECK(content.find(secret) == std::string::npos);
        }
    }
}

TEST_CASE("an unknown session is an error", "[report]") {
    const CaseDocument document = two_marks();
    const SessionId ghost("ghost");
    const CaseFacts no_facts;
    const CaseMatch no_match;
    const auto& content = clinical_content();
    CHECK_THROWS_AS((void)build_hand_out({.document = document,
                                          .session = ghost,
                                          .atlas = atlas(),
                                          .anatomy = content.anatomy,
                                          .clinical = content.clinical,
                                          .facts = no_facts,
                                          .match = no_match,
                                          .translator = content.english}),
                    Error);
}

TEST_CASE("the JSON holds what is in the record and what was made of it", "[report]") {
    const auto json = nlohmann::json::parse(to_json(build(two_marks(), {{"front.png", "The front"}})));
    CHECK(json.at("schema") == "palpate.hand-out");
    CHECK(json.at("schema_version") == 1);
    CHECK(json.at("session").at("date") == "2026-11-22");
    CHECK(json.at("pictures").at(0).at("file") == "front.png");
    CHECK(json.at("safety_notice").get<std::string>().find("does not diagnose") != std::string::npos);
    const auto& mark = json.at("marks").at(0);
    CHECK(mark.at("structure") == "posterior-deltoid.left");
    CHECK(mark.at("now") == 6);
    CHECK(mark.at("worst") == 8);
    CHECK(mark.at("usual").is_null());
    CHECK(mark.at("qualities") == nlohmann::json::array({"ache"}));
    CHECK(mark.at("techniques").size() == 5);
    CHECK(json.at("marks").at(1).at("needs_screen") == true);
}

TEST_CASE("the CSV has one row a mark, with ISO dates and quoted text", "[report]") {
    CaseDocument document = two_marks();
    document.marks.front().note = "one, \"two\"\r\nthree";
    const auto rows = parse_csv(to_csv(build(document)));
    REQUIRE(rows.size() == 3);
    for (const auto& row : rows) {
        CHECK(row.size() == rows.front().size());
    }
    CHECK(cell(rows, 1, "date") == "2026-11-22");
    CHECK(cell(rows, 1, "side") == "left");
    CHECK(cell(rows, 1, "now") == "6");
    CHECK(cell(rows, 1, "usual").empty());
    CHECK(cell(rows, 1, "place") == "Your left shoulder, at the back");
    CHECK(cell(rows, 1, "note") == "one, \"two\"\r\nthree");
    CHECK(cell(rows, 2, "needs_screen") == "yes");
}

TEST_CASE("cells that a spreadsheet would run as a formula begin with an apostrophe", "[report]") {
    for (const std::string note : {"=1+1", "+441234", "-2 days", "@home", "\t=1", "\r=1"}) {
        CaseDocument document = two_marks();
        document.marks.front().note = note;
        CHECK(cell(parse_csv(to_csv(build(document))), 1, "note") == "'" + note);
    }
    CaseDocument document = two_marks();
    document.marks.front().note = "a = b";
    document.client.reference = "=cmd";
    const auto rows = parse_csv(to_csv(build(document)));
    CHECK(cell(rows, 1, "note") == "a = b");
    CHECK(cell(rows, 1, "client") == "'=cmd");
}

TEST_CASE("the page escapes everything people typed", "[report]") {
    CaseDocument document = with_plan();
    document.client.name = "<script>alert('x')</script> \"&\"";
    document.sessions.front().title = "</p><img src=x onerror=alert(1)>";
    const std::string html =
        to_html(build(document, {{"a\"b.png", "\"><script>"}}, {{PlanItemId("ball"), {"<.png", "\"><script>"}}}),
                clinical_content().english);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("<img src=x") == std::string::npos);
    CHECK(html.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot;&amp;&quot;") != std::string::npos);
    CHECK(html.find("worse after the &lt;drive&gt; &amp; at night") != std::string::npos);
    CHECK(html.find("src=\"./a&quot;b.png\"") != std::string::npos);
}

TEST_CASE("the page loads nothing from anywhere and says its language, title and pictures in words", "[report]") {
    const std::string html =
        to_html(build(two_marks(), {{"front.png", "The front with 2 marks"}}), clinical_content().english);
    CHECK_FALSE(std::regex_search(html, std::regex("https?:|//[a-z]|<script|<link|@import|url\\(", std::regex::icase)));
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(html.find("<title>Body map of A. Sample</title>") != std::string::npos);
    CHECK(html.find("alt=\"The front with 2 marks\"") != std::string::npos);
    CHECK(html.find("does not diagnose") != std::string::npos);
    CHECK(html.find("Ask first") != std::string::npos);
}

TEST_CASE("every element that is opened on the page is closed again", "[report]") {
    const std::string html =
        to_html(build(with_plan(), {{"front.png", "The front"}}, {{PlanItemId("ball"), {"b.png", "B"}}}),
                clinical_content().english);
    std::vector<std::string> open;
    static const std::regex tag("<(/?)([a-z][a-z0-9]*)[^>]*>");
    for (auto it = std::sregex_iterator(html.begin(), html.end(), tag); it != std::sregex_iterator(); ++it) {
        const std::string name = (*it)[2];
        if (name == "meta" || name == "img" || name == "br") {
            continue;
        }
        if ((*it)[1] == "/") {
            REQUIRE_FALSE(open.empty());
            CHECK(open.back() == name);
            open.pop_back();
        } else {
            open.push_back(name);
        }
    }
    CHECK(open.empty());
}

TEST_CASE("the plain text says the same", "[report]") {
    const std::string text = to_plain_text(build(two_marks()), clinical_content().english);
    CHECK(text.starts_with("Body map of A. Sample\nSession 1, treatment, 22 Nov 2026. Client 1001.\n"));
    CHECK(text.find("1. Your left shoulder, at the back: deep, aching pain, 6 of 10") != std::string::npos);
    CHECK(text.find("does not diagnose") != std::string::npos);
    CHECK(text.find_first_of("{}") == std::string::npos);
}

TEST_CASE("a session without marks and a mark without techniques say so", "[report]") {
    const Translator& english = clinical_content().english;
    CaseDocument empty = two_marks();
    empty.marks.clear();
    CHECK(to_html(build(empty), english).find("Nothing was marked") != std::string::npos);
    CaseDocument unsaid = two_marks();
    unsaid.marks.front().kind = MarkKind::Other;
    unsaid.marks.front().qualities.clear();
    CHECK(to_plain_text(build(unsaid), english).find("No technique is listed") != std::string::npos);
}

TEST_CASE("all four files are written, and a file in the way is reported by name", "[report]") {
    const TemporaryFolder folder;
    write_hand_out(build(two_marks()), clinical_content().english, folder.path() / "out");
    for (const char* name : {"hand-out.json", "marks.csv", "hand-out.txt", "hand-out.html"}) {
        CHECK_FALSE(read_text_file(folder.path() / "out" / name).empty());
    }
    write_file_atomically(folder.path() / "file", "x");
    try {
        write_hand_out(build(two_marks()), clinical_content().english, folder.path() / "file");
        FAIL("a file was taken for a folder");
    } catch (const Error& error) {
        CHECK(error.text().key == "error.file.write");
    }
}
