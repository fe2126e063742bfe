#pragma once

#include "base/text.h"
#include "casebook/case_document.h"

#include <array>
#include <optional>
#include <string_view>

namespace palpate {

/// One question each, in the order they are asked; the last two ask nothing more.
enum class IntakeStep {
    Language,
    Who,
    Consent,
    Where,
    Feeling,  ///< what kind, how it feels
    Since,    ///< since when, and what changes it
    Goals,
    Health,
    Warnings,
    Preferences,
    Review,
    Done
};
inline constexpr std::array<IntakeStep, 12> k_all_intake_steps{
    IntakeStep::Language, IntakeStep::Who,         IntakeStep::Consent, IntakeStep::Where,
    IntakeStep::Feeling,  IntakeStep::Since,       IntakeStep::Goals,   IntakeStep::Health,
    IntakeStep::Warnings, IntakeStep::Preferences, IntakeStep::Review,  IntakeStep::Done};
/// How many of them ask something.
inline constexpr int k_intake_questions = 10;

/// "language", "who", ..; texts: intake.step.<name>.
[[nodiscard]] std::string_view name_of(IntakeStep step);
[[nodiscard]] std::optional<IntakeStep> find_intake_step(std::string_view name);

/// What has been said so far, for finding the way.
struct IntakeProgress {
    const CaseDocument& said;     ///< made by make_said_case()
    bool warnings_apply = false;  ///< a warning question belongs to this case
};

/// Whether the step has anything to ask: how it feels only where something is marked.
[[nodiscard]] bool applies(IntakeStep step, const IntakeProgress& progress);
/// The next one that applies, Done after the last; the one before, Language before the first.
[[nodiscard]] IntakeStep step_after(IntakeStep step, const IntakeProgress& progress);
[[nodiscard]] IntakeStep step_before(IntakeStep step, const IntakeProgress& progress);
/// What is still missing for going on, ready to show; nullopt where nothing is. Only what nobody can do without is asked
/// for: a name, that answers may be kept, and every mark read back.
[[nodiscard]] std::optional<Text> missing_for(IntakeStep step, const CaseDocument& said);

/// The consent without which answers are not kept.
inline constexpr std::string_view k_consent_to_keep = "records";

}  // namespace palpate
