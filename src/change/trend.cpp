#include "change/trend.h"

#include "change/detail/session_marks.h"

#include <algorithm>
#include <map>

namespace palpate {
namespace {

using detail::PlacedMark;
using detail::SaidMarks;
using Rating = std::optional<int> (*)(const Mark&);

std::optional<int> now_of(const Mark& mark) { return mark.now; }
std::optional<int> usual_of(const Mark& mark) { return mark.usual; }
std::optional<int> worst_of(const Mark& mark) { return mark.worst; }

std::vector<int> ratings_of(const std::vector<const Mark*>& marks, Rating rating) {
    std::vector<int> values;
    for (const Mark* mark : marks) {
        if (const auto value = rating(*mark)) {
            values.push_back(*value);
        }
    }
    return values;
}

/// The highest of each place's marks.
std::vector<int> ratings_by_place(const std::vector<PlacedMark>& marks, Rating rating) {
    std::map<std::string_view, int> by_place;
    for (const PlacedMark& placed : marks) {
        if (const auto value = rating(*placed.mark)) {
            int& highest = by_place.emplace(placed.place.id, *value).first->second;
            highest = std::max(highest, *value);
        }
    }
    std::vector<int> values;
    for (const auto& [place, value] : by_place) {
        values.push_back(value);
    }
    return values;
}

/// Open where nothing was said. Zeros only count where there is nothing else.
std::optional<RatingSpread> spread_of(std::vector<int> values) {
    if (values.empty()) {
        return std::nullopt;
    }
    std::erase(values, 0);
    if (values.empty()) {
        return RatingSpread{};
    }
    double sum = 0.0;
    for (const int value : values) {
        sum += value;
    }
    return RatingSpread{.highest = static_cast<double>(std::ranges::max(values)),
                        .mean = sum / static_cast<double>(values.size())};
}

int count_above_zero(const std::vector<int>& values) {
    return static_cast<int>(std::ranges::count_if(values, [](int value) { return value > 0; }));
}

TrendPoint empty_point(const SaidMarks& said) {
    TrendPoint point{.session = said.session->id, .date = said.session->date};
    if (said.no_pain) {
        point.places = 0;
        point.now = RatingSpread{};
    }
    return point;
}

TrendPoint body_point(const SaidMarks& said) {
    TrendPoint point = empty_point(said);
    if (said.marks.empty()) {
        return point;
    }
    const std::vector<int> now = ratings_by_place(said.marks, now_of);
    point.places = count_above_zero(now);
    point.now = spread_of(now);
    point.usual = spread_of(ratings_by_place(said.marks, usual_of));
    point.worst = spread_of(ratings_by_place(said.marks, worst_of));
    return point;
}

TrendPoint place_point(const SaidMarks& said, const std::vector<const Mark*>& marks) {
    TrendPoint point = empty_point(said);
    if (marks.empty()) {
        return point;
    }
    const std::vector<int> now = ratings_of(marks, now_of);
    point.places = count_above_zero(now) > 0 ? 1 : 0;
    point.now = spread_of(now);
    point.usual = spread_of(ratings_of(marks, usual_of));
    point.worst = spread_of(ratings_of(marks, worst_of));
    return point;
}

TrendVerdict verdict_of(const std::vector<TrendPoint>& points, const ChangeRule& rule) {
    std::vector<double> highest;
    for (const TrendPoint& point : points) {
        if (point.now) {
            highest.push_back(point.now->highest);
        }
    }
    return name_trend(highest, rule);
}

/// A place's marks, session by session; empty lists where it was not marked.
struct PlaceMarks {
    BodyPlace place;
    MarkId latest;
    std::vector<std::vector<const Mark*>> by_session;
};

std::map<std::string, PlaceMarks> gather_places(const std::vector<SaidMarks>& said) {
    std::map<std::string, PlaceMarks> places;
    for (std::size_t i = 0; i < said.size(); ++i) {
        for (const PlacedMark& placed : said[i].marks) {
            PlaceMarks& one = places[placed.place.id];
            one.by_session.resize(said.size());
            if (one.by_session[i].empty()) {  // the strongest of the session, which later sessions replace
                one.place = placed.place;
                one.latest = placed.mark->id;
            }
            one.by_session[i].push_back(placed.mark);
        }
    }
    return places;
}

bool comes_first(const Trend& one, const Trend& other) {
    return one.verdict.highest != other.verdict.highest ? one.verdict.highest > other.verdict.highest
                                                        : one.place->id < other.place->id;
}

}  // namespace

Trend trend_of_body(const CaseDocument& document, std::span<const Session> sessions, Author author,
                    const ChangeBasis& basis) {
    Trend trend;
    for (const SaidMarks& said : detail::said_in(document, sessions, author, basis.places)) {
        trend.points.push_back(body_point(said));
    }
    trend.verdict = verdict_of(trend.points, basis.rule);
    return trend;
}

std::vector<Trend> trends_of_places(const CaseDocument& document, std::span<const Session> sessions, Author author,
                                    const ChangeBasis& basis) {
    const std::vector<SaidMarks> said = detail::said_in(document, sessions, author, basis.places);
    std::vector<Trend> trends;
    for (auto& [id, marks] : gather_places(said)) {
        Trend trend{.place = marks.place, .latest = marks.latest};
        for (std::size_t i = 0; i < said.size(); ++i) {
            trend.points.push_back(place_point(said[i], marks.by_session[i]));
        }
        trend.verdict = verdict_of(trend.points, basis.rule);
        trends.push_back(std::move(trend));
    }
    std::ranges::sort(trends, comes_first);
    return trends;
}

}  // namespace palpate
