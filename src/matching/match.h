#pragma once

#include "base/text.h"
#include "casebook/case_document.h"
#include "matching/clinical_catalogue.h"

#include <string>
#include <vector>

namespace palpate {

class Atlas;
class AnatomyCatalogue;

/// One named share of a score: what was looked at and how much it counted.
struct ScoreTerm {
    std::string name;
    double value = 0.0;
    bool operator==(const ScoreTerm&) const = default;
};

/// A technique that fits a mark, and why.
struct Match {
    TechniqueId technique;
    double score = 0.0;  ///< sum of the terms; only for ordering
    std::vector<ScoreTerm> terms;
    Text reason;                        ///< one line in plain words
    IntRange pressure;                  ///< the technique's, lowered to the ceiling of the mark
    IntRange minutes;
    std::vector<std::string> rules;     ///< ids of the rules that fired
    std::vector<std::string> cautions;  ///< contraindication ids to ask about
    Certainty certainty = Certainty::VeryLow;  ///< best certainty among its evidence

    bool operator==(const Match&) const = default;
};

/// A technique left out, with the rule that did it.
struct Exclusion {
    TechniqueId technique;
    std::string rule;
    Text reason;
    bool operator==(const Exclusion&) const = default;
};

struct MarkMatches {
    MarkId mark;
    StructureId structure;
    std::vector<std::string> mark_types;  ///< the clinical words the mark's kind and qualities stand for
    bool needs_screen = false;            ///< ask the safety questions first
    std::vector<Text> notices;            ///< rules to show above the list
    std::vector<Match> matches;           ///< best first
    std::vector<Exclusion> excluded;

    bool operator==(const MarkMatches&) const = default;
};

/// What fits each mark of a session. Pure; the order of marks does not change what each of them gets.
/// Cost: marks x techniques, well under a millisecond for 20 marks.
[[nodiscard]] std::vector<MarkMatches> match(const CaseDocument& document, const SessionId& session,
                                             const Atlas& atlas, const AnatomyCatalogue& anatomy,
                                             const ClinicalCatalogue& clinical);

/// What fits a structure in general (nothing marked): for looking before marking.
[[nodiscard]] std::vector<Match> match_structure(const Structure& structure, const AnatomyCatalogue& anatomy,
                                                 const ClinicalCatalogue& clinical);

}  // namespace palpate
