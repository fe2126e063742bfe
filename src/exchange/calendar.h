#pragma once

#include "base/clock.h"
#include "casebook/case_document.h"

#include <optional>
#include <string>

namespace palpate {

class Translator;

/// When visits begin, as far as a record knows: it keeps days.
struct CalendarOrder {
    std::string today{};                 ///< ISO; visits from this day on are written
    std::optional<int> start_minutes{};  ///< of the day, local time; none: events of a whole day
    Timestamp now{};
};

/// The visits to come as iCalendar (RFC 5545), one event each, CLASS:PRIVATE, without a word about health and without a
/// name: "Appointment (1001)". A visit without a planned length takes an hour. No events: no visits to come.
[[nodiscard]] std::string write_calendar(const CaseDocument& document, const CalendarOrder& order,
                                         const Translator& words);

/// How many visits that would be.
[[nodiscard]] std::size_t count_visits_to_come(const CaseDocument& document, const std::string& today);

/// "09:30" as minutes of the day; nullopt for anything else.
[[nodiscard]] std::optional<int> find_time_of_day(std::string_view text);

}  // namespace palpate
