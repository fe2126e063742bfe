#include "change/judgement.h"

#include "support/clinical_content.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

Verdict verdict(double from, double to) { return judge(from, to, ChangeRule{}).verdict; }

}  // namespace

TEST_CASE("a clear change needs two points and thirty percent, both", "[change]") {
    CHECK(verdict(6, 4) == Verdict::ClearlyBetter);   // 2 points, 33 %
    CHECK(verdict(10, 7) == Verdict::ClearlyBetter);  // 3 points, exactly 30 %
    CHECK(verdict(7, 5) == Verdict::SlightlyBetter);  // 2 points, but 29 %
    CHECK(verdict(8, 6) == Verdict::SlightlyBetter);  // 2 points, but 25 %
    CHECK(verdict(3, 2) == Verdict::SlightlyBetter);  // 33 %, but 1 point
    CHECK(verdict(6, 8) == Verdict::ClearlyWorse);
    CHECK(verdict(7, 9) == Verdict::SlightlyWorse);
}

TEST_CASE("a slight change needs one point and fifteen percent, both", "[change]") {
    CHECK(verdict(6, 5) == Verdict::SlightlyBetter);  // 17 %
    CHECK(verdict(7, 6) == Verdict::NoChange);        // 14 %
    CHECK(verdict(10, 9) == Verdict::NoChange);       // 10 %
    CHECK(verdict(5, 4.1) == Verdict::NoChange);      // 18 %, but 0.9 points
    CHECK(verdict(10, 8.5) == Verdict::SlightlyBetter);
    CHECK(verdict(6, 7) == Verdict::SlightlyWorse);
    CHECK(verdict(7, 8) == Verdict::NoChange);
    CHECK(verdict(5, 5) == Verdict::NoChange);
}

TEST_CASE("there is no verdict from a baseline below two", "[change]") {
    CHECK(verdict(0, 8) == Verdict::NotJudged);
    CHECK(verdict(1, 0) == Verdict::NotJudged);
    CHECK(verdict(1, 5) == Verdict::NotJudged);
    CHECK(verdict(1.9, 0) == Verdict::NotJudged);
    CHECK(verdict(2, 0) == Verdict::ClearlyBetter);
    CHECK(verdict(2, 1) == Verdict::SlightlyBetter);
}

TEST_CASE("the numbers stand beside every verdict, also where there is none", "[change]") {
    const Judgement less = judge(6, 4, {});
    CHECK(less.from == 6.0);
    CHECK(less.to == 4.0);
    CHECK(less.difference == -2.0);
    CHECK(less.percent == Catch::Approx(-33.333).epsilon(0.001));
    const Judgement from_one = judge(1, 3, {});
    CHECK(from_one.difference == 2.0);
    CHECK(from_one.percent == 200.0);
    CHECK_FALSE(judge(0, 3, {}).percent);
}

TEST_CASE("noise in the last bits of a mean does not move a threshold", "[change]") {
    const double third = 1.0 / 3.0;
    CHECK(verdict(6.0 + third, 4.0 + third) == Verdict::ClearlyBetter);
    CHECK(verdict(0.7 + 0.1 + 1.2, 0.9) == Verdict::SlightlyBetter);  // the sum is a little below 2
}

TEST_CASE("the clear step is the one the content's measure of pain has", "[change]") {
    CHECK(change_rule(test::clinical_content().clinical) == ChangeRule{});
    const OutcomeMeasure* measure = test::clinical_content().clinical.find_measure("nrs-pain");
    REQUIRE(measure != nullptr);
    CHECK(measure->better == "lower");  // judge() calls less better
    CHECK(measure->max == 10.0);
    CHECK(measure->change.value == 2.0);
    CHECK(measure->change.relative_percent == 30.0);
}

TEST_CASE("another rule is obeyed", "[change]") {
    const ChangeRule strict{.clear_points = 3.0};
    CHECK(judge(6, 4, strict).verdict == Verdict::SlightlyBetter);
    CHECK(judge(6, 3, strict).verdict == Verdict::ClearlyBetter);
}
