#include "matching/detail/sort_techniques.h"

#include <algorithm>
#include <utility>

namespace palpate::detail {
namespace {

struct Fit {
    const CaseTechnique* asked = nullptr;
    double score = 0.0;
    std::vector<ScoreTerm> terms;
};

Fit score(const CaseTechnique& asked, const FitContext& context) {
    Fit fit{.asked = &asked, .terms = score_terms(asked, context)};
    for (const ScoreTerm& term : fit.terms) {
        fit.score += term.value;
    }
    return fit;
}

}  // namespace

Sorting sort_techniques(std::span<const CaseTechnique> asked, const FitContext& context) {
    Sorting sorting;
    std::vector<Fit> fits;
    fits.reserve(asked.size());
    sorting.excluded.reserve(asked.size());
    for (const CaseTechnique& one : asked) {
        if (auto exclusion = find_exclusion(one, context)) {
            sorting.excluded.push_back(std::move(*exclusion));
        } else {
            fits.push_back(score(one, context));
        }
    }
    // They stand in one array and by id there, so that of two addresses the lower one has the lower id.
    std::ranges::sort(
        fits, [](const Fit& a, const Fit& b) { return a.score != b.score ? a.score > b.score : a.asked < b.asked; });
    sorting.matches.reserve(fits.size());
    for (Fit& fit : fits) {
        sorting.matches.push_back(make_match(*fit.asked, context, std::move(fit.terms)));
    }
    return sorting;
}

}  // namespace palpate::detail
