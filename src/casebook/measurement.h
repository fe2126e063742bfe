#pragma once

#include "base/clock.h"
#include "casebook/mark.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using MeasurementId = StrongId<struct MeasurementIdTag>;

/// When in a session something was measured.
enum class MeasureMoment { Anytime, Before, After };
/// "anytime", "before", "after", as stored; texts: measure.moment.<name>.
[[nodiscard]] std::string_view name_of(MeasureMoment moment);
[[nodiscard]] std::optional<MeasureMoment> find_measure_moment(std::string_view name);
[[nodiscard]] const std::vector<MeasureMoment>& all_measure_moments();

// Every member has an initialiser, so that designated ones may name only what matters.

/// One value of an outcome measure, taken in a session: stress before, neck rotation to the left, hours of sleep.
/// Invariant: the measure is named; the value is a finite number; the sequence is not negative.
struct Measurement {
    MeasurementId id{};
    SessionId session{};
    std::string measure{};  ///< id of assets/clinical/outcome_measures.json
    /// Of what, where the measure alone does not say it: a movement and its side ("neck-rotation.left"), an activity in
    /// the client's words. One line, may be empty.
    std::string item{};
    MeasureMoment moment = MeasureMoment::Anytime;
    double value = 0.0;    ///< in the measure's unit
    bool passive = false;  ///< a movement done by the therapist
    std::string note{};    ///< up to 20,000 bytes
    Timestamp created{};
    std::int64_t sequence = 0;  ///< order of making, counted per client; apply(AddMeasurement) gives the next one for 0

    bool operator==(const Measurement&) const = default;
};

}  // namespace palpate
