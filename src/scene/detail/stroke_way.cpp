#include "scene/detail/stroke_way.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace palpate {

float length_of(const Way& way) {
    float length = 0.0F;
    for (std::size_t i = 1; i < way.size(); ++i) {
        length += glm::distance(way[i - 1].place.position_mm, way[i].place.position_mm);
    }
    return length;
}

StrokeTrack make_track(Way points) {
    StrokeTrack track;
    track.points = std::move(points);
    float at = 0.0F;
    for (std::size_t i = 0; i < track.points.size(); ++i) {
        at += i == 0 ? 0.0F : glm::distance(track.points[i - 1].place.position_mm, track.points[i].place.position_mm);
        track.at_mm.push_back(at);
    }
    return track;
}

Way cut(const Way& way, float from_mm, float to_mm, const StrokeGround& ground) {
    const StrokeTrack track = make_track(way);
    const auto place_at = [&](float at) {
        const auto next = std::ranges::upper_bound(track.at_mm, at);
        const auto index = std::clamp<std::ptrdiff_t>(next - track.at_mm.begin(), 1, std::ssize(way) - 1);
        const auto i = static_cast<std::size_t>(index);
        const float gap = track.at_mm[i] - track.at_mm[i - 1];
        const float share = gap > 0.0F ? glm::clamp((at - track.at_mm[i - 1]) / gap, 0.0F, 1.0F) : 0.0F;
        RoutePoint point = share < 0.5F ? way[i - 1] : way[i];
        point.place = ground.nearest(glm::mix(way[i - 1].place.position_mm, way[i].place.position_mm, share));
        return point;
    };
    Way part{place_at(from_mm)};
    for (std::size_t i = 0; i < way.size(); ++i) {
        if (track.at_mm[i] > from_mm && track.at_mm[i] < to_mm) {
            part.push_back(way[i]);
        }
    }
    part.push_back(place_at(to_mm));
    return part;
}

void point_along(Way& way) {
    constexpr float k_least_mm = 5.0F;
    const auto place = [&](std::size_t i) { return way[i].place.position_mm; };
    for (std::size_t i = 0; i < way.size() && way.size() > 1; ++i) {
        std::size_t before = i;
        std::size_t after = i;
        while (before > 0 && glm::distance(place(before), place(i)) < k_least_mm) {
            --before;
        }
        while (after + 1 < way.size() && glm::distance(place(after), place(i)) < k_least_mm) {
            ++after;
        }
        way[i].heading = unit_in_plane(place(after) - place(before), way[i].place.normal);
    }
}

void turn_slowly(StrokeTrack& track) {
    constexpr float k_reach_mm = 14.0F;
    const StrokeTrack sharp = track;
    std::size_t first = 0;
    std::size_t end = 0;
    for (std::size_t i = 0; i < track.points.size(); ++i) {
        while (track.at_mm[i] - track.at_mm[first] > k_reach_mm) {
            ++first;
        }
        while (end < track.points.size() && track.at_mm[end] - track.at_mm[i] <= k_reach_mm) {
            ++end;
        }
        glm::vec3 sum(0.0F);
        for (std::size_t k = first; k < end; ++k) {
            sum += sharp.points[k].heading;
        }
        track.points[i].heading =
            unit_in_plane(glm::length(sum) > 0.1F ? sum : sharp.points[i].heading, track.points[i].place.normal);
    }
}

StrokeTrack make_return_track(Way there) {
    Way all = there;
    all.insert(all.end(), there.rbegin() + 1, there.rend());
    StrokeTrack track = make_track(std::move(all));
    track.there_and_back = true;
    return track;
}

Way reversed(Way way) {
    std::ranges::reverse(way);
    return way;
}

void make_equally_long(StrokeStep& step, const StrokeGround& ground) {
    if (step.hands.size() != 2 || step.hands[1].points.size() < 2 || step.hands[0].points.size() < 2) {
        return;
    }
    const float length = std::min(step.hands[0].length_mm(), step.hands[1].length_mm());
    for (StrokeTrack& track : step.hands) {
        if (track.length_mm() > length + 0.01F && !track.there_and_back) {
            const bool other_hand = track.other_hand;
            track = make_track(cut(track.points, 0.0F, length, ground));
            track.other_hand = other_hand;
        }
    }
}

}  // namespace palpate
