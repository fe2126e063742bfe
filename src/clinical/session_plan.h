#pragma once

#include "clinical/condition.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// One part of a session.
struct PlanPhase {
    std::string name;
    int minutes = 0;
    std::vector<std::string> techniques;
    std::vector<std::string> areas;  ///< as said to people
    PlaceList places;                ///< the same for the program; empty: the whole body, or where it is needed
    int pressure_min = 0;
    int pressure_max = 0;  ///< 0: nothing is touched
    std::string note;
};

/// A session of 30, 60 or 90 minutes to begin from. Invariant: the phases add up to `total_minutes`.
struct SessionPlan {
    std::string id;
    std::string name;
    std::string aim;
    std::vector<std::string> conditions;
    int total_minutes = 0;
    Dose course;  ///< its `minutes` are the plan's
    std::vector<PlanPhase> phases;
    std::vector<std::string> home_plan;  ///< technique ids
    std::string evidence_grade;
    std::string review_or_stop;
    std::vector<std::string> claims;
    std::vector<std::string> evidence;
    Review review;
};

/// Advice for some days before or after an event; day 0 is the event's own.
struct EventStage {
    std::string id;
    std::string label;
    std::string rule;
    int days_from = 0;
    int days_to = 0;
    std::string on_the_day;            ///< before, between, after: the part of day 0 it holds in; empty = all of it
    std::optional<int> before_hard;    ///< a hard day within so many hours ..
    int before_hard_pressure_max = 5;  ///< .. lowers the ceiling to this
    std::vector<std::string> plans;
    std::vector<std::string> techniques;  ///< made for it
    int pressure_max = 5;
    std::vector<std::string> avoid;  ///< technique ids
    std::string basis;
    std::vector<std::string> evidence;
    Review review;
};

}  // namespace palpate
