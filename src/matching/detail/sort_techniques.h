#pragma once

#include "matching/detail/technique_fit.h"

#include <span>
#include <vector>

namespace palpate::detail {

/// All techniques of a case: those that fit, best first and equal ones by id, and those left out, by id.
struct Sorting {
    std::vector<Match> matches;
    std::vector<Exclusion> excluded;
};
/// `asked` by id, as note_techniques() gives them.
[[nodiscard]] Sorting sort_techniques(std::span<const CaseTechnique> asked, const FitContext& context);

}  // namespace palpate::detail
