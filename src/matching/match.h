#pragma once

#include "base/text.h"
#include "casebook/case_document.h"
#include "matching/clinical_catalogue.h"

#include <optional>
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
    Text reason;        ///< one line in plain words
    IntRange pressure;  ///< the technique's, lowered to the ceiling of the mark
    IntRange minutes;
    std::vector<std::string> rules;            ///< ids of the rules that fired
    std::vector<std::string> cautions;         ///< contraindication ids to ask about
    Certainty certainty = Certainty::VeryLow;  ///< best certainty among the studies of the technique itself
    std::string direction;    ///< what those studies found: "+", "0", "-", "mixed"; empty = no study of its own
    std::string evidence_id;  ///< the newest of them; empty = no study of its own

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
    StructureId place;                    ///< whose place counted: the structure, or what lies under a mark on the skin
    std::vector<std::string> mark_types;  ///< the clinical words the mark's kind and qualities stand for
    std::string acuity;                   ///< acute, subacute, chronic; empty where nobody said since when
    int pressure_ceiling = 5;             ///< lowest of the mark types' and the places' limits
    bool needs_screen = false;            ///< ask the safety questions first
    std::vector<std::string> sites;       ///< endangerment sites whose limits hold here
    std::vector<Text> notices;            ///< rules to show above the list
    std::vector<Match> matches;           ///< best first; equal scores by id
    std::vector<Exclusion> excluded;      ///< by id

    bool operator==(const MarkMatches&) const = default;
};

/// What fits each mark of a session, in the order of the marks. Pure; the order of marks does not change what each of
/// them gets. What must not be done is left out first and never outweighed by a score. A mark whose structure the atlas
/// lacks is matched by the catalogue's words for it. Throws Error NotFound for a session that is not in the document.
/// Cost: marks x techniques, about a millisecond for 20 marks; a mark on the skin costs a pass over the atlas's
/// vertices besides.
[[nodiscard]] std::vector<MarkMatches> match(const CaseDocument& document, const SessionId& session, const Atlas& atlas,
                                             const AnatomyCatalogue& anatomy, const ClinicalCatalogue& clinical);

/// What fits a structure in general (nothing marked): for looking before marking. Same order and same limits of place.
[[nodiscard]] std::vector<Match> match_structure(const Structure& structure, const AnatomyCatalogue& anatomy,
                                                 const ClinicalCatalogue& clinical);

/// The evidence chip of a match, with its direction said honestly: "Low certainty, for and against (2019)".
[[nodiscard]] Text evidence_words(const Match& match, const ClinicalCatalogue& clinical);

}  // namespace palpate
