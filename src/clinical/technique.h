#pragma once

#include "base/shared_list.h"
#include "casebook/mark.h"
#include "clinical/effect.h"
#include "clinical/evidence.h"

#include <cstdint>
#include <string>
#include <vector>

namespace palpate {

/// Pressure 1 skin contact .. 5 strong; minutes; inclusive.
struct IntRange {
    int min = 0;
    int max = 0;
    bool operator==(const IntRange&) const = default;
};

/// How the strokes of a technique move: a design suggestion, not research.
struct StrokeFigure {
    std::string path;     ///< line, circle, press, ..
    std::string contact;  ///< palm, fingertips, .., none
    double speed_cm_s = 0.0;
    double hold_s = 0.0;
    int repeats = 1;
};

/// One way of working on tissue: assets/clinical/techniques.json, words from assets/clinical/text/<language>/.
struct Technique {
    TechniqueId id;
    std::string name;
    std::string family;
    std::string scope;  ///< core, additional-training, self-care
    std::string what_it_is;
    std::string client_explanation;
    std::string may_feel;       ///< what the client may notice, and when to speak up
    std::string evidence_note;  ///< mostly empty: what to say where research is silent
    std::vector<std::string> goals;
    std::vector<std::string> suits_tissue_depth;  ///< skin, superficial, deep, joint, none
    std::vector<std::string> suits_mark_types;    ///< tension, ache, .. (see MarkTypeRule)
    std::vector<std::string> suits_acuity;        ///< acute, subacute, chronic
    IntRange pressure;
    IntRange minutes;
    std::string stroke_direction;  ///< along, across, circular, static, toward-heart
    StrokeFigure strokes;
    std::vector<std::string> steps;
    SharedList<std::string> cautions;   ///< contraindication ids; every match repeats them
    std::vector<std::string> evidence;  ///< evidence ids
    EvidenceSummary studies;            ///< of the technique itself, worked out on loading
    std::uint64_t suited_types =
        0;  ///< suits_mark_types, a bit for the place of each in the list of mark types; likewise
    bool self_care = false;
    PlaceList only_at;  ///< where it is done; empty = anywhere
    PlaceList not_at;   ///< where it is not done
    /// "pregnancy", or ids of stages before and after an event: one needs to hold of the client; empty = anyone.
    std::vector<std::string> only_for;
    Review review;
};

/// The ceiling a kind of mark puts on pressure, and whether questions come first.
struct MarkTypeRule {
    std::string mark_type;
    std::string name;
    int pressure_max = 5;
    bool needs_screen = false;
    std::string rule;
    std::vector<MarkKind> kinds;         ///< kinds of mark that stand for it
    std::vector<std::string> qualities;  ///< quality words that stand for it
    Review review;
};

}  // namespace palpate
