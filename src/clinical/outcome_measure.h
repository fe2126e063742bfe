#pragma once

#include "clinical/review.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// What counts as change in a measure.
struct MeaningfulChange {
    std::optional<double> value;
    std::string unit;
    std::optional<double> relative_percent;
    std::optional<double> single_item;  ///< of one item, where `value` is of the average of several
    std::string label;
    std::string caveat;
    std::vector<std::string> evidence;
};

/// Something to record again and again.
struct OutcomeMeasure {
    std::string id;
    std::string name;
    std::string type;
    std::string unit;
    std::optional<double> min;
    std::optional<double> max;
    std::string better;  ///< lower, higher, ..
    std::vector<std::string> benefits_tracked;
    std::string licence_status;
    std::string licence_note;
    std::string how_to_record;
    std::string suggested_frequency;
    std::string notes;
    MeaningfulChange change;
    std::vector<std::string> evidence;
    Review review;
};

/// How far a joint usually moves.
struct RangeNorm {
    std::string id;
    std::string joint;
    std::string movement;
    std::string how_to_measure;
    std::string mode;  ///< active, passive
    double typical_deg = 0.0;
    std::string source;
    std::vector<std::string> evidence;
    bool verified = false;
    std::string verified_how;
    Review review;
};

/// The smallest change in a measure that people notice, in some group of people.
struct ChangeThreshold {
    std::string id;
    std::string measure;  ///< empty where the product has no such measure
    std::string value;
    std::vector<std::string> evidence;
    bool verified = false;
    Review review;
};

/// Which measures track a benefit.
struct BenefitTracking {
    std::string benefit;
    std::vector<std::string> primary;
    std::vector<std::string> support;
    std::string honest_note;  ///< mostly empty
};

}  // namespace palpate
