#pragma once

#include "clinical/effect.h"
#include "clinical/review.h"

#include <string>
#include <vector>

namespace palpate {

/// A screening question and what a yes means.
struct Contraindication {
    std::string id;
    Stage severity = Stage::Caution;  ///< absolute, local or caution
    std::string category;
    std::string name;
    std::string screen_question;
    std::string why;
    std::string what_to_do;
    std::vector<std::string> body_regions;  ///< words of the source: calf, any, ..
    std::vector<Effect> effects;            ///< none where only what to do is said
    std::vector<std::string> evidence;
    Review review;
};

/// A warning question of one part of the body.
struct RedFlag {
    std::string id;
    std::string region;   ///< back, head, .., general
    std::string urgency;  ///< emergency, same-day, before-massage
    bool ask_always = false;
    PlaceList asked_at;  ///< else: where something is marked or planned here
    std::string question;
    std::string action;  ///< ready to show
    std::string possible_cause;
    std::vector<std::string> contraindications;  ///< related
    std::vector<Effect> effects;
    std::vector<std::string> evidence;
    Review review;
};

/// A place where pressure is limited.
struct EndangermentSite {
    std::string id;
    std::string name;
    std::string body_region;
    std::string structures;  ///< what lies there
    int pressure_max = 0;
    std::string rule;
    std::vector<std::string> avoid_techniques;
    PlaceList covers;  ///< the ceiling and the avoid list hold here
    PlaceList near;    ///< here the rule is shown
    bool verified = false;
    std::string verified_how;
    Review review;
};

}  // namespace palpate
