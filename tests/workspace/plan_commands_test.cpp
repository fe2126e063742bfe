#include "base/error.h"
#include "rig.h"
#include "support/error_code.h"
#include "workspace/plan_checks.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using test::Rig;

namespace {

/// A session with an old ache in the latissimus.
struct PlannedRig : Rig {
    PlannedRig() {
        start_session();
        workspace->run("mark.add",
                       {{"structure", "latissimus-dorsi.right"}, {"kind", "tension"}, {"now", "5"}, {"days", "200"}});
        workspace->run_until_idle_or_throw();
    }
    std::string run(std::string_view command, const CommandArguments& arguments) {
        std::string id = workspace->run(command, arguments);
        workspace->run_until_idle_or_throw();
        return id;
    }
    [[nodiscard]] std::vector<const PlanItem*> plan(PlanPart part = PlanPart::Session) const {
        return plan_of(*workspace->document(), workspace->session(), part);
    }
};

}  // namespace

TEST_CASE("one command plans a technique for the marks it fits, with minutes and pressure", "[workspace]") {
    PlannedRig rig;
    rig.run("plan.add", {{"technique", "petrissage-kneading"}});
    REQUIRE(rig.plan().size() == 1);
    const PlanItem& step = *rig.plan().front();
    CHECK(step.structures == std::vector<StructureId>{StructureId("latissimus-dorsi.right")});
    CHECK(step.minutes == 6);
    CHECK(step.pressure == 4);
    rig.run("plan.add", {{"technique", "breathing-coaching"}, {"part", "home"}});
    CHECK(rig.plan(PlanPart::Home).size() == 1);
    rig.run("edit.undo", {});
    CHECK(rig.plan(PlanPart::Home).empty());
}

TEST_CASE("steps are moved, changed, ticked off and taken out", "[workspace]") {
    PlannedRig rig;
    const std::string first = rig.run("plan.add", {{"technique", "petrissage-kneading"}});
    const std::string second = rig.run("plan.add", {{"technique", "effleurage"}, {"minutes", "9"}});
    rig.run("plan.edit", {{"item", second}, {"position", "0"}, {"done", "yes"}});
    CHECK(rig.plan().front()->id.text() == second);
    CHECK(rig.plan().front()->done);
    CHECK(rig.plan().front()->minutes == 9);
    rig.run("plan.remove", {{"item", second}});
    REQUIRE(rig.plan().size() == 1);
    CHECK(rig.plan().front()->id.text() == first);
    CHECK_THROWS_AS(rig.run("plan.edit", {{"item", "ghost"}}), Error);
    CHECK_THROWS_AS(rig.run("plan.add", {{"technique", "ghost"}}), Error);
}

TEST_CASE("what a rule speaks against is planned only with a typed reason, which is kept", "[workspace]") {
    PlannedRig rig;
    rig.run("client.answer", {{"question", "ci-anticoagulants"}, {"answer", "yes"}});
    CHECK_THROWS_AS(rig.run("plan.add", {{"technique", "dry-cupping"}}), Error);
    CHECK_THROWS_AS(rig.run("plan.add", {{"technique", "dry-cupping"}, {"reason", "  "}}), Error);
    CHECK(rig.plan().empty());
    rig.run("plan.add", {{"technique", "dry-cupping"}, {"reason", "agreed with the prescriber"}});
    REQUIRE(rig.plan().size() == 1);
    CHECK(rig.plan().front()->override_rule == "ci-anticoagulants");
    CHECK(rig.plan().front()->override_reason == "agreed with the prescriber");
    CHECK(rig.plan().front()->pressure == 2);
}

TEST_CASE("answers act on what fits, at once, and are forgotten again", "[workspace]") {
    PlannedRig rig;
    CHECK(rig.workspace->matches().front().pressure_ceiling == 4);
    rig.run("client.medicine", {{"medicine", "med-blood-thinners"}});
    CHECK(rig.workspace->matches().front().pressure_ceiling == 2);
    rig.run("client.medicine", {{"medicine", "med-blood-thinners"}, {"takes", "no"}});
    CHECK(rig.workspace->matches().front().pressure_ceiling == 4);
    rig.run("client.answer", {{"question", "rf-general-fever"}, {"answer", "unsure"}});
    REQUIRE(rig.workspace->case_match().find_stop() != nullptr);
    CHECK_THROWS_AS(rig.run("plan.add", {{"technique", "effleurage"}}), Error);
    rig.run("client.answer", {{"question", "rf-general-fever"}, {"answer", "none"}});
    CHECK(rig.workspace->case_match().find_stop() == nullptr);
}

