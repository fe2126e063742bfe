#pragma once

#include <optional>
#include <string_view>

namespace palpate {

class ClinicalCatalogue;

/// When a change of a 0-10 rating is worth a word. Both conditions of a step must hold. The initial values are those of
/// the published studies: 2 points and 30 % (Farrar 2001), 1 point and 15 % (Salaffi 2004), and the practice rule that
/// a small starting value allows no verdict, because every change of it is either within the noise or a huge share.
struct ChangeRule {
    double clear_points = 2.0;
    double clear_percent = 30.0;  ///< of the baseline
    double slight_points = 1.0;
    double slight_percent = 15.0;  ///< of the baseline
    double least_baseline = 2.0;   ///< below it there is no verdict

    bool operator==(const ChangeRule&) const = default;
};

/// The rule with the clear step as the content's measure of pain intensity has it ("nrs-pain"); what the content leaves
/// open stays as above. The content has no record of the slight step and of the least baseline.
[[nodiscard]] ChangeRule change_rule(const ClinicalCatalogue& clinical);

enum class Verdict { ClearlyBetter, SlightlyBetter, NoChange, SlightlyWorse, ClearlyWorse, NotJudged };
/// "clearly-better", ..
[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] bool is_better(Verdict verdict);
[[nodiscard]] bool is_worse(Verdict verdict);

/// Two ratings and what is said of their difference. The numbers are always there, also where there is no verdict.
struct Judgement {
    Verdict verdict = Verdict::NotJudged;
    double from = 0.0;  ///< the baseline
    double to = 0.0;
    double difference = 0.0;          ///< points, negative: less
    std::optional<double> percent{};  ///< of the baseline, negative: less; open where the baseline is 0

    bool operator==(const Judgement&) const = default;
};

/// Ratings are 0..10, lower is better; means of ratings may be given, too. The painted area has no say: redrawings of
/// the same pain overlap only in part.
[[nodiscard]] Judgement judge(double from, double to, const ChangeRule& rule);

}  // namespace palpate
