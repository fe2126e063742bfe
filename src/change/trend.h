#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"
#include "change/judgement.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

inline constexpr std::size_t k_least_sessions_of_a_trend = 3;

enum class TrendName { Improving, Steady, Worsening, UpAndDown };
/// "improving", ..
[[nodiscard]] std::string_view name_of(TrendName name);

/// What a row of ratings comes to.
struct TrendVerdict {
    std::optional<TrendName> name{};  ///< open with fewer values than a trend needs, or where it started too low
    std::size_t values = 0;
    double lowest = 0.0;
    double highest = 0.0;
    std::optional<Judgement>
        thirds{};  ///< mean of the first third against that of the last; open as the name is for few

    bool operator==(const TrendVerdict&) const = default;
};

/// Names the trend of ratings in the order of their sessions, gaps left out. The rule: the mean of the first third of
/// the values is judged against that of the last third (a third is the count divided by 3, rounded down) like any two
/// ratings: better is improving, worse worsening, no change steady. It is "up and down" where it swung the other way by
/// as much as it changed on the whole, or both ways where it did not change; a swing is a difference from one session
/// to a later one that reaches the points and, of its higher value, the percentage of a clear change. Thirds and not a
/// fitted slope: visits are few and unevenly spaced, the two means are numbers one can show beside the verdict, and it
/// is the same judgement as between two sessions, so nothing reads as improving that is not worth naming. O(values).
[[nodiscard]] TrendVerdict name_trend(std::span<const double> ratings, const ChangeRule& rule);

/// Of the places that hurt at a session.
struct RatingSpread {
    double highest = 0.0;
    double mean = 0.0;

    bool operator==(const RatingSpread&) const = default;
};

/// One session's values; what nobody said is open and makes a gap in the line, never a zero.
struct TrendPoint {
    SessionId session{};
    std::string date{};           ///< ISO
    std::optional<int> places{};  ///< marked above 0
    std::optional<RatingSpread> now{};
    std::optional<RatingSpread> usual{};
    std::optional<RatingSpread> worst{};

    bool operator==(const TrendPoint&) const = default;
};

/// A place's, or the whole body's, over a range of sessions. One point for each session.
struct Trend {
    std::optional<BodyPlace> place{};  ///< none: the whole body
    MarkId latest{};                   ///< the newest mark of the place, for its words
    std::vector<TrendPoint> points{};
    TrendVerdict verdict{};  ///< of the highest "now"

    bool operator==(const Trend&) const = default;
};

/// Values come from the author's confirmed marks. At a place marked several times in one session each of its marks is a
/// value; for the whole body each place is, with its strongest mark, and places marked with 0 do not dilute the mean. A
/// session said to be without pain makes "now" 0 for the client, and says nothing of "usual" and "worst". The verdict
/// is of the highest and not of the mean: a mean rises when the lesser places heal first. O(marks of the document).
[[nodiscard]] Trend trend_of_body(const CaseDocument& document, std::span<const Session> sessions, Author author,
                                  const ChangeBasis& basis);

/// One for each place the author marked in these sessions, the highest "now" first, then by the place's id.
/// O(marks of the document + places * sessions).
[[nodiscard]] std::vector<Trend> trends_of_places(const CaseDocument& document, std::span<const Session> sessions,
                                                  Author author, const ChangeBasis& basis);

}  // namespace palpate
