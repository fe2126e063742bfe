#pragma once

#include "casebook/case_document.h"
#include "matching/case_match.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// One step as it could be planned.
struct ProposedStep {
    std::string technique;
    std::vector<StructureId> structures;  ///< of the marks; empty: the whole body
    int minutes = 0;
    int pressure = 1;
    std::string phase;  ///< of the session plan, in words; empty where no plan gave it
    bool operator==(const ProposedStep&) const = default;
};

/// A technique for the marks it fits: middle of its minutes, as firm as all these places allow, at most the technique's
/// own. Nothing is proposed where a rule that protects speaks against it: see find_refusal().
[[nodiscard]] ProposedStep propose_step(const Technique& technique, const std::vector<StructureId>& structures,
                                        const CaseFacts& facts, const Knowledge& knowledge);

/// How firm all these places allow at most, and the rule that says so (empty where none does). What marks there say of
/// themselves is not in it: see MarkMatches::pressure_ceiling.
[[nodiscard]] Refusal find_lowest_ceiling(const std::vector<StructureId>& structures, const CaseFacts& facts,
                                          const Knowledge& knowledge);

/// A session plan fitted to this client and `minutes`: phases keep their share of the time, each has its best technique
/// that nothing speaks against, at the marks in its places. Phases of which nothing is left give their time to the others.
/// Empty where everything is stopped. The minutes add up to `minutes` less the check-in and the talk, which stay as they
/// are.
[[nodiscard]] std::vector<ProposedStep> propose_session(const SessionPlan& plan, int minutes, const CaseMatch& match,
                                                        const CaseFacts& facts, const Knowledge& knowledge);

/// When to come again, from the dose of the first condition that knows one, or of the plan.
struct NextVisit {
    std::chrono::sys_days from{};
    std::chrono::sys_days to{};
    std::string source;   ///< id of the condition or plan
    bool tested = false;  ///< in a trial; else a common range
    bool operator==(const NextVisit&) const = default;
};
[[nodiscard]] std::optional<NextVisit> propose_next_visit(std::chrono::sys_days today, const CaseFacts& facts,
                                                          const CaseMatch& match, const ClinicalCatalogue& clinical);

}  // namespace palpate
