#include "change/measure_series.h"

#include "change/judgement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace palpate {
namespace {

std::optional<double>& value_of(MeasuredPoint& point, MeasureMoment moment) {
    switch (moment) {
        case MeasureMoment::Before: return point.before;
        case MeasureMoment::After: return point.after;
        default: return point.anytime;
    }
}

using SeriesList = std::vector<const MeasureSeries*>;

constexpr std::size_t k_fewest_averaged = 2;

/// Of `among` those with a value at that session.
SeriesList taken_at(std::size_t session, const SeriesList& among) {
    SeriesList taken;
    std::ranges::copy_if(among, std::back_inserter(taken),
                         [&](const MeasureSeries* one) { return !one->points[session].empty(); });
    return taken;
}

/// What can be averaged over time: the series that the latest session with several of them and the earliest one that shares
/// several with it both have. What came or went between would make the mean jump without any of its values changing. Empty
/// where no session has several.
SeriesList comparable_series(std::span<const MeasureSeries> series) {
    SeriesList all;
    std::ranges::transform(series, std::back_inserter(all), [](const MeasureSeries& one) { return &one; });
    SeriesList latest;
    for (std::size_t session = series.empty() ? 0 : series.front().points.size();
         session > 0 && latest.size() < k_fewest_averaged; --session) {
        latest = taken_at(session - 1, all);
    }
    for (std::size_t session = 0; latest.size() >= k_fewest_averaged; ++session) {
        if (SeriesList shared = taken_at(session, latest); shared.size() >= k_fewest_averaged) {
            return shared;  // at the latest there itself
        }
    }
    return {};
}

}  // namespace

const MeasuredPoint* MeasureSeries::first() const {
    const auto found = std::ranges::find_if(points, [](const MeasuredPoint& point) { return !point.empty(); });
    return found == points.end() ? nullptr : &*found;
}

const MeasuredPoint* MeasureSeries::latest() const {
    const auto found =
        std::find_if(points.rbegin(), points.rend(), [](const MeasuredPoint& point) { return !point.empty(); });
    return found == points.rend() ? nullptr : &*found;
}

std::size_t MeasureSeries::values() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(points, [](const MeasuredPoint& point) { return !point.empty(); }));
}

std::vector<MeasureSeries> measure_series(const CaseDocument& document, std::span<const Session> sessions) {
    std::unordered_map<SessionId, std::size_t> index;
    std::vector<MeasuredPoint> empty;
    for (const Session& session : sessions) {
        index.emplace(session.id, empty.size());
        empty.push_back({.session = session.id, .date = session.date});
    }
    std::vector<MeasureSeries> all;
    for (const Measurement& taken : document.measurements) {
        const auto session = index.find(taken.session);
        if (session == index.end()) {
            continue;
        }
        auto series = std::ranges::find_if(all, [&](const MeasureSeries& one) {
            return std::tie(one.measure, one.item, one.passive) == std::tie(taken.measure, taken.item, taken.passive);
        });
        if (series == all.end()) {
            all.push_back({.measure = taken.measure, .item = taken.item, .passive = taken.passive, .points = empty});
            series = std::prev(all.end());
        }
        value_of(series->points[session->second], taken.moment) = taken.value;
    }
    return all;
}

MeasureSeries mean_of(std::span<const MeasureSeries> series) {
    MeasureSeries mean;
    const std::vector<const MeasureSeries*> averaged = comparable_series(series);
    if (averaged.empty()) {
        return mean;
    }
    mean.measure = averaged.front()->measure;
    for (std::size_t session = 0; session < averaged.front()->points.size(); ++session) {
        const MeasuredPoint& point = averaged.front()->points[session];
        mean.points.push_back({.session = point.session, .date = point.date});
        double sum = 0.0;
        bool complete = true;
        for (const MeasureSeries* one : averaged) {
            const auto value = one->points[session].at_arrival();
            sum += value.value_or(0.0);
            complete = complete && value.has_value();
        }
        if (complete) {
            mean.points.back().anytime = sum / static_cast<double>(averaged.size());
        }
    }
    return mean;
}

std::optional<MeasuredMovement> find_movement(std::string_view item) {
    const std::size_t dot = item.rfind('.');
    const auto side = dot == std::string_view::npos ? std::nullopt : find_side(item.substr(dot + 1));
    if (!side || dot == 0) {
        return std::nullopt;
    }
    return MeasuredMovement{std::string(item.substr(0, dot)), *side};
}

std::string_view name_of(MeasureVerdict verdict) {
    constexpr std::array<std::string_view, 4> k_names{"better", "worse", "no-change", "not-judged"};
    return k_names.at(static_cast<std::size_t>(verdict));
}

MeasureVerdict judge_measure(const OutcomeMeasure& measure, double from, double to, bool is_average) {
    const MeaningfulChange& rule = measure.change;
    const bool of_average = rule.unit == measure.unit + " (average)";
    const std::optional<double> points = of_average && !is_average ? rule.single_item : rule.value;
    const bool in_unit = rule.unit == measure.unit || of_average;
    const bool has_direction = measure.better == "lower" || measure.better == "higher";
    if (!points || !in_unit || !has_direction) {
        return MeasureVerdict::NotJudged;
    }
    constexpr double k_rounding = 1e-9;
    constexpr double k_percent = 100.0;
    if (rule.relative_percent && std::abs(from) < ChangeRule{}.least_baseline - k_rounding) {
        return MeasureVerdict::NotJudged;  // every change of so little is a huge share of it
    }
    const double change = std::abs(to - from);
    const bool share_reached = change * k_percent + k_rounding >= rule.relative_percent.value_or(0.0) * std::abs(from);
    if (change + k_rounding < *points || !share_reached) {
        return MeasureVerdict::NoChange;
    }
    return (to < from) == (measure.better == "lower") ? MeasureVerdict::Better : MeasureVerdict::Worse;
}

}  // namespace palpate
