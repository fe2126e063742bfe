#include "clinical/matching_rules.h"

#include "base/error.h"

#include <algorithm>

namespace palpate {

const std::vector<std::string>& fit_questions() {
    static const std::vector<std::string> questions{"information-only",
                                                    "site-avoids-technique",
                                                    "screened-type-suits",
                                                    "pressure-below-ceiling",
                                                    "self-care-without-caution",
                                                    "scope-covers",
                                                    "context-known",
                                                    "type-suits",
                                                    "acuity-suits",
                                                    "depth-reached",
                                                    "done-here",
                                                    "fits-the-time"};
    return questions;
}

const std::string& find_acuity(const MatchingRules& rules, int duration_days) {
    const auto band = std::ranges::find_if(
        rules.acuity_bands, [&](const AcuityBand& b) { return !b.below_days || duration_days < *b.below_days; });
    PALPATE_ASSERT(band != rules.acuity_bands.end());
    return band->id;
}

}  // namespace palpate
