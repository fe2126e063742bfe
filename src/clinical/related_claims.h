#pragma once

#include "clinical/clinical_catalogue.h"

#include <vector>

namespace palpate {

/// Claims that speak about a technique: those that rest on the same publications, most of them first and, of the same
/// number, in the order of the file. Where research has looked at no such thing: what is said of the technique's goals.
/// Borrows the catalogue. O(claims x publications).
[[nodiscard]] std::vector<const Claim*> claims_about(const Technique& technique, const ClinicalCatalogue& clinical);

/// One card of what a client may come for: a goal, or what concerns massage as a whole.
struct BenefitCard {
    std::string benefit;                        ///< as Claim::benefit: "pain-relief", .., "planning", "safety"
    const Goal* goal = nullptr;                 ///< null for what nobody comes for
    int rank = 0;                               ///< of the client's goals from 1; 0: none of them
    const Claim* claim = nullptr;               ///< the one that speaks of the benefit itself; never null
    std::vector<const Claim*> other_claims;     ///< in the order of the file
    const BenefitTracking* tracking = nullptr;  ///< null: nothing tracks it
};
/// The client's goals first, in their order, then the rest of the five benefits in theirs, then all others: every claim
/// stands on one card. `goals` are ids, most wanted first; ids nobody knows are passed over. Borrows the catalogue.
[[nodiscard]] std::vector<BenefitCard> benefit_cards(const std::vector<std::string>& goals,
                                                     const ClinicalCatalogue& clinical);

}  // namespace palpate
