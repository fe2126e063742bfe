#pragma once

#include "anatomy/structure.h"
#include "casebook/case_document.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

class AnatomyCatalogue;

/// Where a structure lies, in the words of the anatomy catalogue.
struct Place {
    std::string entry;   ///< muscles.json or bones.csv
    std::string group;   ///< groups.json; empty where unknown
    std::string area;    ///< the group's area; the group itself where it is one
    std::string region;  ///< regions.json, unsided
};
[[nodiscard]] Place place_of(const Structure& structure, const AnatomyCatalogue& anatomy);

/// Some places of the body, named by any of the four kinds of word.
struct PlaceList {
    std::vector<std::string> areas;
    std::vector<std::string> groups;
    std::vector<std::string> regions;
    std::vector<std::string> entries;

    [[nodiscard]] bool empty() const;
    [[nodiscard]] bool contains(const Place& place) const;
};

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

/// How much each term counts in the order of the list; never in what is left out.
struct ScoreWeights {
    double mark_type = 0.0;
    double focus = 0.0;
    double depth = 0.0;
    double acuity = 0.0;
    double evidence = 0.0;
    double place = 0.0;
    double scope = 0.0;
    double whole_session = 0.0;
    int whole_session_from_minutes = 0;
};

/// assets/clinical/matching_rules.json: our own reading of how marks and techniques meet.
struct MatchingRules {
    std::vector<MarkKind> default_kinds;       ///< their type counts only where no quality word names one
    std::vector<MarkKind> kinds_without_type;  ///< say nothing about the type by themselves
    std::vector<AcuityBand> acuity_bands;
    std::vector<TissueRule> tissue_rules;  ///< one for every pair of depth and layer
    ScoreWeights weights;
};

/// The band of a duration in days, from 0 on: "acute", "subacute" or "chronic".
[[nodiscard]] const std::string& find_acuity(const MatchingRules& rules, int duration_days);

}  // namespace palpate
