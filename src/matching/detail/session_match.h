#pragma once

#include "matching/case_match.h"
#include "matching/detail/case_rules.h"
#include "matching/detail/case_technique.h"

#include <span>
#include <vector>

namespace palpate::detail {

/// The techniques that fit at least one of the marks, best for all of them first. `matches` and `marks` go together.
[[nodiscard]] std::vector<SessionMatch> match_together(std::span<const MarkMatches* const> matches,
                                                       std::span<const Mark* const> marks,
                                                       const ClinicalCatalogue& clinical);
/// What the client can do alone: of `result.session`, and what the fitting plans give to take home. What a rule about the
/// whole person speaks against is not among it. Given to take home comes first.
[[nodiscard]] std::vector<SessionMatch> match_home(const CaseMatch& result, const CaseFacts& facts,
                                                   const CaseRules& rules, std::span<const CaseTechnique> techniques,
                                                   const ClinicalCatalogue& clinical);
/// The same for the marks of each muscle group.
[[nodiscard]] std::vector<GroupMatches> match_groups(std::span<const MarkMatches* const> matches,
                                                     std::span<const Mark* const> marks,
                                                     const ClinicalCatalogue& clinical);

}  // namespace palpate::detail
