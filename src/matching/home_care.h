#pragma once

#include "casebook/plan_item.h"
#include "matching/case_match.h"

#include <span>
#include <string>
#include <vector>

namespace palpate {

class Translator;

/// How long and how often a step at home is done, a short sentence each, the first one the minutes: "About 4 minutes.",
/// "3 times, about 45 seconds each." Only what the content says: repeats are told where they are what a person counts
/// (holds, presses, swings), not those of an animation that goes to and fro. `minutes` are the plan item's, at least 1.
[[nodiscard]] std::vector<Text> home_dose(const Technique& technique, int minutes);

/// How many visits a course has: "2 to 3 visits a week, for 4 weeks". A course speaks of visits, never of what is done at
/// home. Empty where the content names no number a week.
[[nodiscard]] std::string course_words(const Dose& course, const Translator& words);

/// Where a step is done, from the client's own side, each place of the body once: "your right shoulder, on top; your left
/// and right low back"; "your whole body" where no structure is named. O(structures), each a look-up in the catalogue.
[[nodiscard]] std::string step_place_words(std::span<const StructureId> structures, const Knowledge& knowledge,
                                           const Translator& words);

/// True where a technique is for the whole person and for no place: breathing, letting go of one's muscles.
[[nodiscard]] bool is_for_whole_person(const Technique& technique);

/// When to see a doctor, in the content's words: of each condition the client has; where none says so, when the plan that
/// fits best is looked at anew or stopped. Each sentence once; empty where the content is silent.
[[nodiscard]] std::vector<std::string> when_to_see_a_doctor(const CaseFacts& facts, const CaseMatch& match,
                                                            const ClinicalCatalogue& clinical);

/// A step at home that may be handed out: no rule that protects speaks against it now, or the therapist chose it against
/// that very rule and said why. What was planned before the client said more is held back by this. O(structures x rules).
[[nodiscard]] bool may_be_done_at_home(const PlanItem& item, const CaseMatch& match, const CaseFacts& facts,
                                       const Knowledge& knowledge);

}  // namespace palpate
