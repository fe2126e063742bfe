#pragma once

#include "anatomy/structure.h"
#include "anatomy/surface_anchor.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// A part of the body as people name it. Side::Mid means both sides, or a part that has none. With a spot only what lies
/// round it is meant; where a body has no such place, the whole part.
struct SaidPlace {
    std::string region;  ///< regions.json
    Side side = Side::Mid;
    std::optional<SurfaceAnchor> spot{};  ///< in that part, pointed at on the body
    bool operator==(const SaidPlace&) const = default;
};

/// Unsure counts as yes until someone has asked.
enum class Answer { No, Yes, Unsure };
[[nodiscard]] std::optional<Answer> find_answer(std::string_view name);  ///< "no", "yes", "unsure"
[[nodiscard]] std::string_view name_of(Answer answer);

/// What someone said to a question about their health, and where it is.
struct SafetyAnswer {
    Answer answer = Answer::No;
    std::vector<SaidPlace> places;
    bool operator==(const SafetyAnswer&) const = default;
};

struct CalendarEvent {
    std::chrono::sys_days date{};
    std::string part;  ///< of its day: before, between, after; empty where not said
    bool operator==(const CalendarEvent&) const = default;
};
struct TrainingCalendar {
    std::optional<std::chrono::sys_days> today;  ///< nothing of the calendar holds without it
    std::vector<CalendarEvent> events;
    std::vector<std::chrono::sys_days> hard_days;
    bool operator==(const TrainingCalendar&) const = default;
};

/// What is known of a client besides the marks, in ids of the clinical content. Nothing known: the default value.
struct CaseFacts {
    std::map<std::string, SafetyAnswer> answers;  ///< by id of a contraindication or a red flag
    std::vector<std::string> conditions;
    std::vector<std::string> medicines;  ///< taken, and allergies
    std::optional<int> pregnancy_week;
    std::string age_band;
    std::optional<int> pressure_wish;  ///< 1 .. 5: never more than this
    std::vector<SaidPlace> areas_to_avoid;
    std::vector<std::string> goals;   ///< most wanted first
    std::optional<int> minutes;       ///< of the session
    bool additional_training = true;  ///< of the therapist
    TrainingCalendar calendar;
    bool operator==(const CaseFacts&) const = default;
};

}  // namespace palpate
