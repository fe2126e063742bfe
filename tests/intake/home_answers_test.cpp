#include "intake/home_answers.h"

#include "base/error.h"
#include "intake/intake_questions.h"
#include "intake/said_case.h"
#include "matching/record_facts.h"
#include "support/clinical_content.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>

using namespace palpate;

namespace {

constexpr std::string_view k_answers =
    R"({"format":"palpate-intake-answers","version":1,"token":"T0KEN","language":"de",
"made":"2026-11-24T10:00:00Z","client":{"name":"Käthe O'Neill","birth":"1980-03-07","phone":"+49 30 1234","email":""},
"consents":[{"text":"records","version":"2026-11"},{"text":"treatment","version":"2019-01"}],"no_pain":false,
"marks":[{"place":"shoulder-top.left","kind":"pain","now":6,"qualities":["ache"],"onset":"weeks","constancy":"constant",
"better_with":["rest"],"worse_with":["sitting"],"note":"after work"}],
"goals":["sleep","pain-relief"],"answers":[{"question":"ci-epilepsy","answer":"no"},
{"question":"rf-back-saddle-numbness","answer":"unsure"}],"pressure":"3","oil":"none","avoid":["knee-front.right"],
"note":"Please no\nmusic."}   )";

struct Ids final : IdGenerator {
    [[nodiscard]] std::string make_id() override { return "id-" + std::to_string(++count); }
    int count = 0;
};

CaseDocument read(std::string_view json, const CaseDocument* known = nullptr) {
    Ids ids;
    const auto middle = [](std::string_view area) {
        SurfaceAnchor anchor;
        anchor.structure = StructureId("skin." + std::string(area));
        return std::optional(anchor);
    };
    return read_home_answers(json, {.known = known,
                                    .consents = {{.text = "records", .version = "2026-11", .words = "I agree."},
                                                 {.text = "treatment", .version = "2026-11", .words = "I agree, too."}},
                                    .anatomy = test::clinical_content().anatomy,
                                    .clinical = test::clinical_content().clinical,
                                    .find_middle = middle,
                                    .date = "2026-11-24",
                                    .now = {100},
                                    .ids = ids});
}

