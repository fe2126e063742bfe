#include "change/measure_series.h"

#include "change/record.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using palpate::test::Record;

namespace {

CaseDocument with(CaseDocument document, const char* session, const char* measure, double value, const char* item = "",
                  MeasureMoment moment = MeasureMoment::Anytime, bool passive = false) {
    Measurement taken{.session = SessionId(session),
                      .measure = measure,
                      .item = item,
                      .moment = moment,
                      .value = value,
                      .passive = passive};
    taken.id = MeasurementId("m" + std::to_string(document.measurements.size()));
    return apply(document, AddMeasurement{taken});
}

CaseDocument three_sessions() {
    return Record().session("s1", "2026-08-12").session("s2", "2026-09-12").session("s3", "2026-10-12").document();
}

const OutcomeMeasure& measure(const char* id) { return *test::clinical_content().clinical.find_measure(id); }

}  // namespace

TEST_CASE("a movement, the other side and the same one done by the therapist are three series", "[change][measures]") {
    CaseDocument document = with(three_sessions(), "s1", "rom", 62, "rom-neck-rotation.left");
    document = with(document, "s3", "rom", 71, "rom-neck-rotation.left");
    document = with(document, "s3", "rom", 74, "rom-neck-rotation.right");
    document = with(document, "s3", "rom", 80, "rom-neck-rotation.left", MeasureMoment::Anytime, true);
    const auto all = measure_series(document, document.sessions);
    REQUIRE(all.size() == 3);
    CHECK(all[0].values() == 2);
    CHECK(all[0].first()->at_arrival() == 62.0);
    CHECK(all[0].latest()->at_arrival() == 71.0);
    CHECK(all[0].points[1].empty());
    CHECK(all[2].passive);
    CHECK(find_movement(all[1].item) == MeasuredMovement{"rom-neck-rotation", Side::Right});
    CHECK_FALSE(find_movement("tying shoes"));
}

TEST_CASE("of a session the value before it is held against other sessions, and the one taken last counts",
          "[change][measures]") {
    CaseDocument document = with(three_sessions(), "s1", "stress-now", 8, "", MeasureMoment::Before);
    document = with(document, "s1", "stress-now", 3, "", MeasureMoment::After);
    document = with(document, "s1", "stress-now", 7, "", MeasureMoment::Before);
    const auto all = measure_series(document, document.sessions);
    REQUIRE(all.size() == 1);
    CHECK(all[0].points[0].before == 7.0);
    CHECK(all[0].points[0].after == 3.0);
    CHECK(all[0].points[0].at_arrival() == 7.0);
    CHECK(measure_series(document, std::span(document.sessions).subspan(1)).empty());
}

TEST_CASE("the average of activities has a gap where one that was asked before was not asked again",
          "[change][measures]") {
    CaseDocument document = with(three_sessions(), "s1", "psfs", 4, "stairs");
    document = with(document, "s1", "psfs", 6, "sitting");
    document = with(document, "s2", "psfs", 8, "stairs");
    document = with(document, "s3", "psfs", 8, "stairs");
    document = with(document, "s3", "psfs", 9, "sitting");
    const MeasureSeries mean = mean_of(measure_series(document, document.sessions));
    CHECK(mean.points[0].at_arrival() == 5.0);
    CHECK(mean.points[1].empty());
    CHECK(mean.points[2].at_arrival() == 8.5);
}

TEST_CASE("an activity that is added or dropped does not move the average of the others", "[change][measures]") {
    const auto mean_over = [](const CaseDocument& document) {
        return mean_of(measure_series(document, document.sessions));
    };
    CaseDocument document = with(three_sessions(), "s1", "psfs", 5, "stairs");
    CHECK(mean_over(document).values() == 0);
    document = with(document, "s2", "psfs", 5, "stairs");
    document = with(document, "s2", "psfs", 1, "sitting");
    MeasureSeries mean = mean_over(document);
    CHECK(mean.points[0].empty());  // one activity is no average, and 5 to 3 would be no change of anything
    CHECK(mean.points[1].at_arrival() == 3.0);
    document = with(document, "s3", "psfs", 7, "stairs");
    document = with(document, "s3", "psfs", 4, "sitting");
    document = with(document, "s3", "psfs", 0, "cycling");
    mean = mean_over(document);
    CHECK(mean.points[1].at_arrival() == 3.0);
    CHECK(mean.points[2].at_arrival() == 5.5);
    CHECK(mean.values() == 2);
}

TEST_CASE("activities that are all others later give an average of the later ones", "[change][measures]") {
    CaseDocument document = with(three_sessions(), "s1", "psfs", 2, "stairs");
    document = with(document, "s1", "psfs", 4, "sitting");
    document = with(document, "s2", "psfs", 6, "running");
    document = with(document, "s2", "psfs", 8, "cycling");
    document = with(document, "s3", "psfs", 9, "running");  // the other was not asked
    const MeasureSeries mean = mean_of(measure_series(document, document.sessions));
    CHECK(mean.values() == 1);
    CHECK(mean.points[1].at_arrival() == 7.0);
}

TEST_CASE("a measure is judged by its own rule only, and by none where it has none", "[change][measures]") {
    CHECK(judge_measure(measure("rom"), 62, 71) == MeasureVerdict::Better);
    CHECK(judge_measure(measure("rom"), 62, 66) == MeasureVerdict::NoChange);
    CHECK(judge_measure(measure("rom"), 71, 62) == MeasureVerdict::Worse);
    CHECK(judge_measure(measure("stress-now"), 7, 5) == MeasureVerdict::Better);
    CHECK(judge_measure(measure("sleep-quality"), 3, 9) == MeasureVerdict::NotJudged);  // the content names no number
    CHECK(judge_measure(measure("nrs-pain"), 10, 8) == MeasureVerdict::NoChange);       // 20 %
    CHECK(judge_measure(measure("nrs-pain"), 6, 4) == MeasureVerdict::Better);
    CHECK(judge_measure(measure("headache-days"), 10, 5) == MeasureVerdict::NotJudged);  // a share of days, not days
    CHECK(judge_measure(measure("skin-warmth"), 30, 34) == MeasureVerdict::NotJudged);   // warmer is not better
    CHECK(judge_measure(measure("psfs"), 4, 6, true) == MeasureVerdict::Better);         // 2 points on the average ..
    CHECK(judge_measure(measure("psfs"), 4, 6) == MeasureVerdict::NoChange);             // .. and 3 on one activity
    CHECK(judge_measure(measure("psfs"), 4, 7) == MeasureVerdict::Better);
    OutcomeMeasure averages_only = measure("psfs");
    averages_only.change.single_item.reset();
    CHECK(judge_measure(averages_only, 4, 9) == MeasureVerdict::NotJudged);
}

TEST_CASE("a rule in percent says nothing of a start near zero, and never that a flare is no change",
          "[change][measures]") {
    const OutcomeMeasure& pain = measure("nrs-pain");
    CHECK(judge_measure(pain, 0, 8) == MeasureVerdict::NotJudged);
    CHECK(judge_measure(pain, 1, 8) == MeasureVerdict::NotJudged);
    CHECK(judge_measure(pain, 2, 8) == MeasureVerdict::Worse);
    CHECK(judge_measure(pain, 2, 0) == MeasureVerdict::Better);
    CHECK(judge_measure(measure("stress-now"), 0, 3) == MeasureVerdict::Worse);  // its rule has points alone
}
