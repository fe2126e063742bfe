#pragma once

#include "matching/detail/mark_reading.h"
#include "matching/match.h"

#include <optional>
#include <string>
#include <string_view>

namespace palpate::detail {

/// The first rule that leaves the technique out. What protects people is asked before what merely does not suit.
[[nodiscard]] std::optional<Exclusion> find_exclusion(const Technique& technique, const MarkReading& reading);

/// The explained match of a technique that no rule left out.
[[nodiscard]] Match make_match(const Technique& technique, const MarkReading& reading,
                               const ClinicalCatalogue& clinical);

/// What the studies of the technique itself say, taken together.
struct EvidenceSummary {
    Certainty certainty = Certainty::VeryLow;
    std::string direction;  ///< empty when there are none
    std::string newest_id;
};
/// Best certainty among the intervention studies; where studies of that certainty disagree the direction is "mixed".
[[nodiscard]] EvidenceSummary summarise_evidence(const Technique& technique, const ClinicalCatalogue& clinical);

/// "+" -> "@match.direction.favours" ..
[[nodiscard]] std::string direction_key(std::string_view direction);

}  // namespace palpate::detail
