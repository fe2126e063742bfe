#include "change/trend.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace palpate {
namespace {

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The largest rise and the largest fall from one value to a later one; 0 where none is a swing.
struct Swings {
    double rise = 0.0;
    double fall = 0.0;
};

bool is_swing(double low, double high, const ChangeRule& rule) {
    return judge(high, low, rule).verdict == Verdict::ClearlyBetter;  // of the higher one, whichever came first
}

Swings find_swings(std::span<const double> values, const ChangeRule& rule) {
    Swings swings;
    double lowest = values.front();
    double highest = values.front();
    for (const double value : values) {
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
        if (is_swing(lowest, value, rule)) {
            swings.rise = std::max(swings.rise, value - lowest);
        }
        if (is_swing(value, highest, rule)) {
            swings.fall = std::max(swings.fall, highest - value);
        }
    }
    return swings;
}

std::optional<TrendName> name_for(const Judgement& thirds, const Swings& swings) {
    const double change = std::abs(thirds.difference);
    if (is_better(thirds.verdict)) {
        return swings.rise >= change ? TrendName::UpAndDown : TrendName::Improving;
    }
    if (is_worse(thirds.verdict)) {
        return swings.fall >= change ? TrendName::UpAndDown : TrendName::Worsening;
    }
    if (swings.rise > 0.0 && swings.fall > 0.0) {
        return TrendName::UpAndDown;
    }
    return thirds.verdict == Verdict::NoChange ? std::optional(TrendName::Steady) : std::nullopt;
}

}  // namespace

std::string_view name_of(TrendName name) {
    constexpr std::array<std::string_view, 4> k_names{"improving", "steady", "worsening", "up-and-down"};
    return k_names[static_cast<std::size_t>(name)];
}

TrendVerdict name_trend(std::span<const double> ratings, const ChangeRule& rule) {
    TrendVerdict verdict{.values = ratings.size()};
    if (ratings.empty()) {
        return verdict;
    }
    const auto [lowest, highest] = std::ranges::minmax(ratings);
    verdict.lowest = lowest;
    verdict.highest = highest;
    if (ratings.size() < k_least_sessions_of_a_trend) {
        return verdict;
    }
    const std::size_t third = ratings.size() / 3;
    verdict.thirds = judge(mean_of(ratings.first(third)), mean_of(ratings.last(third)), rule);
    verdict.name = name_for(*verdict.thirds, find_swings(ratings, rule));
    return verdict;
}

}  // namespace palpate
