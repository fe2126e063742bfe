#include "matching/detail/sort_techniques.h"

#include <algorithm>
#include <utility>

namespace palpate::detail {

Sorting sort_techniques(const FitContext& context) {
    Sorting sorting;
    sorting.excluded.reserve(context.clinical.techniques().size());
    for (const Technique& technique : context.clinical.techniques()) {
        if (auto exclusion = find_exclusion(technique, context)) {
            sorting.excluded.push_back(std::move(*exclusion));
        } else {
            sorting.matches.push_back(make_match(technique, context));
        }
    }
    std::ranges::sort(sorting.matches, [](const Match& a, const Match& b) {
        return a.score != b.score ? a.score > b.score : a.technique < b.technique;
    });
    std::ranges::sort(sorting.excluded, {}, &Exclusion::technique);
    return sorting;
}

}  // namespace palpate::detail
