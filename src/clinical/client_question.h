#pragma once

#include "clinical/place.h"
#include "clinical/review.h"

#include <string>
#include <vector>

namespace palpate {

/// A medicine or an allergy asked after with yes or no: a yes means its contraindications hold.
struct ClientQuestion {
    std::string id;
    std::string name;
    std::string question;
    std::vector<std::string> contraindications;
    Review review;
};

/// An age, as far as it matters.
struct AgeBand {
    std::string id;
    std::string name;
    std::vector<std::string> contraindications;  ///< hold
    std::vector<std::string> ask;                ///< contraindications to ask about
    Review review;
};

/// Weeks of a pregnancy that can be said, and what they mean.
struct PregnancyRule {
    int week_min = 1;
    int week_max = 42;
    std::vector<std::string> contraindications;  ///< hold
    std::vector<std::string> ask;
};

/// What someone may come for.
struct Goal {
    std::string id;
    std::string name;
    std::vector<std::string> claims;  ///< what research says of it
    Review review;
};

/// An arm or a leg, for rules that speak of the whole of it.
struct Limb {
    std::string id;
    PlaceList places;
};

/// assets/clinical/client_facts.json.
struct ClientQuestions {
    std::vector<ClientQuestion> medicines;
    std::vector<ClientQuestion> allergies;
    std::vector<AgeBand> age_bands;
    PregnancyRule pregnancy;
    std::vector<Goal> goals;
    std::vector<Limb> limbs;
    std::vector<int> session_minutes;
};

}  // namespace palpate
