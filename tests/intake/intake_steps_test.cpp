#include "intake/intake_steps.h"

#include "casebook/edits.h"
#include "intake/said_case.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <vector>

using namespace palpate;

namespace {

struct CountedIds final : IdGenerator {
    [[nodiscard]] std::string make_id() override { return "id-" + std::to_string(++count); }
    int count = 0;
};

CaseDocument someone_new() {
    CountedIds ids;
    return make_said_case({.date = "2026-11-23", .ids = ids});
}

CaseDocument with_mark(const CaseDocument& said, bool confirmed) {
    Mark mark;
    mark.id = MarkId("m");
    mark.session = said_session(said).id;
    mark.anchor.structure = StructureId("skin");
    mark.confirmed = confirmed;
    mark.now = 4;
    return apply(said, AddMark{mark});
}

std::vector<IntakeStep> way(const IntakeProgress& progress) {
    std::vector<IntakeStep> steps{IntakeStep::Language};
    while (steps.back() != IntakeStep::Done) {
        steps.push_back(step_after(steps.back(), progress));
    }
    return steps;
}

}  // namespace

TEST_CASE("at most ten questions are asked, then everything is read back", "[intake]") {
    const CaseDocument said = with_mark(someone_new(), true);
    const auto steps = way({.said = said, .warnings_apply = true});
    CHECK(steps == std::vector(k_all_intake_steps.begin(), k_all_intake_steps.end()));
    CHECK(std::ranges::find(steps, IntakeStep::Review) - steps.begin() == k_intake_questions);
}

TEST_CASE("who has no pain is not asked how it feels", "[intake]") {
    const CaseDocument said = someone_new();
    const auto steps = way({.said = said});
    for (const IntakeStep step : {IntakeStep::Feeling, IntakeStep::Since, IntakeStep::Warnings}) {
        CHECK(std::ranges::find(steps, step) == steps.end());
    }
    CHECK(steps.back() == IntakeStep::Done);
}

TEST_CASE("the way back is the way there", "[intake]") {
    for (const bool marked : {false, true}) {
        const CaseDocument said = marked ? with_mark(someone_new(), true) : someone_new();
        const IntakeProgress progress{.said = said, .warnings_apply = marked};
        const auto steps = way(progress);
        for (std::size_t i = 1; i < steps.size(); ++i) {
            CHECK(step_before(steps[i], progress) == steps[i - 1]);
        }
        CHECK(step_before(IntakeStep::Language, progress) == IntakeStep::Language);
    }
}

TEST_CASE("nobody goes on without a name, consent to keep answers, and a map read back", "[intake]") {
    CaseDocument said = someone_new();
    CHECK(missing_for(IntakeStep::Who, said)->key == "intake.missing.name");
    CHECK(missing_for(IntakeStep::Consent, said)->key == "intake.missing.consent");
    CHECK(missing_for(IntakeStep::Where, said)->key == "intake.missing.mark");
    CHECK_FALSE(missing_for(IntakeStep::Goals, said).has_value());
    Client client = said.client;
    client.name = "Ada";
    said = apply(said, EditClient{client});
    CHECK_FALSE(missing_for(IntakeStep::Who, said).has_value());
    said = apply(said, GiveConsent{{.id = ConsentId("k"),
                                    .text = std::string(k_consent_to_keep),
                                    .version = "1",
                                    .words = "I agree.",
                                    .given_by = "Ada"}});
    CHECK_FALSE(missing_for(IntakeStep::Consent, said).has_value());
    CHECK(missing_for(IntakeStep::Where, with_mark(said, false))->key == "intake.missing.read-back");
    CHECK_FALSE(missing_for(IntakeStep::Where, with_mark(said, true)).has_value());
    Session session = said_session(said);
    session.no_pain = true;
    CHECK_FALSE(missing_for(IntakeStep::Where, apply(said, EditSession{session})).has_value());
}

TEST_CASE("steps are known by their names", "[intake]") {
    for (const IntakeStep step : k_all_intake_steps) {
        CHECK(find_intake_step(name_of(step)) == step);
    }
    CHECK_FALSE(find_intake_step("nowhere").has_value());
}
