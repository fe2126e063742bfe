#include "scene/stroke_motion.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

using namespace palpate;
using Catch::Approx;

namespace {

/// Along x on a level skin, a step every 4 mm.
StrokeTrack straight_track(const glm::vec3& from, float length_mm) {
    StrokeTrack track;
    for (float at = 0.0F; at <= length_mm; at += 4.0F) {
        RoutePoint point;
        point.place.position_mm = from + glm::vec3(at, 0.0F, 0.0F);
        point.heading = {1.0F, 0.0F, 0.0F};
        track.points.push_back(point);
        track.at_mm.push_back(at);
    }
    return track;
}

StrokeRoute route_of(std::string_view path, double speed_cm_s, double hold_s, int repeats, float length_mm,
                     bool two_hands = false) {
    StrokeRoute route;
    route.style = make_stroke_style(path, "along", "palm", speed_cm_s, hold_s, repeats, 2, 4);
    StrokeStep step;
    step.hands.push_back(straight_track({0, 0, 0}, length_mm));
    if (two_hands) {
        step.hands.push_back(straight_track({0, 100, 0}, length_mm));
        step.hands.back().other_hand = true;
    }
    route.steps.push_back(step);
    route.order.assign(static_cast<std::size_t>(repeats), 0);
    return route;
}

struct Seen {
    float least_pressure = 9.0F;
    float most_pressure = 0.0F;
    int last_repeat = 0;
    double holding_s = 0.0;
    std::vector<float> speeds_mm_s{};  ///< while it moves on the skin
};

Seen watch(const StrokeRoute& route) {
    constexpr double k_frame_s = 1.0 / 120.0;
    Seen seen;
    StrokeMoment before = moment_at(route, 0.0);
    for (double at = k_frame_s; at < duration_s(route); at += k_frame_s) {
        const StrokeMoment now = moment_at(route, at);
        for (const StrokePatch& patch : now.patches) {
            seen.least_pressure = std::min(seen.least_pressure, patch.pressure);
            seen.most_pressure = std::max(seen.most_pressure, patch.pressure);
        }
        const StrokePatch& hand = now.patches.front();
        const float gone = glm::distance(hand.place.position_mm, before.patches.front().place.position_mm);
        if (hand.touching && before.patches.front().touching && gone > 0.0F) {
            seen.speeds_mm_s.push_back(gone / static_cast<float>(k_frame_s));
        }
        seen.holding_s += now.holding ? k_frame_s : 0.0;
        seen.last_repeat = std::max(seen.last_repeat, now.repeat);
        before = now;
    }
    std::ranges::sort(seen.speeds_mm_s);
    return seen;
}

}  // namespace

TEST_CASE("a hand moves over the skin at the catalogue's speed and holds for its time", "[scene][strokes]") {
    for (const double speed_cm_s : {0.3, 1.5, 12.0, 25.0}) {
        const Seen seen = watch(route_of("line", speed_cm_s, 1.5, 3, 200.0F));
        REQUIRE(!seen.speeds_mm_s.empty());
        CHECK(seen.speeds_mm_s[seen.speeds_mm_s.size() / 2] == Approx(10.0 * speed_cm_s).epsilon(0.05));
        CHECK(seen.holding_s == Approx(4.5).margin(0.05));
        CHECK(seen.last_repeat == 3);
    }
}

TEST_CASE("pressure stays within the technique's and reaches its most", "[scene][strokes]") {
    for (const char* path : {"line", "press", "pulse", "tremble", "tap", "suction", "isometric"}) {
        CAPTURE(path);
        const Seen seen = watch(route_of(path, 5.0, 3.0, 4, std::string_view(path) == "line" ? 120.0F : 0.0F));
        CHECK(seen.least_pressure >= 2.0F);
        CHECK(seen.most_pressure <= 4.0F);
        CHECK(seen.most_pressure == Approx(4.0F).margin(0.05));
    }
}

TEST_CASE("pulses swell and ebb, taps leave the skin", "[scene][strokes]") {
    const StrokeRoute pulse = route_of("pulse", 0.0, 2.0, 5, 0.0F);
    CHECK(moment_at(pulse, 1.0).patches.front().pressure == Approx(4.0F));
    CHECK(moment_at(pulse, 2.0).patches.front().pressure == Approx(2.0F));
    const StrokeRoute tap = route_of("tap", 0.0, 0.0, 40, 0.0F);
    CHECK(moment_at(tap, 0.05).patches.front().touching);
    CHECK_FALSE(moment_at(tap, 0.2).patches.front().touching);
    CHECK(duration_s(tap) == Approx(10.0));
}

TEST_CASE("after the last repeat all begins again, without a leap in between", "[scene][strokes]") {
    const StrokeRoute route = route_of("line", 10.0, 0.5, 2, 160.0F, true);
    const double whole = duration_s(route);
    for (const double at : {0.0, 0.7, 2.1, 3.3}) {
        const StrokeMoment first = moment_at(route, at);
        const StrokeMoment again = moment_at(route, at + whole);
        CHECK(first.repeat == again.repeat);
        REQUIRE(first.patches.size() == 2);
        CHECK(first.patches[1].other_hand);
        CHECK(glm::distance(first.patches[0].place.position_mm, again.patches[0].place.position_mm) < 0.01F);
    }
    StrokeMoment before = moment_at(route, 0.0);
    for (double at = 0.0; at < 2.0 * whole; at += 0.01) {
        const StrokeMoment now = moment_at(route, at);
        CHECK(glm::distance(now.patches[0].place.position_mm, before.patches[0].place.position_mm) < 10.0F);
        before = now;
    }
    CHECK(moment_at(route, -5.0).repeat == 1);
}
