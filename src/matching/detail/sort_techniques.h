#pragma once

#include "matching/detail/technique_fit.h"

#include <vector>

namespace palpate::detail {

/// All techniques of the catalogue: those that fit, best first, and those left out, by id.
struct Sorting {
    std::vector<Match> matches;
    std::vector<Exclusion> excluded;
};
[[nodiscard]] Sorting sort_techniques(const FitContext& context);

}  // namespace palpate::detail