TEST_CASE("goals keep the order they were wanted in", "[workspace]") {
    PlannedRig rig;
    for (const char* goal : {"sleep", "pain-relief", "mobility"}) {
        rig.run("client.goal", {{"goal", goal}});
    }
    rig.run("client.goal", {{"goal", "sleep"}, {"wanted", "no"}});
    const auto* pain = find_fact(*rig.workspace->document(), FactKind::Goal, "pain-relief");
    REQUIRE(pain != nullptr);
    CHECK(pain->value == "1");
    CHECK(find_fact(*rig.workspace->document(), FactKind::Goal, "sleep") == nullptr);
}

TEST_CASE("facts that mean nothing are refused", "[workspace]") {
    PlannedRig rig;
    CHECK_THROWS_AS(rig.run("client.answer", {{"question", "ci-ghost"}, {"answer", "yes"}}), Error);
    CHECK_THROWS_AS(rig.run("client.answer", {{"question", "ci-open-wound"}, {"answer", "maybe"}}), Error);
    CHECK_THROWS_AS(
        rig.run("client.answer", {{"question", "ci-open-wound"}, {"answer", "yes"}, {"places", "tail.left"}}), Error);
    CHECK_THROWS_AS(rig.run("client.trait", {{"trait", "pregnancy-week"}, {"value", "60"}}), Error);
    CHECK_THROWS_AS(rig.run("client.trait", {{"trait", "mood"}, {"value", "3"}}), Error);
    CHECK_THROWS_AS(rig.run("client.event", {{"date", "2026-02-30"}}), Error);
    CHECK_THROWS_AS(rig.run("client.goal", {{"goal", "wealth"}}), Error);
    CHECK(rig.workspace->document()->facts.empty());
}

TEST_CASE("a spot says exactly where it is, and only what lies round it is stopped", "[workspace]") {
    PlannedRig rig;
    const auto stopped = [&] { return rig.workspace->matches().front().stopped_by; };
    rig.run("client.answer", {{"question", "ci-recent-injection"}, {"answer", "unsure"}});
    const std::string place =
        rig.run("client.spot", {{"question", "ci-recent-injection"}, {"structure", "latissimus-dorsi.right"}});
    CHECK(stopped() == "ci-recent-injection");
    const ClientFact first = *find_fact(*rig.workspace->document(), FactKind::Answer, "ci-recent-injection");
    CHECK(first.value == "unsure");
    CHECK(first.places == std::vector{place});
    REQUIRE(first.spots.size() == 1);
    CHECK(first.spots.front().anchor.structure.text() == "skin.mid");
    CHECK(rig.stored().facts == std::vector{first});

    rig.run("client.spot", {{"question", "ci-recent-injection"}, {"remove", "1"}});
    CHECK(find_fact(*rig.workspace->document(), FactKind::Answer, "ci-recent-injection")->spots.empty());
    CHECK(stopped() == "ci-recent-injection");  // the whole part of the body
    rig.run("edit.undo", {});
    CHECK(*find_fact(*rig.workspace->document(), FactKind::Answer, "ci-recent-injection") == first);
    rig.run("client.answer",
            {{"question", "ci-recent-injection"}, {"answer", "yes"}, {"places", place + ",palm.left"}});
    CHECK(find_fact(*rig.workspace->document(), FactKind::Answer, "ci-recent-injection")->spots == first.spots);
}

TEST_CASE("a spot far from the mark leaves it alone", "[workspace]") {
    PlannedRig rig;
    rig.run("client.spot", {{"question", "ci-recent-injection"}, {"structure", "latissimus-dorsi.left"}});
    CHECK(find_fact(*rig.workspace->document(), FactKind::Answer, "ci-recent-injection")->value == "yes");
    CHECK(rig.workspace->matches().front().stopped_by.empty());
    CHECK(rig.workspace->case_match().avoid_areas.size() == 1);
}

TEST_CASE("a spot to leave alone is a wish, and goes with its area", "[workspace]") {
    PlannedRig rig;
    const std::string place = rig.run("client.spot", {{"avoid", "yes"}, {"structure", "latissimus-dorsi.right"}});
    rig.run("client.spot", {{"avoid", "yes"}, {"structure", "latissimus-dorsi.right"}});
    REQUIRE(find_fact(*rig.workspace->document(), FactKind::AvoidArea, place) != nullptr);
    CHECK(find_fact(*rig.workspace->document(), FactKind::AvoidArea, place)->spots.size() == 2);
    CHECK(rig.workspace->matches().front().stopped_by == "wish:area");
    rig.run("client.spot", {{"avoid", place}, {"remove", "2"}});
    CHECK(find_fact(*rig.workspace->document(), FactKind::AvoidArea, place)->spots.size() == 1);
    rig.run("client.avoid", {{"area", place}, {"avoid", "no"}});
    CHECK(rig.workspace->document()->facts.empty());
}

