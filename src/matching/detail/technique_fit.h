#pragma once

#include "matching/detail/case_rules.h"
#include "matching/detail/case_technique.h"
#include "matching/detail/mark_reading.h"
#include "matching/match.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// All that is asked about one place of one client. Borrows everything; `reading` has its ceiling lowered already.
struct FitContext {
    const MarkReading& reading;
    const CaseRules& rules;
    const RulesHere& here;
    const CaseFacts& facts;
    const ClinicalCatalogue& clinical;
};

/// Lowers the ceiling of the reading to what the rules here allow.
void lower_ceiling(MarkReading& reading, const RulesHere& here);

/// The first rule that leaves the technique out: stage by stage, in each the rules of the client before the questions of
/// matching_rules.json.
[[nodiscard]] std::optional<Exclusion> find_exclusion(const CaseTechnique& asked, const FitContext& context);

/// The same, but only the rules that protect people: everything before Stage::Fit.
[[nodiscard]] std::optional<Exclusion> find_protection(const CaseTechnique& asked, const FitContext& context);

/// What counts in the order of the list; the score is their sum.
[[nodiscard]] std::vector<ScoreTerm> score_terms(const CaseTechnique& asked, const FitContext& context);

/// The explained match of a technique that no rule left out, with its score_terms().
[[nodiscard]] Match make_match(const CaseTechnique& asked, const FitContext& context, std::vector<ScoreTerm> terms);

/// "+" -> "@match.direction.favours" ..
[[nodiscard]] std::string direction_key(std::string_view direction);

}  // namespace palpate::detail
