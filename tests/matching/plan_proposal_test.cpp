#include "matching/plan_proposal.h"

#include "base/calendar_date.h"
#include "matching/record_facts.h"
#include "support/bodiless_knowledge.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <numeric>

using namespace palpate;
using test::clinical_content;
using test::knowledge;

namespace {

/// A case with these marks and facts, ready to plan for.
struct Case {
    std::vector<Mark> marks;
    CaseFacts facts;

    [[nodiscard]] CaseMatch match() const {
        std::vector<const Mark*> borrowed;
        for (const Mark& mark : marks) {
            borrowed.push_back(&mark);
        }
        return match_case(facts, borrowed, knowledge());
    }
    [[nodiscard]] std::vector<ProposedStep> propose(const std::string& plan, int minutes) const {
        return propose_session(*clinical_content().clinical.find_plan(plan), minutes, match(), facts, knowledge());
    }
};

Case low_back() {
    return {.marks = {test::make_mark("a", {.structure = "iliocostalis-lumborum.left", .duration_days = 200}),
                      test::make_mark("b", {.structure = "gluteus-medius.right", .duration_days = 200})},
            .facts = {}};
}

int minutes_of(const std::vector<ProposedStep>& steps) {
    return std::accumulate(steps.begin(), steps.end(), 0,
                           [](int sum, const ProposedStep& step) { return sum + step.minutes; });
}

}  // namespace

TEST_CASE("a session plan is fitted to the minutes there are; talk keeps its time", "[matching]") {
    for (const int minutes : {30, 60, 90}) {
        const auto steps = low_back().propose("plan-lbp-60", minutes);
        REQUIRE_FALSE(steps.empty());
        CHECK(minutes_of(steps) == minutes - 6);  // plan-lbp-60 talks for 6 minutes
        for (const ProposedStep& step : steps) {
            CHECK(step.minutes >= 1);
            CHECK_FALSE(step.phase.empty());
        }
    }
}

TEST_CASE("every session plan gives steps that no rule speaks against, for every condition", "[matching]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    for (const Condition& condition : clinical.conditions()) {
        Case one = low_back();
        one.facts.conditions = {condition.id};
        one.facts.answers["ci-anticoagulants"].answer = Answer::Yes;
        for (const SessionPlan& plan : clinical.plans()) {
            for (const ProposedStep& step : one.propose(plan.id, plan.total_minutes)) {
                const Technique& technique = *clinical.find_technique(step.technique);
                CHECK(step.pressure <= 2);
                for (const StructureId& id : step.structures) {
                    const std::string entry = id.text().substr(0, id.text().find('.'));
                    const Side side = id.text().ends_with("left") ? Side::Left : Side::Right;
                    const auto structure = describe_structure(clinical_content().anatomy, entry, "", side);
                    CHECK_FALSE(find_refusal(technique, &*structure, one.facts, knowledge()));
                }
            }
        }
    }
}

TEST_CASE("nothing is proposed where everything is stopped", "[matching]") {
    Case one = low_back();
    one.facts.answers["ci-fever-infection"].answer = Answer::Yes;
    one.facts.conditions = {"low-back-pain"};
    CHECK(one.propose("plan-lbp-60", 60).empty());
    CHECK_FALSE(propose_next_visit(*find_date("2026-11-23"), one.facts, one.match(), clinical_content().clinical));
}

TEST_CASE("a step is as firm as its gentlest place allows", "[matching]") {
    const Technique& kneading = *clinical_content().clinical.find_technique("petrissage-kneading");
    const auto step = propose_step(
        kneading, {StructureId("gluteus-medius.left"), StructureId("quadratus-lumborum.left")}, {}, knowledge());
    CHECK(step.pressure == 2);  // the kidney site
    CHECK(step.minutes == 6);
}

TEST_CASE("the next visit follows the dose that was tested", "[matching]") {
    Case one = low_back();
    one.facts.conditions = {"neck-pain"};  // two or three a week: sherman-2014-neck-dose
    const auto visit =
        propose_next_visit(*find_date("2026-11-23"), one.facts, one.match(), clinical_content().clinical);
    REQUIRE(visit);
    CHECK(iso_date(visit->from) == "2026-11-25");
    CHECK(iso_date(visit->to) == "2026-11-27");
    CHECK(visit->tested);
    CHECK(visit->source == "neck-pain");
    one.facts.conditions = {"lymphoedema"};  // the specialist says
    CHECK_FALSE(propose_next_visit(*find_date("2026-11-23"), one.facts, one.match(), clinical_content().clinical));
}

TEST_CASE("the record's facts are read in the rules' words", "[matching]") {
    CaseDocument document = test::make_document({});
    document.sessions.front().planned_minutes = 90;
    document.facts = {
        {.kind = FactKind::Answer, .subject = "ci-open-wound", .value = "yes", .places = {"calf-upper.left"}},
        {.kind = FactKind::Condition, .subject = "doms"},
        {.kind = FactKind::Trait, .subject = "age-band", .value = "65-plus"},
        {.kind = FactKind::Trait, .subject = "pregnancy-week", .value = "12"},
        {.kind = FactKind::Trait, .subject = "pressure", .value = "2"},
        {.kind = FactKind::Trait, .subject = "scope", .value = "core"},
        {.kind = FactKind::Goal, .subject = "recovery", .value = "2"},
        {.kind = FactKind::Goal, .subject = "sleep", .value = "1"},
        {.kind = FactKind::AvoidArea, .subject = "throat.mid"},
        {.kind = FactKind::Event, .subject = "2026-11-26", .value = "before"},
        {.kind = FactKind::HardDay, .subject = "2026-11-24"}};
    const CaseFacts facts = case_facts_of(document, SessionId("session-1"));
    CHECK(facts.answers.at("ci-open-wound").places == std::vector<SaidPlace>{{"calf-upper", Side::Left}});
    CHECK(facts.conditions == std::vector<std::string>{"doms"});
    CHECK(facts.age_band == "65-plus");
    CHECK(facts.pregnancy_week == 12);
    CHECK(facts.pressure_wish == 2);
    CHECK_FALSE(facts.additional_training);
    CHECK(facts.goals == std::vector<std::string>{"sleep", "recovery"});
    CHECK(facts.areas_to_avoid == std::vector<SaidPlace>{{"throat", Side::Mid}});
    CHECK(facts.minutes == 90);
    CHECK(facts.calendar.today == find_date("2026-11-22"));
    CHECK(facts.calendar.events.size() == 1);
    CHECK(facts.calendar.hard_days.size() == 1);
}

TEST_CASE("a part of the body with spots is meant only round them", "[matching]") {
    SurfaceAnchor anchor;
    anchor.structure = StructureId("skin");
    CaseDocument document = test::make_document({});
    document.facts = {{.kind = FactKind::Answer,
                       .subject = "ci-varicose-veins",
                       .value = "yes",
                       .places = {"calf-upper.left", "calf-upper.right"},
                       .spots = {{"calf-upper.left", anchor}, {"calf-upper.left", anchor}}},
                      {.kind = FactKind::AvoidArea, .subject = "throat.mid", .spots = {{"throat.mid", anchor}}}};
    const CaseFacts facts = case_facts_of(document, SessionId("session-1"));
    const SaidPlace left{"calf-upper", Side::Left, anchor};
    CHECK(facts.answers.at("ci-varicose-veins").places ==
          std::vector<SaidPlace>{left, left, {"calf-upper", Side::Right}});
    CHECK(facts.areas_to_avoid == std::vector<SaidPlace>{{"throat", Side::Mid, anchor}});
}
