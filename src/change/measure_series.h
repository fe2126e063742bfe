#pragma once

#include "casebook/case_document.h"
#include "clinical/outcome_measure.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// What was measured of one thing at one session; open where it was not.
struct MeasuredPoint {
    SessionId session{};
    std::string date{};  ///< ISO
    std::optional<double> before{};
    std::optional<double> anytime{};
    std::optional<double> after{};

    /// The value to hold against other sessions': as the client came, before, else at any time, else after.
    [[nodiscard]] std::optional<double> at_arrival() const { return before ? before : (anytime ? anytime : after); }
    [[nodiscard]] bool empty() const { return !at_arrival().has_value(); }
    bool operator==(const MeasuredPoint&) const = default;
};

/// The values of one thing over sessions: of a measure, and of one movement or activity where it has several.
struct MeasureSeries {
    std::string measure{};
    std::string item{};                   ///< Measurement::item
    bool passive = false;                 ///< a movement done by the therapist: never mixed with one's own
    std::vector<MeasuredPoint> points{};  ///< one for each session, in their order

    [[nodiscard]] const MeasuredPoint* first() const;  ///< with a value; nullptr where there is none
    [[nodiscard]] const MeasuredPoint* latest() const;
    [[nodiscard]] std::size_t values() const;  ///< sessions with one
    bool operator==(const MeasureSeries&) const = default;
};

/// All that was measured in these sessions, in the order in which each was first measured; of several values of one moment
/// the one taken last counts. O(measurements of the document, log of the series each).
[[nodiscard]] std::vector<MeasureSeries> measure_series(const CaseDocument& document,
                                                        std::span<const Session> sessions);
/// The mean of those of several series that can be held against each other over time, for each session in which all of these
/// have a value: of the latest session's those which the earliest session shares that shares two or more. Without points
/// where no session has two. A series that came later is left out, since the mean would else change where nothing did.
[[nodiscard]] MeasureSeries mean_of(std::span<const MeasureSeries> series);

/// "rom-neck-rotation.left": the movement and the side.
struct MeasuredMovement {
    std::string movement{};  ///< RangeNorm::id
    Side side = Side::Mid;
    bool operator==(const MeasuredMovement&) const = default;
};
/// nullopt for free words.
[[nodiscard]] std::optional<MeasuredMovement> find_movement(std::string_view item);

enum class MeasureVerdict { Better, Worse, NoChange, NotJudged };
/// "better", ..
[[nodiscard]] std::string_view name_of(MeasureVerdict verdict);

/// What a change of a measure's value is called, by the measure's own rule: its meaningful change, in points and, where it
/// has one, in percent. Not judged where the content names no such number in the measure's unit, where neither more nor less
/// is better, or where a rule in percent would start from less than ChangeRule::least_baseline. `is_average`: a rule for an
/// average holds of averages alone; one item of several has its own number.
[[nodiscard]] MeasureVerdict judge_measure(const OutcomeMeasure& measure, double from, double to,
                                           bool is_average = false);

}  // namespace palpate
