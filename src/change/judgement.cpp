#include "change/judgement.h"

#include "clinical/clinical_catalogue.h"

#include <array>
#include <cmath>

namespace palpate {
namespace {

/// Means of ratings carry the noise of their last bits; a change of exactly 30 % counts.
constexpr double k_rounding = 1e-9;
constexpr double k_percent = 100.0;
constexpr std::string_view k_measure = "nrs-pain";
constexpr std::string_view k_measure_unit = "points";

bool reaches(const Judgement& judgement, double points, double percent) {
    const double size = std::abs(judgement.difference);
    return size >= points - k_rounding && size * k_percent >= percent * judgement.from - k_rounding;
}

Verdict verdict_of(const Judgement& judgement, const ChangeRule& rule) {
    if (judgement.from < rule.least_baseline - k_rounding) {
        return Verdict::NotJudged;
    }
    const bool less = judgement.difference < 0.0;
    if (reaches(judgement, rule.clear_points, rule.clear_percent)) {
        return less ? Verdict::ClearlyBetter : Verdict::ClearlyWorse;
    }
    if (reaches(judgement, rule.slight_points, rule.slight_percent)) {
        return less ? Verdict::SlightlyBetter : Verdict::SlightlyWorse;
    }
    return Verdict::NoChange;
}

}  // namespace

ChangeRule change_rule(const ClinicalCatalogue& clinical) {
    ChangeRule rule;
    const OutcomeMeasure* measure = clinical.find_measure(k_measure);
    if (measure == nullptr || measure->change.unit != k_measure_unit) {
        return rule;
    }
    rule.clear_points = measure->change.value.value_or(rule.clear_points);
    rule.clear_percent = measure->change.relative_percent.value_or(rule.clear_percent);
    return rule;
}

std::string_view name_of(Verdict verdict) {
    constexpr std::array<std::string_view, 6> k_names{"clearly-better", "slightly-better", "no-change",
                                                      "slightly-worse", "clearly-worse",   "not-judged"};
    return k_names[static_cast<std::size_t>(verdict)];
}

bool is_better(Verdict verdict) { return verdict == Verdict::ClearlyBetter || verdict == Verdict::SlightlyBetter; }

bool is_worse(Verdict verdict) { return verdict == Verdict::ClearlyWorse || verdict == Verdict::SlightlyWorse; }

Judgement judge(double from, double to, const ChangeRule& rule) {
    Judgement judgement{.from = from, .to = to, .difference = to - from};
    if (from > 0.0) {
        judgement.percent = judgement.difference / from * k_percent;
    }
    judgement.verdict = verdict_of(judgement, rule);
    return judgement;
}

}  // namespace palpate