std::string with(std::string_view from, std::string_view to) {
    std::string json(k_answers);
    const std::size_t at = json.find(from);
    REQUIRE(at != std::string::npos);
    return json.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("answers from home are a case of their own", "[intake]") {
    const CaseDocument said = read(k_answers);
    CHECK(said.client.name == "Käthe O'Neill");
    CHECK(said.client.reference == k_no_reference_yet);
    REQUIRE(said.marks.size() == 1);
    const Mark& mark = said.marks.front();
    CHECK(mark.anchor.structure.text() == "skin.shoulder-top-left");
    CHECK(mark.extent == MarkExtent::Region);
    CHECK(mark.confidence == Confidence::About);
    CHECK(mark.author == Author::Client);
    CHECK(mark.now == 6);
    CHECK(mark.qualities == std::vector<std::string>{"ache"});
    CHECK(onset_of(mark.duration_days.value()) == Onset::Weeks);
    CHECK(mark.note == "after work");
    CHECK(find_fact(said, FactKind::Goal, "sleep")->value == "1");
    CHECK(find_fact(said, FactKind::Goal, "pain-relief")->value == "2");
    CHECK(find_fact(said, FactKind::Answer, "ci-epilepsy")->value == "no");
    CHECK(find_fact(said, FactKind::Trait, k_trait_pressure)->value == "3");
    CHECK(find_fact(said, FactKind::AvoidArea, "knee-front.right") != nullptr);
    CHECK(has_warning(said, test::clinical_content().clinical));
    CHECK(said_session(said).title == "Please no music.");
    CHECK(token_of_home_answers(k_answers) == "T0KEN");
}

TEST_CASE("what was agreed to in other words is asked again", "[intake]") {
    const CaseDocument said = read(k_answers);
    REQUIRE(find_consent(said, "records") != nullptr);
    CHECK(find_consent(said, "records")->words == "I agree.");
    CHECK(find_consent(said, "records")->given_by == "Käthe O'Neill");
    CHECK(find_consent(said, "treatment") == nullptr);
}

TEST_CASE("who was invited keeps what they left empty", "[intake]") {
    CaseDocument known;
    known.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada", .email = "ada@example.org"};
    const CaseDocument said = read(with("Käthe O'Neill", ""), &known);
    CHECK(said.client.id == known.client.id);
    CHECK(said.client.name == "Ada");
    CHECK(said.client.email == "ada@example.org");
    CHECK(said.client.phone == "+49 30 1234");
}

TEST_CASE("answers that no page of ours gives are refused", "[intake]") {
    const std::pair<const char*, const char*> wrong[]{
        {"palpate-intake-answers", "something-else"},
        {"\"version\":1", "\"version\":\"1\""},
        {"Käthe O'Neill", ""},
        {"\"name\":\"Käthe O'Neill\"", "\"name\":5"},
        {"1980-03-07", "1980-13-07"},
        {"shoulder-top.left", "shoulder-top.mid"},
        {"shoulder-top.left", "tail.left"},
        {"\"kind\":\"pain\"", "\"kind\":\"doom\""},
        {"\"now\":6", "\"now\":11"},
        {"\"now\":6", "\"now\":6.5"},
        {"[\"ache\"]", "[\"ache\",\"ache\"]"},
        {"[\"ache\"]", "\"ache\""},
        {"\"onset\":\"weeks\"", "\"onset\":\"aeons\""},
        {"\"sleep\",", "\"riches\","},
        {"ci-epilepsy", "ci-everything"},
        {"\"answer\":\"no\"", "\"answer\":\"perhaps\""},
        {"\"pressure\":\"3\"", "\"pressure\":\"9\""},
        {"\"oil\":\"none\"", "\"oil\":\"crude\""},
        {"\"no_pain\":false", "\"no_pain\":\"false\""},
        {"\"no_pain\":false", "\"no_pain\":true"},  // with a mark rated 6
        {"\"marks\":[", "\"marks\":[7,"},
        {"\"text\":\"records\"", "\"text\":\"anything\""},
        {"\"client\":{", "\"client\":5,\"other\":{"},
    };
    for (const auto& [from, to] : wrong) {
        INFO(from << " -> " << to);
        const auto code = error_code_of([&] { static_cast<void>(read(with(from, to))); });
        CHECK((code == ErrorCode::InvalidContent || code == ErrorCode::InvalidEdit));
    }
    CHECK(error_code_of([] { static_cast<void>(read(with("\"version\":1", "\"version\":2"))); }) ==
          ErrorCode::NewerVersion);
    CHECK(error_code_of([] { static_cast<void>(read(std::string(100'000, '['))); }) == ErrorCode::InvalidContent);
}

TEST_CASE("10,000 damaged answers are read or refused, and nothing else", "[intake]") {
    std::mt19937 random(11);
    int refused = 0;
    for (int i = 0; i < 10'000; ++i) {
        std::string json(k_answers);
        for (std::uint32_t changes = 1 + random() % 4; changes > 0; --changes) {
            const std::size_t at = random() % json.size();
            switch (random() % 4) {
                case 0: json[at] = static_cast<char>(random()); break;
                case 1: json.erase(at, 1 + random() % 20); break;
                case 2: json.insert(at, json.substr(random() % json.size(), random() % 40)); break;
                default: json[at] = "{}[],:\"0189tfn-"[random() % 15]; break;
            }
        }
        try {
            static_cast<void>(read(json));
        } catch (const Error&) {
            ++refused;
        }
    }
    CHECK(refused > 5'000);
}

TEST_CASE("everybody is asked the same questions of health, and those of a pregnancy where there is one", "[intake]") {
    const ClinicalCatalogue& clinical = test::clinical_content().clinical;
    const auto all = health_questions(clinical, true);
    const auto most = health_questions(clinical, false);
    CHECK(all.size() > most.size());
    for (const Contraindication* one : all) {
        CHECK(one->category != "consent");
        CHECK_FALSE(one->screen_question.empty());
    }
    CHECK(std::ranges::none_of(most, [](const Contraindication* one) { return one->category == "pregnancy"; }));
}
