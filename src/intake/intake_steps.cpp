#include "intake/intake_steps.h"

#include "intake/said_case.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr std::array<std::string_view, k_all_intake_steps.size()> k_names{
    "language", "who",    "consent",  "where",       "feeling", "since",
    "goals",    "health", "warnings", "preferences", "review",  "done"};

std::size_t index_of(IntakeStep step) { return static_cast<std::size_t>(step); }

}  // namespace

std::string_view name_of(IntakeStep step) { return k_names[index_of(step)]; }

std::optional<IntakeStep> find_intake_step(std::string_view name) {
    const auto* const found = std::ranges::find(k_names, name);
    return found == k_names.end()
               ? std::nullopt
               : std::optional(k_all_intake_steps[static_cast<std::size_t>(found - k_names.begin())]);
}

bool applies(IntakeStep step, const IntakeProgress& progress) {
    switch (step) {
        case IntakeStep::Feeling:
        case IntakeStep::Since: return !marks_of(progress.said, said_session(progress.said).id).empty();
        case IntakeStep::Warnings: return progress.warnings_apply;
        default: return true;
    }
}

IntakeStep step_after(IntakeStep step, const IntakeProgress& progress) {
    std::size_t next = index_of(step) + 1;
    while (next + 1 < k_all_intake_steps.size() && !applies(k_all_intake_steps[next], progress)) {
        ++next;
    }
    return k_all_intake_steps[std::min(next, k_all_intake_steps.size() - 1)];
}

IntakeStep step_before(IntakeStep step, const IntakeProgress& progress) {
    std::size_t before = index_of(step);
    do {
        before = before == 0 ? 0 : before - 1;
    } while (before > 0 && !applies(k_all_intake_steps[before], progress));
    return k_all_intake_steps[before];
}

std::optional<Text> missing_for(IntakeStep step, const CaseDocument& said) {
    if (step == IntakeStep::Who && said.client.name.empty()) {
        return Text{"intake.missing.name", {}};
    }
    if (step == IntakeStep::Consent && find_consent(said, k_consent_to_keep) == nullptr) {
        return Text{"intake.missing.consent", {}};
    }
    if (step == IntakeStep::Where) {
        const auto marks = marks_of(said, said_session(said).id);
        if (marks.empty() && !said_session(said).no_pain) {
            return Text{"intake.missing.mark", {}};
        }
        if (std::ranges::any_of(marks, [](const Mark* mark) { return !mark->confirmed; })) {
            return Text{"intake.missing.read-back", {}};
        }
    }
    return std::nullopt;
}

}  // namespace palpate
