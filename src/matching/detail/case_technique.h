#pragma once

#include "matching/detail/case_rules.h"

#include <vector>

namespace palpate::detail {

/// A technique as one case asks about it: what depends on the client and not on the place, worked out once for all
/// marks. Borrows the content and the rules.
struct CaseTechnique {
    const Technique* technique = nullptr;
    bool whole_person = false;               ///< works on no tissue: breathing, relaxation
    bool moves_a_joint = false;              ///< and nothing else
    bool context_known = true;               ///< something it is only for holds of the client, or it is for anyone
    const HeldRule* home_caution = nullptr;  ///< why nobody does it alone; null where nothing speaks
    double evidence_share = 0.0;
    double place_share = 0.0;
    double goal_share = 0.0;
    double named_cautions = 0.0;  ///< that hold of the client and count against it
    std::vector<const Condition*> preferred_by;
    std::vector<const Effect*> left_out_by;  ///< limits that name it or its family
};

/// O(rules that hold).
[[nodiscard]] CaseTechnique note_technique(const Technique& technique, const CaseRules& rules, const CaseFacts& facts);
/// All of the catalogue, by id. About 10 us.
[[nodiscard]] std::vector<CaseTechnique> note_techniques(const CaseRules& rules, const CaseFacts& facts,
                                                         const ClinicalCatalogue& clinical);

}  // namespace palpate::detail
