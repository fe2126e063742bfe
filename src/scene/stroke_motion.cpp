#include "scene/stroke_motion.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numbers>

namespace palpate {
namespace {

constexpr double k_land_s = 0.4;  ///< a moving hand sets down
constexpr double k_lift_s = 0.25;
constexpr double k_press_s = 1.2;  ///< a pressing one sinks in
constexpr double k_release_s = 0.8;
constexpr double k_way_back_s = 0.9;  ///< in the air to where the next repeat begins
constexpr double k_tap_down_s = 0.1;
constexpr double k_tap_up_s = 0.15;
constexpr double k_pulse_s = 2.0;  ///< swell and ebb, where the style does not say
constexpr double k_tremble_hz = 5.0;
constexpr float k_tremble = 0.5F;  ///< of the pressure range

/// The parts of a repeat, s, one after the other.
struct RepeatTimes {
    double land = 0.0;
    double move = 0.0;
    double hold = 0.0;
    double lift = 0.0;
    double back = 0.0;

    [[nodiscard]] double all() const { return land + move + hold + lift + back; }
};

const StrokeStep& step_of(const StrokeRoute& route, std::size_t repeat) { return route.steps[route.order[repeat]]; }

float longest_mm(const StrokeStep& step) {
    float longest = 0.0F;
    for (const StrokeTrack& track : step.hands) {
        longest = std::max(longest, track.length_mm());
    }
    return longest;
}

/// The hands came on the skin from the repeat before.
bool comes_on(const StrokeRoute& route, std::size_t repeat) { return repeat > 0 && step_of(route, repeat - 1).goes_on; }

RepeatTimes times_of(const StrokeRoute& route, std::size_t repeat) {
    const StrokeStyle& style = route.style;
    if (style.path == StrokePath::Tap) {
        return {.hold = k_tap_down_s, .back = k_tap_up_s};
    }
    if (style.path == StrokePath::Pulse) {
        return {.hold = style.hold_s > 0.0F ? style.hold_s : k_pulse_s};
    }
    if (stays_in_place(style)) {
        return {.land = k_press_s, .hold = style.hold_s, .lift = k_release_s, .back = k_way_back_s};
    }
    const StrokeStep& step = step_of(route, repeat);
    const double move = longest_mm(step) / style.speed_mm_s;
    const bool goes_on = step.goes_on && repeat + 1 < route.order.size();
    return {.land = comes_on(route, repeat) ? 0.0 : k_land_s,
            .move = move,
            .hold = style.hold_s,
            .lift = goes_on ? 0.0 : k_lift_s,
            .back = goes_on ? 0.0 : k_way_back_s};
}

RoutePoint point_at(const StrokeTrack& track, float at_mm) {
    const auto next = std::ranges::upper_bound(track.at_mm, at_mm);
    if (next == track.at_mm.end() || next == track.at_mm.begin()) {
        return next == track.at_mm.begin() ? track.points.front() : track.points.back();
    }
    const auto i = static_cast<std::size_t>(std::distance(track.at_mm.begin(), next));
    const float share = (at_mm - track.at_mm[i - 1]) / (track.at_mm[i] - track.at_mm[i - 1]);
    const RoutePoint& from = track.points[i - 1];
    const RoutePoint& to = track.points[i];
    RoutePoint point = share < 0.5F ? from : to;
    point.place.position_mm = glm::mix(from.place.position_mm, to.place.position_mm, share);
    point.place.normal = glm::normalize(glm::mix(from.place.normal, to.place.normal, share));
    point.heading = unit_in_plane(glm::mix(from.heading, to.heading, share), point.place.normal);
    return point;
}

float soft(double share) { return glm::smoothstep(0.0F, 1.0F, static_cast<float>(share)); }

/// Back along its own way, then over to where the next one begins.
RoutePoint point_on_way_back(const StrokeTrack& from, const StrokeTrack& to, double share) {
    constexpr double k_along = 0.7;
    const bool ends_at_start = from.there_and_back || from.points.size() == 1;
    const float along = ends_at_start ? 1.0F : soft(share / k_along);
    const RoutePoint start = point_at(from, ends_at_start ? from.length_mm() : (1.0F - along) * from.length_mm());
    const float over = soft(ends_at_start ? share : (share - k_along) / (1.0 - k_along));
    const RoutePoint& end = to.points.front();
    RoutePoint point = over < 0.5F ? start : end;
    point.place.position_mm = glm::mix(start.place.position_mm, end.place.position_mm, over);
    const glm::vec3 normal = glm::mix(start.place.normal, end.place.normal, over);
    point.place.normal = glm::length(normal) > 0.1F ? glm::normalize(normal) : end.place.normal;
    point.heading = unit_in_plane(glm::mix(start.heading, end.heading, over), point.place.normal);
    return point;
}

/// What a repeat comes to: strokes begin light and grow deeper, presses are as deep as they may be.
float peak_pressure(const StrokeRoute& route, std::size_t repeat) {
    const StrokeStyle& style = route.style;
    const auto least = static_cast<float>(style.pressure_min);
    const auto most = static_cast<float>(style.pressure_max);
    if (stays_in_place(style) || route.order.size() < 2) {
        return most;
    }
    return glm::mix(least, most, static_cast<float>(repeat) / static_cast<float>(route.order.size() - 1));
}

float pressure_while_holding(const StrokeStyle& style, float peak, double seconds, double whole_s) {
    const auto least = static_cast<float>(style.pressure_min);
    const double turn = 2.0 * std::numbers::pi * seconds;
    if (style.path == StrokePath::Pulse) {
        return glm::mix(least, peak, static_cast<float>(0.5 - 0.5 * std::cos(turn / whole_s)));
    }
    if (style.path == StrokePath::Tremble) {
        return glm::mix(peak, least, k_tremble * static_cast<float>(0.5 - 0.5 * std::cos(turn * k_tremble_hz)));
    }
    return peak;
}

StrokePatch make_patch(const RoutePoint& point, const StrokeTrack& track, float pressure, bool touching) {
    return {point.place, point.heading, pressure, touching, track.other_hand};
}

}  // namespace

double duration_s(const StrokeRoute& route) {
    double all = 0.0;
    for (std::size_t repeat = 0; repeat < route.order.size(); ++repeat) {
        all += times_of(route, repeat).all();
    }
    return all;
}

StrokeMoment moment_at(const StrokeRoute& route, double seconds) {
    double left = std::fmod(std::max(seconds, 0.0), duration_s(route));
    std::size_t repeat = 0;
    while (repeat + 1 < route.order.size() && left >= times_of(route, repeat).all()) {
        left -= times_of(route, repeat++).all();
    }
    const RepeatTimes times = times_of(route, repeat);
    const StrokeStep& step = step_of(route, repeat);
    const StrokeStep& next = step_of(route, (repeat + 1) % route.order.size());
    const auto least = static_cast<float>(route.style.pressure_min);
    const float peak = peak_pressure(route, repeat);
    const float before = comes_on(route, repeat) ? peak_pressure(route, repeat - 1) : least;
    StrokeMoment moment{.patches = {}, .repeat = static_cast<int>(repeat) + 1, .holding = false};
    for (std::size_t hand = 0; hand < step.hands.size(); ++hand) {
        const StrokeTrack& track = step.hands[hand];
        const StrokeTrack& then = next.hands[std::min(hand, next.hands.size() - 1)];
        double at = left;
        if (at < times.land) {
            const float pressure = stays_in_place(route.style) ? glm::mix(least, peak, soft(at / times.land)) : least;
            moment.patches.push_back(make_patch(track.points.front(), track, pressure, true));
        } else if ((at -= times.land) < times.move) {
            const auto share = static_cast<float>(at / times.move);
            const float pressure = glm::mix(before, peak, glm::smoothstep(0.0F, 0.25F, share));
            moment.patches.push_back(make_patch(point_at(track, share * track.length_mm()), track, pressure, true));
        } else if ((at -= times.move) < times.hold) {
            const float pressure = pressure_while_holding(route.style, peak, at, times.hold);
            moment.patches.push_back(make_patch(track.points.back(), track, pressure, true));
            moment.holding = true;
        } else if ((at -= times.hold) < times.lift) {
            const float pressure = glm::mix(peak, least, soft(at / times.lift));
            moment.patches.push_back(make_patch(track.points.back(), track, pressure, true));
        } else {
            const double share = times.back > 0.0 ? std::clamp((at - times.lift) / times.back, 0.0, 1.0) : 1.0;
            moment.patches.push_back(make_patch(point_on_way_back(track, then, share), track, least, false));
        }
    }
    return moment;
}

}  // namespace palpate
