#pragma once

#include "clinical/case_facts.h"
#include "matching/case_match.h"
#include "matching/detail/body_extent.h"

#include <string>
#include <utility>
#include <vector>

namespace palpate::detail {

/// Where the client says it is.
struct HeldPlace {
    SaidPlace said;
    std::optional<SpotOnBody> spot;  ///< where this body has the spot that was pointed at
};

/// A rule that holds of the client, with its effects.
struct HeldRule {
    CaseRule rule;
    std::vector<Effect> effects;
    std::vector<HeldPlace> places;
};

/// All rules that hold, by stage and then in the order of the files.
struct CaseRules {
    std::vector<HeldRule> held;
    std::vector<std::string> contexts;  ///< what Technique::only_for may ask for
    std::vector<CalendarAdvice> calendar;
    std::vector<const Condition*> conditions;
    std::vector<std::size_t> questions;  ///< of MatchingRules::fit_rules, each as place in fit_questions()
    bool has_spots = false;              ///< a place is known to the millimetre: what asks must say where it is
};
[[nodiscard]] CaseRules gather_rules(const CaseFacts& facts, const Knowledge& knowledge);

/// What the held rules do at one place. Borrows them.
struct RulesHere {
    const HeldRule* stop = nullptr;            ///< the first that stops everything here
    std::vector<const HeldRule*> where_asked;  ///< hold somewhere, but nobody has said where
    std::vector<std::pair<const HeldRule*, const Effect*>> limits;
};
/// `extent` may stay unknown where the rules have no spots: then only the words for the place are asked.
[[nodiscard]] RulesHere rules_at(const Place& place, const BodyExtent& extent, const CaseRules& rules,
                                 const ClinicalCatalogue& clinical);

[[nodiscard]] std::vector<AvoidArea> avoid_areas(const CaseRules& rules);
/// Questions nobody has answered: those always asked, those of the places marked, of the conditions, the age and a
/// pregnancy. In the order CaseMatch::ask_first says.
[[nodiscard]] std::vector<OpenQuestion> open_questions(const CaseFacts& facts, const CaseRules& rules,
                                                       const std::vector<Place>& marked,
                                                       const ClinicalCatalogue& clinical);

}  // namespace palpate::detail
