#include "matching/home_care.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

using namespace palpate;
using test::clinical_content;

namespace {

const Atlas& no_body() {
    static const Atlas atlas{AtlasContent{}};
    return atlas;
}

Knowledge knowledge() { return {no_body(), clinical_content().anatomy, clinical_content().clinical}; }

const Technique& technique(const char* id) { return *clinical_content().clinical.find_technique(id); }

/// The sentences of a dose, one after the other.
std::string dose_of(const Technique& of, int minutes) {
    std::string all;
    for (const Text& sentence : home_dose(of, minutes)) {
        all += (all.empty() ? "" : " ") + clinical_content().english.tr(sentence);
    }
    return all;
}

std::string place_of(const std::vector<StructureId>& structures) {
    return step_place_words(structures, knowledge(), clinical_content().english);
}

std::string course_of(const char* condition) {
    return course_words(clinical_content().clinical.find_condition(condition)->dose, clinical_content().english);
}

CaseMatch match_of(const CaseFacts& facts) { return match_case(facts, {}, knowledge()); }

PlanItem home_item(const char* id, std::vector<StructureId> structures = {}) {
    return {.part = PlanPart::Home, .technique = id, .structures = std::move(structures), .minutes = 4};
}

}  // namespace

TEST_CASE("a dose says the minutes, and how often and long where the content does", "[matching]") {
    CHECK(dose_of(technique("ball-self-release"), 4) == "About 4 minutes. 3 times, about 45 seconds each.");
    CHECK(dose_of(technique("static-stretching"), 1) == "About 1 minute. 3 times, about 30 seconds each.");
    CHECK(dose_of(technique("dynamic-stretching"), 5) == "About 5 minutes. Each movement about 10 times.");
    CHECK(dose_of(technique("breathing-coaching"), 5) == "About 5 minutes. Slow breaths of about 10 seconds each.");
    CHECK(dose_of(technique("progressive-muscle-relaxation"), 14) ==
          "About 14 minutes. 14 times: tense for about 7 seconds, then let go.");
}

TEST_CASE("where the content is silent a dose is the minutes alone", "[matching]") {
    CHECK(dose_of(technique("foam-rolling"), 6) == "About 6 minutes.");  // strokes to and fro: nobody counts them
    CHECK(dose_of(technique("heat-hot-stone"), 12) == "About 12 minutes.");
    Technique silent = technique("static-stretching");
    silent.strokes.hold_s = 0.0;
    CHECK(dose_of(silent, 4) == "About 4 minutes.");
    silent.strokes.hold_s = 60.0;
    silent.strokes.repeats = 1;
    CHECK(dose_of(silent, 4) == "About 4 minutes. Once, for about 60 seconds.");
}

TEST_CASE("the dose of every technique for home has words in every case", "[matching]") {
    for (const Technique& each : clinical_content().clinical.techniques()) {
        CAPTURE(each.id.text());
        const std::string dose = dose_of(each, each.minutes.max);
        CHECK(dose.find_first_of("{}@") == std::string::npos);
        CHECK(dose.find("home-care") == std::string::npos);
    }
}

TEST_CASE("a course is told in visits, and not at all where no number is known", "[matching]") {
    CHECK(course_of("neck-pain") == "2 to 3 visits a week, for 4 weeks");
    CHECK(course_of("low-back-pain") == "one visit a week, for 10 weeks");
    CHECK(course_of("fibromyalgia") == "1 to 2 visits a week, for 5 or more weeks");
    CHECK(course_of("sciatica-radicular-pain") == "at most one visit a week, for 2 to 4 weeks");
    CHECK(course_of("pregnancy-discomfort") == "one visit a week");
    CHECK(course_of("lymphoedema").empty());
}

TEST_CASE("places are named from the client's own side, both sides of one place together", "[matching]") {
    CHECK(place_of({}) == "your whole body");
    CHECK(place_of({StructureId("infraspinatus.right")}) == "your right shoulder blade");
    CHECK(place_of({StructureId("multifidus-lumborum.left"), StructureId("infraspinatus.right"),
                    StructureId("multifidus-lumborum.right")}) ==
          "your left and right low back; your right shoulder blade");
    CHECK(place_of({StructureId("tail.left")}) == "your body, at a place this body model does not have");
    CHECK(place_of({StructureId("skin.mid")}) == "your body");
}

TEST_CASE("breathing is for the whole person, a stretch is not", "[matching]") {
    CHECK(is_for_whole_person(technique("breathing-coaching")));
    CHECK(is_for_whole_person(technique("progressive-muscle-relaxation")));
    CHECK_FALSE(is_for_whole_person(technique("static-stretching")));
}

TEST_CASE("when to see a doctor is said by the client's conditions, else by the plan that fits", "[matching]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    CaseFacts facts;
    CHECK(when_to_see_a_doctor(facts, {}, clinical).empty());
    CaseMatch match;
    match.plans = {"plan-stress-sleep-30"};
    CHECK(when_to_see_a_doctor(facts, match, clinical) ==
          std::vector<std::string>{
              "Score stress before and after; talk to a doctor if anxiety or poor sleep limits life."});
    facts.conditions = {"neck-pain", "neck-pain", "ghost"};
    CHECK(when_to_see_a_doctor(facts, match, clinical) ==
          std::vector<std::string>{"Doctor if arm weakness, numb hands, trauma, or no change in six weeks."});
}

TEST_CASE("what a rule speaks against now is held back, unless the therapist gave a reason", "[matching]") {
    CaseFacts facts;
    PlanItem ball = home_item("ball-self-release", {StructureId("infraspinatus.right")});
    CHECK(may_be_done_at_home(ball, match_of(facts), facts, knowledge()));
    CHECK_FALSE(may_be_done_at_home(home_item("ghost"), match_of(facts), facts, knowledge()));

    facts.answers["ci-fever-infection"].answer = Answer::Yes;
    REQUIRE(match_of(facts).find_stop() != nullptr);
    CHECK_FALSE(may_be_done_at_home(ball, match_of(facts), facts, knowledge()));
    ball.override_rule = "ci-fever-infection";
    ball.override_reason = "over it since yesterday";
    CHECK(may_be_done_at_home(ball, match_of(facts), facts, knowledge()));
}

TEST_CASE("a technique that a rule leaves out at its place is held back", "[matching]") {
    CaseFacts facts;
    facts.answers["ci-open-wound"] = {.answer = Answer::Yes, .places = {{"shoulder-blade", Side::Right}}};
    const PlanItem here = home_item("friction-circular", {StructureId("infraspinatus.right")});
    const PlanItem there = home_item("friction-circular", {StructureId("infraspinatus.left")});
    CHECK_FALSE(may_be_done_at_home(here, match_of(facts), facts, knowledge()));
    CHECK(may_be_done_at_home(there, match_of(facts), facts, knowledge()));
}
