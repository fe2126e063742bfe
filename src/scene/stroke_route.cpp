#include "scene/stroke_route.h"

#include "scene/detail/stroke_field.h"
#include "scene/detail/stroke_way.h"
#include "scene/stroke_patch.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>

namespace palpate {
namespace {

constexpr float k_longest_mm = 700.0F;  ///< of a lane: more than any muscle is long
constexpr float k_least_lane_mm = 24.0F;
constexpr float k_widest_gap_mm = 12.0F;  ///< between parts of a muscle that one stroke goes over
constexpr float k_fold = 0.2F;            ///< cosine between normals one step apart: beyond is another part of the body
constexpr std::size_t k_most_lanes = 3;
constexpr std::size_t k_most_places = 6;

/// Small sizes of techniques, mm.
constexpr float k_small_circle_mm = 9.0F;
constexpr float k_least_circle_mm = 12.0F;
constexpr float k_largest_circle_mm = 42.0F;
constexpr float k_friction_mm = 14.0F;  ///< half of a way across
constexpr float k_swing_mm = 35.0F;
constexpr float k_cross_mm = 18.0F;
constexpr float k_bow_mm = 40.0F;
constexpr float k_drag_mm = 60.0F;
constexpr float k_widest_across_mm = 70.0F;

class RouteMaker {
public:
    RouteMaker(const StrokeGround& ground, const Structure& structure, const StrokeStyle& style)
        : ground_(ground), field_(ground, structure), style_(style) {
        route_.style = style;
        route_.contact_scale = calc_contact_scale();
        lanes_ = make_lanes();
    }

    StrokeRoute make();

private:
    [[nodiscard]] float calc_contact_scale() const;
    [[nodiscard]] Way follow(const SurfacePoint& from, FieldWay way, float sign, float most_mm, float least_mm) const;
    /// Through the place, to both sides as far as the muscle reaches, but no further than `most_mm` each.
    [[nodiscard]] Way line_through(const SurfacePoint& place, FieldWay way, float most_mm, float least_mm) const;
    [[nodiscard]] std::vector<Way> make_lanes() const;
    [[nodiscard]] Way make_lane(const SurfacePoint& seed) const;
    [[nodiscard]] Way line_across_heart_way(const SurfacePoint& middle) const;
    [[nodiscard]] std::vector<Way> sort_out_lanes(std::vector<Way> lanes) const;
    [[nodiscard]] Way places(std::size_t most, float apart_mm) const;
    [[nodiscard]] glm::vec3 across_at(const RoutePoint& at) const;
    [[nodiscard]] RoutePoint beside(const RoutePoint& at, float across_mm, float along_mm) const;
    [[nodiscard]] Way across_line(const RoutePoint& at, float half_mm) const;
    [[nodiscard]] Way circle(const RoutePoint& at, float radius_mm) const;
    [[nodiscard]] float half_breadth_at(const SurfacePoint& place) const;
    [[nodiscard]] float patch_length() const { return route_.contact_scale * size_of(style_.contact).ahead_mm; }
    [[nodiscard]] float patch_breadth() const { return route_.contact_scale * size_of(style_.contact).aside_mm; }

    void add_lanes();
    void add_across_lines();
    void add_drag();
    void add_pinned_lines();
    void add_scoops();
    void add_circles(float radius_mm);
    void add_across_rubs(float half_mm);
    void add_arcs();
    void add_crosses();
    void add_opposed_lines();
    void add_split_lines();
    void add_presses();
    /// One place after the other, as many repeats at each; hands stay on the skin between them.
    void order_by_place(std::vector<StrokeStep> at_places);
    void order_in_turn();
    [[nodiscard]] Way link(const RoutePoint& from, const RoutePoint& to) const;

