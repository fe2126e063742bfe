#include "change/change_words.h"

#include "change/record.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

using namespace palpate;
using test::Record;

namespace {

const Translator& english() { return test::clinical_content().english; }
const Translator& german() {
    static const Translator words = Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / "de");
    return words;
}

std::string said(double from, double to, const Translator& words = english()) {
    return words.tr(words_of(judge(from, to, {})));
}

}  // namespace

TEST_CASE("two ratings are said with their numbers before the verdict", "[change]") {
    CHECK(said(6, 4) == "6 to 4, 2 points less (33 %): a clear change");
    CHECK(said(6, 5) == "6 to 5, 1 point less (17 %): a slight change");
    CHECK(said(7, 8) == "7 to 8, 1 point more (14 %): no change worth naming");
    CHECK(said(1, 5) == "1 to 5, 4 points more: no verdict, it started too low for one");
    CHECK(said(5, 5) == "5 as before");
    CHECK(said(6, 4, german()) == "6 auf 4, 2 Punkte weniger (33 %): eine deutliche Veränderung");
}

TEST_CASE("no whole ratings below a threshold are shown as if they reached it", "[change]") {
    for (int from = 2; from <= 10; ++from) {
        for (int to = 0; to <= 10; ++to) {
            const Judgement judgement = judge(from, to, {});
            const std::string words = said(from, to);
            if (judgement.verdict != Verdict::ClearlyBetter && judgement.verdict != Verdict::ClearlyWorse) {
                CHECK(words.find("(30 %)") == std::string::npos);
            }
            if (judgement.verdict == Verdict::NoChange) {
                CHECK(words.find("(15 %)") == std::string::npos);
            }
        }
    }
}

TEST_CASE("a place that nobody spoke of is a question, to the client or to the hands", "[change]") {
    Mark finding = Record::said("b", "upper-trapezius.right", 4);
    finding.author = Author::Therapist;
    const auto record = Record()
                            .session("1", "2026-08-12")
                            .mark("a", "patella.left", 3)
                            .mark(finding)
                            .session("2", "2026-11-22")
                            .document();
    const ChangeMap map = change_between(record, SessionId("1"), SessionId("2"), test::plain_basis());
    CHECK(english().tr(words_of(map.client.front())) == "3 before. Not marked this time: ask.");
    CHECK(english().tr(words_of(map.therapist.front())) == "4 before. Not noted this time: look again.");
}

TEST_CASE("every outcome on every ground has words in both languages", "[change]") {
    for (const Translator* words : {&english(), &german()}) {
        for (const auto outcome : {PlaceOutcome::New, PlaceOutcome::Gone, PlaceOutcome::Ask}) {
            for (const auto ground : {OutcomeGround::Rated, OutcomeGround::NoPain, OutcomeGround::TakenOff,
                                      OutcomeGround::NotMarked, OutcomeGround::NotConfirmed}) {
                const bool is_question = ground == OutcomeGround::NotMarked || ground == OutcomeGround::NotConfirmed;
                if ((outcome == PlaceOutcome::Ask) != is_question) {
                    continue;
                }
                const Text text = words_of(PlaceChange{.from = 3, .to = 0, .outcome = outcome, .ground = ground});
                INFO(untranslated(text));
                CHECK(words->has(text.key));
                CHECK(words->tr(text).find('{') == std::string::npos);
            }
        }
    }
}

TEST_CASE("a place's label says by sign, word and number what became of it", "[change]") {
    const auto label = [](PlaceOutcome outcome, std::optional<int> from, std::optional<int> to,
                          OutcomeGround ground = OutcomeGround::Rated) {
        return english().tr(short_words_of(PlaceChange{.from = from, .to = to, .outcome = outcome, .ground = ground}));
    };
    CHECK(label(PlaceOutcome::Better, 6, 4) == "\u25bc 6\u21924");
    CHECK(label(PlaceOutcome::Same, 4, 4) == "= 4\u21924");
    CHECK(label(PlaceOutcome::Worse, 3, 6) == "\u25b2 3\u21926");
    CHECK(label(PlaceOutcome::NumbersOnly, 1, 2) == "\u00b7 1\u21922");
    CHECK(label(PlaceOutcome::New, std::nullopt, 2) == "+ new 2");
    CHECK(label(PlaceOutcome::Gone, 3, 0) == "\u2713 gone (3)");
    CHECK(label(PlaceOutcome::Ask, 4, std::nullopt, OutcomeGround::NotMarked) == "? ask (4)");
    CHECK(label(PlaceOutcome::Ask, 4, 5, OutcomeGround::NotConfirmed) == "? ask (5)");
    CHECK(german().tr(short_words_of(MarkedOften{.sessions = 2}, {.sessions = 4, .with_map = 3})) == "2 von 3");
}

TEST_CASE("trends are said with where they began and where they are", "[change]") {
    const auto trend = [](std::vector<double> ratings, const Translator& words) {
        return words.tr(words_of(name_trend(ratings, {}), words));
    };
    CHECK(trend({8, 7, 7, 8, 6, 6}, english()) ==
          "Improving over 6 visits: about 7.5 at first, 6 lately (20 % less: a slight change).");
    CHECK(trend({8, 7, 7, 8, 6, 6}, german()) ==
          "Besser über 6 Besuche: anfangs etwa 7,5, zuletzt 6 (20 % weniger: eine leichte Veränderung).");
    CHECK(trend({8, 3, 8, 3, 8, 3}, english()) == "Up and down over 6 visits, between 3 and 8.");
    CHECK(trend({4, 4, 4}, english()) == "Steady over 3 visits: about 4 at first, 4 lately.");
    CHECK(trend({4, 6, 6}, english()).starts_with("Worsening over 3 visits"));
    CHECK(trend({0, 0, 6}, english()) == "3 visits, from 0 to 6. It started too low for a trend to be named.");
    CHECK(trend({4, 2}, english()) == "Said at too few visits for a trend: 2 of at least 3.");
}

TEST_CASE("how often, the rule and the widespread count are said in numbers, without a verdict", "[change]") {
    const MarkedOften often{.sessions = 2, .mean = 6.5, .highest = 8};
    CHECK(english().tr(words_of(often, {.sessions = 4, .with_map = 3}, english())) ==
          "At 2 of 3 visits, 6.5 on average, 8 at most.");
    CHECK(english().tr(words_of(ChangeRule{}, english())) ==
          "Clear: at least 2 points and 30 %. Slight: at least 1 point and 15 %. No verdict from below 2. The painted "
          "area describes; it does not measure change.");
    const auto sentences = words_of(WidespreadCount{.areas = {"neck", "chest"}, .of = 19, .outside = 1});
    REQUIRE(sentences.size() == 2);
    CHECK(english().tr(sentences[0]).starts_with("Areas of the widespread pain index with pain marked: 2 of 19."));
    for (const Text& sentence : sentences) {
        CHECK(english().tr(sentence).find("fibromyalgia") == std::string::npos);
        CHECK(german().tr(sentence).find("Fibromyalgie") == std::string::npos);
    }
}
