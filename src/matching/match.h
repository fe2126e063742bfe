#pragma once

#include "base/shared_list.h"
#include "base/text.h"
#include "casebook/case_document.h"
#include "clinical/clinical_catalogue.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class Atlas;
class AnatomyCatalogue;

/// One named share of a score: what was looked at and how much it counted.
struct ScoreTerm {
    std::string_view name;  ///< one of a fixed few: lives as long as the program
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
    SharedList<std::string> cautions;          ///< contraindication ids to ask about
    Certainty certainty = Certainty::VeryLow;  ///< best certainty among the studies of the technique itself
    std::string direction;    ///< what those studies found: "+", "0", "-", "mixed"; empty = no study of its own
    std::string evidence_id;  ///< the newest of them; empty = no study of its own

    bool operator==(const Match&) const = default;
};

/// A technique left out, with the rule that did it.
struct Exclusion {
    TechniqueId technique;
    Stage stage = Stage::Fit;
    std::string rule;
    Text reason;
    bool operator==(const Exclusion&) const = default;
};

struct MarkMatches {
    MarkId mark;
    StructureId structure;
    StructureId place;                    ///< whose place counted: the structure, or what lies under a mark on the skin
    std::string group;                    ///< groups.json; empty where nobody knows the place
    std::vector<std::string> mark_types;  ///< the clinical words the mark's kind and qualities stand for
    std::string acuity;                   ///< acute, subacute, chronic; empty where nobody said since when
    std::string stopped_by;               ///< the rule because of which nothing is done here; empty where none is
    int pressure_ceiling = 5;             ///< lowest of all limits that hold here
    std::string ceiling_rule;             ///< the one that set it; empty where none did
    bool needs_screen = false;            ///< ask the safety questions first
    std::vector<std::string> sites;       ///< endangerment sites whose limits hold here
    std::vector<Text> notices;            ///< rules to show above the list
    std::vector<Match> matches;           ///< best first; equal scores by id
    std::vector<Exclusion> excluded;      ///< by id
    /// Muscles (muscles.json) whose pain is known to be felt here: worth palpating, never a cause. Farther ones first.
    std::vector<std::string> worth_palpating;

    bool operator==(const MarkMatches&) const = default;
};

/// The evidence chip of a match, with its direction said honestly: "Low certainty, for and against (2019)".
[[nodiscard]] Text evidence_words(const Match& match, const ClinicalCatalogue& clinical);
/// The same of a technique.
[[nodiscard]] Text evidence_words(const Technique& technique, const ClinicalCatalogue& clinical);

}  // namespace palpate
