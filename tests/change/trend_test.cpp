#include "change/trend.h"

#include "change/record.h"
#include "change/session_range.h"
#include "support/error_code.h"
#include "support/random_case.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <vector>

using namespace palpate;
using test::Record;

namespace {

constexpr const char* k_trapezius = "upper-trapezius.right";
constexpr const char* k_patella = "patella.left";

std::optional<TrendName> name(const std::vector<double>& ratings) { return name_trend(ratings, ChangeRule{}).name; }

Trend body(const CaseDocument& document, Author author = Author::Client) {
    return trend_of_body(document, document.sessions, author, test::plain_basis());
}

std::vector<Trend> places(const CaseDocument& document, Author author = Author::Client) {
    return trends_of_places(document, document.sessions, author, test::plain_basis());
}

}  // namespace

TEST_CASE("a trend is named from three values on", "[change]") {
    CHECK_FALSE(name({}));
    CHECK_FALSE(name({8}));
    CHECK_FALSE(name({8, 2}));
    CHECK(name({8, 5, 2}) == TrendName::Improving);
    CHECK(name_trend(std::vector<double>{8, 2}, {}).values == 2);
    CHECK_FALSE(name_trend(std::vector<double>{8, 2}, {}).thirds);
}

TEST_CASE("the first third is judged against the last by the rule of two ratings", "[change]") {
    CHECK(name({7, 6, 6}) == TrendName::Steady);     // 1 point, but 14 %
    CHECK(name({6, 6, 5}) == TrendName::Improving);  // 1 point, 17 %
    CHECK(name({5, 6, 6}) == TrendName::Worsening);
    CHECK(name({4, 4, 4, 4, 4, 4}) == TrendName::Steady);
    const TrendVerdict sample = name_trend(std::vector<double>{8, 7, 7, 8, 6, 6}, {});
    CHECK(sample.name == TrendName::Improving);
    CHECK(sample.thirds->from == 7.5);
    CHECK(sample.thirds->to == 6.0);
    CHECK(sample.thirds->verdict == Verdict::SlightlyBetter);
}

TEST_CASE("swings both ways without a change, or against it and as large, are up and down", "[change]") {
    CHECK(name({8, 3, 8, 3, 8, 3, 8, 3}) == TrendName::UpAndDown);
    CHECK(name({6, 0, 6, 0, 6, 0}) == TrendName::UpAndDown);
    CHECK(name({8, 2, 9, 2, 9, 6}) == TrendName::UpAndDown);  // worse on the whole, with a larger fall between
    CHECK(name({9, 9, 3, 6, 2, 1}) == TrendName::Improving);  // the flare is smaller than what was won
    CHECK(name({5, 6, 5, 6, 5, 6}) == TrendName::Steady);     // one point is no swing
}

TEST_CASE("a trend that starts below two has no name, only numbers", "[change]") {
    const TrendVerdict low = name_trend(std::vector<double>{1, 2, 6}, {});
    CHECK_FALSE(low.name);
    CHECK(low.thirds->verdict == Verdict::NotJudged);
    CHECK(low.lowest == 1.0);
    CHECK(low.highest == 6.0);
}

TEST_CASE("what nobody said is a gap and not a zero", "[change]") {
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("a", k_trapezius, 8)
                            .session("2", "2026-08-08")
                            .session("3", "2026-08-15")
                            .mark("b", k_patella, 3)
                            .session("4", "2026-08-22")
                            .mark("c", k_trapezius, 7)
                            .document();
    const Trend whole = body(record);
    REQUIRE(whole.points.size() == 4);
    CHECK_FALSE(whole.points[1].now);
    CHECK_FALSE(whole.points[1].places);
    CHECK(whole.points[2].now->highest == 3.0);
    CHECK(whole.verdict.values == 3);
    const std::vector<Trend> all = places(record);
    REQUIRE(all.size() == 2);
    CHECK(all[0].place->id == k_trapezius);
    CHECK(all[0].latest == MarkId("c"));
    CHECK_FALSE(all[0].points[1].now);
    CHECK_FALSE(all[0].points[2].now);
    CHECK_FALSE(all[0].verdict.name);  // two values only
}

TEST_CASE("a visit without pain is a zero for the client's now, and for nothing else", "[change]") {
    Mark finding = Record::said("f", k_trapezius, 4);
    finding.author = Author::Therapist;
    Mark said = Record::said("a", k_trapezius, 8);
    said.usual = 7;
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark(said)
                            .mark(finding)
                            .session("2", "2026-08-08", true)
                            .session("3", "2026-08-15", true)
                            .document();
    const Trend whole = body(record);
    CHECK(whole.points[1].now == RatingSpread{});
    CHECK(whole.points[1].places == 0);
    CHECK_FALSE(whole.points[1].usual);
    CHECK(whole.verdict.name == TrendName::Improving);
    CHECK(places(record).front().points[2].now == RatingSpread{});
    CHECK_FALSE(body(record, Author::Therapist).points[1].now);
}

TEST_CASE("the body's values are the highest and the mean of the places that hurt", "[change]") {
    Mark second = Record::said("b", k_trapezius, 4);
    second.worst = 9;
    const auto record = Record()
                            .session("1", "2026-08-01")
                            .mark("a", k_trapezius, 8)
                            .mark(second)
                            .mark("c", k_patella, 2)
                            .mark("d", "soleus.left", 0)
                            .document();
    const TrendPoint point = body(record).points.front();
    CHECK(point.places == 2);
    CHECK(point.now == RatingSpread{.highest = 8.0, .mean = 5.0});
    CHECK(point.worst == RatingSpread{.highest = 9.0, .mean = 9.0});
    CHECK_FALSE(point.usual);
    const Trend shoulder = places(record).front();
    CHECK(shoulder.points.front().now == RatingSpread{.highest = 8.0, .mean = 6.0});
}

TEST_CASE("a mark that is not confirmed makes no value", "[change]") {
    Mark open = Record::said("a", k_trapezius, 8);
    open.confirmed = false;
    CHECK_FALSE(body(Record().session("1", "2026-08-01").mark(open).document()).points.front().now);
}

TEST_CASE("trends do not depend on the order of marks", "[change]") {
    RandomCase random(7);
    const CaseDocument document = random.document(120);
    CaseDocument shuffled = document;
    std::ranges::shuffle(shuffled.marks, std::mt19937(3));
    CHECK(body(shuffled) == body(document));
    CHECK(places(shuffled) == places(document));
}

TEST_CASE("sessions are chosen by days or by their ends, both included", "[change]") {
    const auto record =
        Record().session("1", "2026-08-01").session("2", "2026-08-08").session("3", "2026-08-15").document();
    CHECK(sessions_in(record).size() == 3);
    CHECK(sessions_in(record, {.first = "2026-08-08", .last = "2026-08-15"}).size() == 2);
    CHECK(sessions_in(record, {.last = "2026-08-07"}).size() == 1);
    CHECK(sessions_in(record, {.first = "2026-09-01"}).empty());
    CHECK(sessions_between(record, SessionId("2"), SessionId("3")).size() == 2);
    CHECK(sessions_between(record, SessionId("2"), SessionId("2")).front().id == SessionId("2"));
    const auto refused = [&](const char* first, const char* last) {
        return error_code_of([&] { static_cast<void>(sessions_between(record, SessionId(first), SessionId(last))); });
    };
    CHECK(refused("3", "1") == ErrorCode::Usage);
    CHECK(refused("3", "9") == ErrorCode::NotFound);
}
