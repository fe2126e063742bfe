#pragma once

#include "clinical/effect.h"
#include "clinical/review.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// "2 to 3", or "5 or more" without `max`.
struct DoseRange {
    double min = 0.0;
    std::optional<double> max;
};

/// How often and how long, and whether a trial tested it.
struct Dose {
    std::optional<DoseRange> sessions_per_week;
    std::optional<DoseRange> minutes;
    std::optional<DoseRange> weeks;
    std::string basis;  ///< trial, practice-opinion
    std::string extra;  ///< what the numbers leave out: "plus self-massage every day"; may be empty
    std::string note;
    std::vector<std::string> evidence;
};

/// A condition with its honest expectation; never a finding about anyone.
struct Condition {
    std::string id;
    std::string category;
    std::string name;
    std::string summary;
    std::vector<std::string> muscles;  ///< as said to people
    PlaceList places;                  ///< the same for the program
    std::vector<std::string> typical_mark_types;
    std::vector<std::string> preferred_techniques;  ///< the order is no ranking
    std::string avoid_or_modify;
    std::vector<Effect> effects;  ///< of avoid_or_modify, where it limits something
    Dose dose;
    std::string honest_expectation;
    std::string self_care;
    std::string referral;
    std::vector<std::string> red_flags;
    std::vector<std::string> contraindications;
    std::vector<std::string> outcome_measures;
    std::vector<std::string> claims;
    std::vector<std::string> evidence;
    Review review;
};

}  // namespace palpate
