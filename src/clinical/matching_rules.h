#pragma once

#include "casebook/mark.h"
#include "clinical/effect.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// A span of time since it began: the first band whose `below_days` is not reached counts.
struct AcuityBand {
    std::string id;                 ///< acute, subacute, chronic
    std::optional<int> below_days;  ///< none for the last
};

/// Which tissue a mark of one depth on a structure of one layer speaks of, likeliest first.
struct TissueRule {
    Depth depth = Depth::Muscle;
    std::vector<Layer> layers;
    std::vector<std::string> tissue;
};

/// One question asked of every technique, in the order of the file.
struct FitRule {
    std::string id;    ///< begins the name of the rule that left a technique out: "acuity:acute"
    std::string asks;  ///< which of the questions matching knows: k_fit_questions
    Stage stage = Stage::Fit;
};
/// What FitRule::asks may be; matching/detail/technique_fit.cpp answers them.
[[nodiscard]] const std::vector<std::string>& fit_questions();

/// How much each term counts in the order of the list; never in what is left out.
struct ScoreWeights {
    double mark_type = 0.0;
    double focus = 0.0;
    double depth = 0.0;
    double acuity = 0.0;
    double evidence = 0.0;
    double place = 0.0;
    double scope = 0.0;
    double condition = 0.0;
    double goal = 0.0;
    double made_for = 0.0;  ///< for what is only done in a state the client is in: a pregnancy, days round an event
    double caution = 0.0;   ///< for each contraindication of the client that the technique names
    double whole_session = 0.0;
    int whole_session_from_minutes = 0;
};

/// assets/clinical/matching_rules.json: our own reading of how marks and techniques meet.
struct MatchingRules {
    std::vector<MarkKind> default_kinds;       ///< their type counts only where no quality word names one
    std::vector<MarkKind> kinds_without_type;  ///< say nothing about the type by themselves
    std::vector<AcuityBand> acuity_bands;
    std::vector<TissueRule> tissue_rules;  ///< one for every pair of depth and layer
    std::vector<FitRule> fit_rules;        ///< what protects before what merely does not suit
    int wish_radius_mm = 0;                ///< round a spot that the client wants left alone
    ScoreWeights weights;
};

/// The band of a duration in days, from 0 on: "acute", "subacute" or "chronic".
[[nodiscard]] const std::string& find_acuity(const MatchingRules& rules, int duration_days);

}  // namespace palpate