    const StrokeGround& ground_;
    StrokeField field_;
    StrokeStyle style_;
    StrokeRoute route_;
    std::vector<Way> lanes_;
};

/// By how thick the body is there: a palm does not fit on a finger.
float RouteMaker::calc_contact_scale() const {
    constexpr float k_start_mm = 1.0F;
    constexpr float k_most_of_thickness = 1.3F;
    const SurfacePoint& middle = field_.middle();
    const glm::vec3 inward = -middle.normal;
    const auto far_side = ground_.find_along({middle.position_mm + k_start_mm * inward, inward});
    if (!far_side) {
        return 1.0F;
    }
    const float thickness = glm::distance(far_side->position_mm, middle.position_mm);
    const ContactSize size = size_of(style_.contact);
    return glm::clamp(k_most_of_thickness * thickness / std::max(size.aside_mm, 1.0F), 0.3F, 1.0F);
}

Way RouteMaker::follow(const SurfacePoint& from, FieldWay way, float sign, float most_mm, float least_mm) const {
    Way points{{from, {}}};
    float walked = 0.0F;
    float bare_mm = 0.0F;  // since the muscle was under the way
    std::size_t kept = 1;
    glm::vec3 before = sign * field_.find_direction(from, way).value_or(unit_in_plane({0.0F, 1.0F, 0.0F}, from.normal));
    while (most_mm - walked > 0.2F * field_.step_mm()) {
        const SurfacePoint& at = points.back().place;
        glm::vec3 ahead = sign * field_.find_direction(at, way).value_or(sign * before);
        if (glm::dot(ahead, before) < 0.0F) {
            ahead = unit_in_plane(before, at.normal);
        }
        const float step = std::min(field_.step_mm(), most_mm - walked);
        const SurfacePoint next = ground_.nearest(at.position_mm + step * ahead);
        const float gone = glm::distance(next.position_mm, at.position_mm);
        const bool round =
            walked > 30.0F && glm::distance(next.position_mm, from.position_mm) < 1.5F * field_.step_mm();
        bare_mm = field_.covers(next.position_mm) ? 0.0F : bare_mm + gone;
        if (gone < 0.3F * step || glm::dot(next.normal, at.normal) < k_fold || round ||
            (bare_mm > k_widest_gap_mm && walked > least_mm)) {
            break;
        }
        before = unit_in_plane(ahead, next.normal);
        walked += gone;
        points.push_back({next, {}});
        kept = bare_mm == 0.0F || walked <= least_mm + 0.5F * step ? points.size() : kept;
    }
    points.resize(kept);
    return points;
}

Way RouteMaker::line_through(const SurfacePoint& place, FieldWay way, float most_mm, float least_mm) const {
    Way line = reversed(follow(place, way, -1.0F, most_mm, least_mm));
    const Way ahead = follow(place, way, 1.0F, most_mm, least_mm);
    line.insert(line.end(), ahead.begin() + 1, ahead.end());
    point_along(line);
    return line;
}

float RouteMaker::half_breadth_at(const SurfacePoint& place) const {
    return 0.5F * length_of(line_through(place, FieldWay::AcrossFibres, 0.5F * k_longest_mm, 2.0F));
}

/// From the end that is farther from the heart to the nearer one, a little inside the muscle's ends, where the patch
/// would reach beyond.
Way RouteMaker::make_lane(const SurfacePoint& seed) const {
    const bool to_heart = style_.direction == StrokeDirection::TowardHeart;
    Way lane = line_through(seed, to_heart ? FieldWay::Heart : FieldWay::Fibres, k_longest_mm, 0.5F * k_least_lane_mm);
    const float length = length_of(lane);
    const float inside = std::min({0.3F * patch_length(), 0.15F * length, 0.5F * (length - k_least_lane_mm)});
    if (inside > 1.0F) {
        lane = cut(lane, inside, length - inside, ground_);
    }
    if (ground_.to_heart_mm(lane.back().place) > ground_.to_heart_mm(lane.front().place)) {
        lane = reversed(std::move(lane));
    }
    point_along(lane);
    return lane;
}

Way RouteMaker::line_across_heart_way(const SurfacePoint& middle) const {
    const glm::vec3 ahead = field_.find_direction(middle, FieldWay::Heart).value_or(glm::vec3(0.0F, 1.0F, 0.0F));
    const glm::vec3 aside = field_.across_sign() * unit_in_plane(glm::cross(middle.normal, ahead), middle.normal);
    Way line;
    for (const float sign : {-1.0F, 1.0F}) {
        glm::vec3 heading = sign * aside;
        RoutePoint at{middle, heading};
        const std::size_t most = static_cast<std::size_t>(0.5F * k_longest_mm / field_.step_mm());
        for (std::size_t i = 0; i < most; ++i) {
            const SurfacePoint next = ground_.walk(at.place, field_.step_mm() * heading, heading);
            const bool stays = glm::distance(next.position_mm, at.place.position_mm) < 0.3F * field_.step_mm();
            if (stays || !field_.covers(next.position_mm)) {
                break;
            }
            at = {next, heading};
            line.push_back(at);
        }
        if (sign < 0.0F) {
            std::ranges::reverse(line);
            line.push_back({middle, aside});
        }
    }
    return line;
}

/// As many as the muscle is wider than what touches it. Their seeds lie on one line across.
std::vector<Way> RouteMaker::make_lanes() const {
    const bool to_heart = style_.direction == StrokeDirection::TowardHeart;
    const SurfacePoint& middle = field_.middle();
    // Across what is followed.
    const Way across = to_heart ? line_across_heart_way(middle)
                                : line_through(middle, FieldWay::AcrossFibres, 0.5F * k_longest_mm, 2.0F);
    const float breadth = length_of(across);
    const float wanted = breadth / std::max(1.1F * patch_breadth(), 20.0F);
    const auto most = std::min(k_most_lanes, static_cast<std::size_t>(style_.repeats));
    const auto count = std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(wanted)), 1, most);
    if (count == 1 || across.size() < 3) {
        return {make_lane(middle)};
    }
    std::vector<Way> lanes;
    for (std::size_t i = 0; i < count; ++i) {
        const float at = breadth * (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
        lanes.push_back(make_lane(cut(across, at, breadth, ground_).front().place));
    }
    return sort_out_lanes(std::move(lanes));
}

/// Lanes much shorter than the longest cross only a corner of the muscle.
std::vector<Way> RouteMaker::sort_out_lanes(std::vector<Way> lanes) const {
    float longest = 0.0F;
    for (const Way& lane : lanes) {
        longest = std::max(longest, length_of(lane));
    }
    std::erase_if(lanes, [&](const Way& lane) { return length_of(lane) < 0.4F * longest; });
    return lanes;
}

/// Places along all lanes, evenly, headed along them.
Way RouteMaker::places(std::size_t most, float apart_mm) const {
    most = std::clamp<std::size_t>(most, 1, static_cast<std::size_t>(style_.repeats));
    Way found;
    const std::size_t lanes = std::min(lanes_.size(), most);
    for (std::size_t i = 0; i < lanes; ++i) {
        const Way& lane = lanes == 1 ? lanes_[lanes_.size() / 2] : lanes_[i];
        const float length = length_of(lane);
        const auto fit = static_cast<std::size_t>(std::max(length / std::max(apart_mm, 8.0F), 1.0F));
        const std::size_t count = std::min(fit, std::max<std::size_t>(most / lanes, 1));
        for (std::size_t k = 0; k < count; ++k) {
            const float at = length * (static_cast<float>(k) + 0.5F) / static_cast<float>(count);
            found.push_back(lane.size() > 1 ? cut(lane, at, length, ground_).front() : lane.front());
        }
    }
    return found;
}

glm::vec3 RouteMaker::across_at(const RoutePoint& at) const {
    const auto across = style_.direction == StrokeDirection::TowardHeart
                            ? std::nullopt
                            : field_.find_direction(at.place, FieldWay::AcrossFibres);
    return across.value_or(field_.across_sign() * glm::cross(at.place.normal, at.heading));
}

RoutePoint RouteMaker::beside(const RoutePoint& at, float across_mm, float along_mm) const {
    RoutePoint moved = at;
    moved.place = ground_.walk(at.place, across_mm * across_at(at) + along_mm * at.heading, moved.heading);
    return moved;
}

/// Across the fibres, `half_mm` to each side or where the skin folds; headed as it goes.
Way RouteMaker::across_line(const RoutePoint& at, float half_mm) const {
    return line_through(at.place, FieldWay::AcrossFibres, half_mm, half_mm);
}

Way RouteMaker::circle(const RoutePoint& at, float radius_mm) const {
    const int corners = std::max(static_cast<int>(2.0F * std::numbers::pi_v<float> * radius_mm / field_.step_mm()), 16);
    Way way;
    for (int i = 0; i <= corners; ++i) {
        const float angle =
            2.0F * std::numbers::pi_v<float> * static_cast<float>(i % corners) / static_cast<float>(corners);
        way.push_back(beside(at, radius_mm * std::cos(angle), radius_mm * std::sin(angle)));
    }
    return way;
}

Way RouteMaker::link(const RoutePoint& from, const RoutePoint& to) const {
    const float gap = glm::distance(from.place.position_mm, to.place.position_mm);
    const int steps = std::max(static_cast<int>(gap / field_.step_mm()), 1);
    Way way{from};
    for (int i = 1; i < steps; ++i) {
        const float share = static_cast<float>(i) / static_cast<float>(steps);
        RoutePoint point;
        point.place = ground_.nearest(glm::mix(from.place.position_mm, to.place.position_mm, share));
        point.heading = unit_in_plane(glm::mix(from.heading, to.heading, share), point.place.normal);
        way.push_back(point);
    }
    way.push_back(to);
    return way;
}

void RouteMaker::order_in_turn() {
    for (int i = 0; i < style_.repeats; ++i) {
        route_.order.push_back(static_cast<std::size_t>(i) % route_.steps.size());
    }
}

void RouteMaker::order_by_place(std::vector<StrokeStep> at_places) {
    const std::size_t places = at_places.size();
    const auto repeats = static_cast<std::size_t>(style_.repeats);
    for (std::size_t place = 0; place < places; ++place) {
        const std::size_t first = (place * repeats + places - 1) / places;
        const std::size_t end = ((place + 1) * repeats + places - 1) / places;
        StrokeStep& stay = at_places[place];
        stay.goes_on = true;
        for (std::size_t i = first; i + 1 < end; ++i) {
            route_.order.push_back(route_.steps.size());
        }
        if (first + 1 < end) {
            route_.steps.push_back(stay);
        }
        StrokeStep leave = stay;
        leave.goes_on = place + 1 < places;
        for (std::size_t hand = 0; hand < leave.hands.size() && leave.goes_on; ++hand) {
            StrokeTrack& track = leave.hands[hand];
            const bool other_hand = track.other_hand;
            const Way on = link(track.points.back(), at_places[place + 1].hands[hand].points.front());
            Way all = track.points;
            all.insert(all.end(), on.begin() + 1, on.end());
            track = make_track(std::move(all));
            track.other_hand = other_hand;
        }
        if (first < end) {
            route_.order.push_back(route_.steps.size());
            route_.steps.push_back(std::move(leave));
        }
    }
}

void RouteMaker::add_lanes() {
    if (style_.direction == StrokeDirection::Across) {
        add_across_lines();
        return;
    }
    for (const Way& lane : lanes_) {
        route_.steps.push_back({{make_track(lane)}});
    }
    order_in_turn();
}

void RouteMaker::add_across_lines() {
    for (const RoutePoint& at : places(k_most_places, 1.2F * patch_breadth())) {
        const float half = std::clamp(half_breadth_at(at.place), 12.0F, k_widest_across_mm);
        route_.steps.push_back({{make_track(across_line(at, half))}});
    }
    order_in_turn();
}

/// Two hands go a short way from each other, or one a short way along.
void RouteMaker::add_drag() {
    for (const Way& lane : lanes_) {
        const float length = length_of(lane);
        const float way = std::min(length, k_drag_mm);
        if (style_.contact != StrokeContact::CrossedPalms) {
            route_.steps.push_back({{make_track(cut(lane, 0.5F * (length - way), 0.5F * (length + way), ground_))}});
            continue;
        }
        // Hands begin side by side; on a short muscle they reach beyond it.
        const RoutePoint middle = cut(lane, 0.5F * length, length, ground_).front();
        const float apart = 0.35F * patch_length();
        StrokeStep step;
        for (const float sign : {1.0F, -1.0F}) {
            Way there;
            constexpr int k_points = 8;
            for (int i = 0; i <= k_points; ++i) {
                const float share = static_cast<float>(i) / k_points;
                there.push_back(beside(middle, 0.0F, sign * (apart + 0.5F * way * share)));
            }
            point_along(there);
            step.hands.push_back(make_track(std::move(there)));
        }
        step.hands.back().other_hand = true;
        route_.steps.push_back(std::move(step));
    }
    order_in_turn();
}

/// One thumb stays at the beginning, the other goes away from it.
void RouteMaker::add_pinned_lines() {
    for (const Way& lane : lanes_) {
        const float length = length_of(lane);
        const float start = std::min(1.2F * patch_length(), 0.4F * length);
        StrokeStep step;
        step.hands.push_back(make_track(cut(lane, start, length, ground_)));
        step.hands.push_back(make_track({lane.front()}));
        route_.steps.push_back(std::move(step));
    }
    order_in_turn();
}

/// Bows one after the other along the lanes, each going forward and round to the side.
void RouteMaker::add_scoops() {
    for (const RoutePoint& at : places(k_most_places, 1.2F * k_bow_mm)) {
        const float size = std::min(k_bow_mm, std::max(2.0F * half_breadth_at(at.place), 16.0F));
        Way bow;
        constexpr int k_points = 14;
        for (int i = 0; i <= k_points; ++i) {
            const float angle = std::numbers::pi_v<float> * static_cast<float>(i) / k_points;
            bow.push_back(beside(at, 0.35F * size * std::sin(angle), -0.5F * size * std::cos(angle)));
        }
        route_.steps.push_back({{make_track(std::move(bow))}});
    }
    order_in_turn();
}

void RouteMaker::add_circles(float radius_mm) {
    std::vector<StrokeStep> steps;
    for (const RoutePoint& at : places(k_most_places, 2.0F * radius_mm)) {
        steps.push_back({{make_track(circle(at, radius_mm))}});
    }
    order_by_place(std::move(steps));
}

void RouteMaker::add_across_rubs(float half_mm) {
    std::vector<StrokeStep> steps;
    for (const RoutePoint& at : places(k_most_places, std::max(patch_breadth(), 12.0F))) {
        steps.push_back({{make_return_track(across_line(at, half_mm))}});
    }
    order_by_place(std::move(steps));
}

void RouteMaker::add_arcs() {
    std::vector<StrokeStep> steps;
    for (const RoutePoint& at : places(1, k_longest_mm)) {
        const Way whole = circle(at, std::clamp(half_breadth_at(at.place), k_least_circle_mm, k_swing_mm));
        steps.push_back({{make_return_track(Way(whole.begin(), whole.begin() + std::ssize(whole) / 2 + 1))}});
    }
    order_by_place(std::move(steps));
}

void RouteMaker::add_crosses() {
    std::vector<StrokeStep> steps;
    for (const RoutePoint& at : places(3, 2.5F * k_cross_mm)) {
        const Way across = across_line(at, k_cross_mm);
        const Way along = line_through(at.place, FieldWay::Fibres, k_cross_mm, k_cross_mm);
        Way all;
        const auto from_middle = [&](const Way& line) {
            const Way half = cut(line, 0.5F * length_of(line), length_of(line), ground_);
            const Way other = cut(line, 0.0F, 0.5F * length_of(line), ground_);
            all.insert(all.end(), half.begin(), half.end());
            all.insert(all.end(), half.rbegin(), half.rend());
            all.insert(all.end(), other.rbegin(), other.rend());
            all.insert(all.end(), other.begin(), other.end());
        };
        from_middle(across);
        from_middle(along);
        steps.push_back({{make_track(std::move(all))}});
    }
    order_by_place(std::move(steps));
}

/// Two hands side by side on the muscle, one going there while the other comes back.
void RouteMaker::add_opposed_lines() {
    std::vector<StrokeStep> steps;
    const float apart = 0.5F * patch_breadth() + 4.0F;  // hands lie across: their breadth is along the muscle
    for (const RoutePoint& at : places(k_most_places, 2.0F * apart)) {
        const float half = std::clamp(half_breadth_at(at.place), 20.0F, 50.0F);
        StrokeStep step;
        for (const float sign : {1.0F, -1.0F}) {
            Way line = across_line(beside(at, 0.0F, sign * apart), half);
            if (sign < 0.0F) {  // the other hand comes from over there, pointing the same way
                line = reversed(std::move(line));
            }
            step.hands.push_back(make_return_track(std::move(line)));
        }
        step.hands.back().other_hand = true;
        steps.push_back(std::move(step));
    }
    order_by_place(std::move(steps));
}

void RouteMaker::add_split_lines() {
    for (const RoutePoint& at : places(k_most_places, patch_length())) {
        const float start = 0.35F * patch_breadth();
        const float end = start + std::clamp(half_breadth_at(at.place), 15.0F, 50.0F);
        StrokeStep step;
        for (const float sign : {1.0F, -1.0F}) {
            Way away = follow(at.place, FieldWay::AcrossFibres, sign, end, end);
            const float length = length_of(away);
            away = cut(away, std::min(start, 0.4F * length), length, ground_);
            for (RoutePoint& point : away) {  // hands point along the muscle while they part
                point.heading = unit_in_plane(at.heading, point.place.normal);
            }
            step.hands.push_back(make_track(std::move(away)));
        }
        step.hands.back().other_hand = true;
        route_.steps.push_back(std::move(step));
    }
    order_in_turn();
}

void RouteMaker::add_presses() {
    const bool one_place =
        style_.path == StrokePath::Hold || style_.path == StrokePath::Isometric || style_.path == StrokePath::Tremble;
    const bool walks = style_.path == StrokePath::PressWalk || style_.path == StrokePath::Tap;
    const std::size_t most = one_place ? 1 : walks ? 2 * k_most_places : k_most_places;
    for (const RoutePoint& at : places(most, std::max(patch_breadth(), 15.0F))) {
        route_.steps.push_back({{make_track({at})}});
    }
    order_in_turn();
}

StrokeRoute RouteMaker::make() {
    const float half_breadth = half_breadth_at(field_.middle());
    switch (style_.path) {
        case StrokePath::Drag: add_drag(); break;
        case StrokePath::PinLine: add_pinned_lines(); break;
        case StrokePath::Scoop: add_scoops(); break;
        case StrokePath::Circle:
            add_circles(route_.contact_scale * std::clamp(0.8F * half_breadth, k_least_circle_mm, k_largest_circle_mm));
            break;
        case StrokePath::CircleSmall: add_circles(k_small_circle_mm); break;
        case StrokePath::Zigzag: add_across_rubs(std::min(k_friction_mm, std::max(half_breadth, 6.0F))); break;
        case StrokePath::Swing: add_across_rubs(std::clamp(half_breadth, 15.0F, k_swing_mm)); break;
        case StrokePath::Arc: add_arcs(); break;
        case StrokePath::Cross: add_crosses(); break;
        case StrokePath::OpposedLines: add_opposed_lines(); break;
        case StrokePath::SplitLines: add_split_lines(); break;
        case StrokePath::Line:
        case StrokePath::LineFast:
        case StrokePath::Wave: add_lanes(); break;
        default: add_presses(); break;
    }
    return std::move(route_);
}

}  // namespace

std::optional<StrokeRoute> make_stroke_route(const StrokeGround& ground, const Structure& structure,
                                             const StrokeStyle& style) {
    if (!touches_skin(style)) {
        return std::nullopt;
    }
    StrokeRoute route = RouteMaker(ground, structure, style).make();
    for (StrokeStep& step : route.steps) {
        if (!step.goes_on) {
            make_equally_long(step, ground);
        }
        std::ranges::for_each(step.hands, turn_slowly);
    }
    return route;
}

}  // namespace palpate