TEST_CASE("a spot that means nothing is refused by name", "[workspace]") {
    PlannedRig rig;
    const auto refusal = [&](const CommandArguments& arguments) {
        return error_key_of([&] { rig.run("client.spot", arguments); });
    };
    const std::string where = "latissimus-dorsi.right";
    CHECK(refusal({{"question", "ci-ghost"}, {"structure", where}}) == "workspace.unknown-word");
    CHECK(refusal({{"question", "ci-recent-injection"}, {"structure", "tail.left"}}) ==
          "error.atlas.unknown-structure");
    CHECK(refusal({{"question", "ci-recent-injection"}}) == "command.argument-missing");
    CHECK(refusal({{"question", "ci-recent-injection"}, {"remove", "1"}}) == "workspace.unknown-word");
    CHECK(refusal({{"avoid", "perhaps"}, {"structure", where}}) == "workspace.unknown-word");
    CHECK(rig.workspace->document()->facts.empty());
}

TEST_CASE("a template fills the session's minutes", "[workspace]") {
    PlannedRig rig;
    rig.run("plan.length", {{"minutes", "30"}});
    rig.run("plan.template", {{"plan", "plan-lbp-30"}});
    CHECK(planned_minutes_total(*rig.workspace->document(), rig.workspace->session(), PlanPart::Session) == 26);
    rig.run("edit.undo", {});
    CHECK(rig.plan().empty());
    CHECK_THROWS_AS(rig.run("plan.template", {{"plan", "ghost"}}), Error);
}

TEST_CASE("pressing harder than the rules allow is refused with the rule, unless a reason is typed", "[workspace]") {
    PlannedRig rig;
    rig.run("client.answer", {{"question", "ci-anticoagulants"}, {"answer", "yes"}});
    const std::string place = "latissimus-dorsi.right";
    CHECK_THROWS_AS(rig.run("plan.add", {{"technique", "effleurage"}, {"structures", place}, {"pressure", "3"}}),
                    Error);
    const std::string item =
        rig.run("plan.add", {{"technique", "effleurage"}, {"structures", place}, {"pressure", "2"}});
    CHECK_THROWS_AS(rig.run("plan.edit", {{"item", item}, {"pressure", "3"}}), Error);
    CHECK(rig.plan().front()->pressure == 2);
    CHECK(rig.plan().front()->override_rule.empty());
    rig.run("plan.edit", {{"item", item}, {"pressure", "1"}});
    rig.run("plan.edit", {{"item", item}, {"pressure", "3"}, {"reason", "asked the prescriber"}});
    CHECK(rig.plan().front()->pressure == 3);
    CHECK(rig.plan().front()->override_rule == "ci-anticoagulants");
    CHECK(rig.plan().front()->override_reason == "asked the prescriber");
    rig.run("plan.edit", {{"item", item}, {"done", "yes"}});  // what stands already is not asked about again
}

TEST_CASE("what a mark says of itself limits the plan's pressure too", "[workspace]") {
    PlannedRig rig;
    rig.run("mark.add", {{"structure", "rhomboid-major.left"}, {"kind", "numbness"}, {"now", "4"}, {"days", "30"}});
    const auto& matches = rig.workspace->matches();
    const auto numb = std::ranges::find(matches, StructureId("rhomboid-major.left"), &MarkMatches::place);
    REQUIRE(numb != matches.end());
    REQUIRE(numb->pressure_ceiling < 5);
    const std::string firmer = std::to_string(numb->pressure_ceiling + 1);
    CHECK_THROWS_AS(
        rig.run("plan.add",
                {{"technique", "petrissage-kneading"}, {"structures", "rhomboid-major.left"}, {"pressure", firmer}}),
        Error);
}

TEST_CASE("what the client says later speaks against the steps planned before, until someone takes it on himself",
          "[workspace]") {
    PlannedRig rig;
    const std::string item =
        rig.run("plan.add", {{"technique", "effleurage"}, {"structures", "latissimus-dorsi.right"}, {"pressure", "3"}});
    const auto objection = [&] { return find_objection(*rig.workspace, *rig.plan().front()); };
    CHECK_FALSE(objection());
    rig.run("client.answer", {{"question", "ci-anticoagulants"}, {"answer", "yes"}});
    REQUIRE(objection());
    CHECK(objection()->rule == "ci-anticoagulants");
    rig.run("plan.edit", {{"item", item}, {"pressure", "2"}});
    CHECK_FALSE(objection());
    rig.run("plan.edit", {{"item", item}, {"pressure", "3"}, {"reason", "asked the prescriber"}});
    CHECK_FALSE(objection());
    rig.run("client.answer", {{"question", "rf-general-fever"}, {"answer", "yes"}});
    REQUIRE(objection());
    CHECK(objection()->stage == Stage::RedFlag);
}
