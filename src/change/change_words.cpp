#include "change/change_words.h"

#include "base/locale_words.h"

#include <cmath>
#include <cstdlib>
#include <string>

namespace palpate {
namespace {

std::string whole(double number) { return std::to_string(std::lround(number)); }

/// "1 point", "2 points".
std::string points(double difference) {
    const long count = std::labs(std::lround(difference));
    return std::to_string(count) + (count == 1 ? " @change.point" : " @change.points");
}

std::string direction(double difference) { return difference < 0.0 ? "@change.less" : "@change.more"; }

std::string verdict_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::ClearlyBetter:
        case Verdict::ClearlyWorse: return "@change.verdict.clear";
        case Verdict::SlightlyBetter:
        case Verdict::SlightlyWorse: return "@change.verdict.slight";
        case Verdict::NoChange: return "@change.verdict.none";
        default: return "@change.verdict.not-judged";
    }
}

std::string rating(const std::optional<int>& value) { return value ? std::to_string(*value) : std::string(); }

Text gone_words(const PlaceChange& change) {
    return {"change.gone." + std::string(name_of(change.ground)), {{"from", rating(change.from)}}};
}

Text new_words(const PlaceChange& change) {
    return {change.from ? "change.new.from-zero" : "change.new.not-marked", {{"to", rating(change.to)}}};
}

/// To whom a question goes: the client's own marks to the client, findings to the therapist's hands.
Text ask_words(const PlaceChange& change) {
    const std::string author(name_of(change.author));
    if (change.ground == OutcomeGround::NotMarked) {
        return {"change.ask.not-marked." + author, {{"from", rating(change.from)}}};
    }
    return {"change.ask.not-confirmed", {{"rating", rating(change.to ? change.to : change.from)}}};
}

}  // namespace

Text words_of(const Judgement& judgement) {
    if (judgement.difference == 0.0) {
        return {"change.rated.equal", {{"to", whole(judgement.to)}}};
    }
    Text text{"change.rated.without-percent",
              {{"from", whole(judgement.from)},
               {"to", whole(judgement.to)},
               {"points", points(judgement.difference)},
               {"direction", direction(judgement.difference)},
               {"verdict", verdict_words(judgement.verdict)}}};
    // Of a small baseline the percentage is huge and says nothing; it stays with the judgement.
    if (judgement.verdict != Verdict::NotJudged) {
        text.key = "change.rated.with-percent";
        text.arguments.emplace_back("percent", whole(std::abs(judgement.percent.value_or(0.0))));
    }
    return text;
}

Text words_of(const PlaceChange& change) {
    switch (change.outcome) {
        case PlaceOutcome::Ask: return ask_words(change);
        case PlaceOutcome::Gone: return gone_words(change);
        case PlaceOutcome::New: return new_words(change);
        default: return words_of(*change.now);
    }
}

Text short_words_of(const PlaceChange& change) {
    const bool asks = change.outcome == PlaceOutcome::Ask;
    const auto& last = asks && change.ground == OutcomeGround::NotConfirmed && change.to ? change.to : change.from;
    return {"change.short." + std::string(name_of(change.outcome)),
            {{"from", rating(asks ? last : change.from)}, {"to", rating(change.to)}}};
}

Text short_words_of(const MarkedOften& often, const Composite& composite) {
    return {"change.short.often",
            {{"count", std::to_string(often.sessions)}, {"total", std::to_string(composite.with_map)}}};
}

Text words_of(const TrendVerdict& verdict, const Translator& words) {
    const std::string count = std::to_string(verdict.values);
    if (!verdict.thirds) {
        return {"change.trend.too-few", {{"count", count}, {"least", std::to_string(k_least_sessions_of_a_trend)}}};
    }
    const auto number = [&](double value) { return shown_number(words, value, value == std::round(value) ? 0 : 1); };
    Text text{"change.trend.started-low",
              {{"count", count},
               {"from", number(verdict.thirds->from)},
               {"to", number(verdict.thirds->to)},
               {"lowest", number(verdict.lowest)},
               {"highest", number(verdict.highest)}}};
    if (verdict.name) {
        text.key = "change.trend." + std::string(name_of(*verdict.name));
        text.arguments.emplace_back("verdict", verdict_words(verdict.thirds->verdict));
        text.arguments.emplace_back("percent", whole(std::abs(verdict.thirds->percent.value_or(0.0))));
    }
    return text;
}

Text words_of(const MarkedOften& often, const Composite& composite, const Translator& words) {
    return {"change.often",
            {{"count", std::to_string(often.sessions)},
             {"total", std::to_string(composite.with_map)},
             {"mean", shown_number(words, often.mean, 1)},
             {"highest", std::to_string(often.highest)}}};
}

std::vector<Text> words_of(const WidespreadCount& count) {
    return {{"change.widespread.count",
             {{"count", std::to_string(count.areas.size())},
              {"of", std::to_string(count.of)},
              {"outside", std::to_string(count.outside)}}},
            {"change.widespread.refer", {}}};
}

Text words_of(const ChangeRule& rule, const Translator& words) {
    const auto number = [&](double value) { return shown_number(words, value, value == std::round(value) ? 0 : 1); };
    return {"change.rule",
            {{"clear_points", number(rule.clear_points)},
             {"clear_percent", number(rule.clear_percent)},
             {"slight_points", number(rule.slight_points)},
             {"slight_percent", number(rule.slight_percent)},
             {"least", number(rule.least_baseline)}}};
}

}  // namespace palpate
