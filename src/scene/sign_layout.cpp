#include "scene/sign_layout.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace palpate {

SignVisibility calc_sign_visibility(float gap_mm, float facing) {
    if (facing <= k_least_facing) {
        return SignVisibility::Behind;
    }
    if (gap_mm <= k_clear_gap_mm) {
        return SignVisibility::Clear;
    }
    return facing > 0.0F && gap_mm <= k_covered_gap_mm ? SignVisibility::Covered : SignVisibility::Behind;
}

namespace {

/// How much room a sign takes from its neighbours: all when it faces the reader, and ever less while it turns away, so
/// that none jumps.
float calc_presence(float facing) { return glm::smoothstep(k_least_facing, 0.0F, facing); }

/// Signs that push each other apart and are drawn back to their places.
class SignCrowd {
public:
    SignCrowd(std::vector<PlacedSign>& signs, const Scene& scene)
        : signs_(signs), paired_at_px_(signs.size(), k_nowhere_px), moves_(signs.size()) {
        for (const PlacedSign& placed : signs) {
            presence_.push_back(calc_presence(placed.facing));
            selected_.push_back(scene.marks[placed.sign].selected);
            widest_px_ = std::max(widest_px_, placed.radius_px);
        }
        for (std::size_t i = 0; i < signs.size(); ++i) {
            if (presence_[i] > 0.0F) {  // who takes no room pushes nobody
                by_x_.push_back(i);
            }
        }
    }

    void spread() {
        if (!push_apart()) {
            return;
        }
        // Each starts a little off its place, in a direction of its own: two whose places pass over each other then go
        // round each other and do not change sides in a jump. Where there is room the pull takes this back.
        constexpr float k_start_px = 5.0F;
        constexpr float k_golden_angle_rad = 2.39996F;
        for (std::size_t i = 0; i < signs_.size(); ++i) {
            const float angle = k_golden_angle_rad * static_cast<float>(signs_[i].sign);
            const float start_px = selected_[i] ? 0.0F : k_start_px;
            signs_[i].centre_px = signs_[i].place_px + start_px * glm::vec2(std::cos(angle), std::sin(angle));
        }
        constexpr int k_rounds = 70;
        constexpr int k_rounds_with_pull = 50;  // the last ones only push
        constexpr float k_pull = 0.06F;
        for (int round = 0; round < k_rounds && push_apart(); ++round) {
            for (PlacedSign& sign : signs_) {
                const float pull = round < k_rounds_with_pull ? k_pull : 0.0F;
                sign.centre_px += pull * (sign.place_px - sign.centre_px);
            }
        }
    }

private:
    /// Two signs near enough to meet in the next rounds. `from`: the one with the lower index.
    struct Pair {
        std::uint32_t from;
        std::uint32_t to;
        float room_px;  ///< they take between their middles
    };
    static constexpr float k_slack_px = 8.0F;

    /// Every pair no further apart than their room and twice the slack: as long as none has moved by more than the slack
    /// since, no other two can touch. Far cheaper than looking at all neighbours in each round.
    void find_pairs() {
        std::ranges::sort(by_x_, {}, [&](std::size_t i) { return std::pair(signs_[i].centre_px.x, i); });
        pairs_.clear();
        const float reach_px = 2.0F * widest_px_ + k_gap_px + 2.0F * k_slack_px;
        for (std::size_t a = 0; a < by_x_.size(); ++a) {
            for (std::size_t b = a + 1; b < by_x_.size(); ++b) {
                const auto [from, to] = std::minmax(by_x_[a], by_x_[b]);
                const glm::vec2 apart = signs_[to].centre_px - signs_[from].centre_px;
                if (std::abs(apart.x) > reach_px) {
                    break;
                }
                const float room_px =
                    (signs_[from].radius_px + signs_[to].radius_px + k_gap_px) * presence_[from] * presence_[to];
                const float near_px = room_px + 2.0F * k_slack_px;
                if (glm::dot(apart, apart) < near_px * near_px) {
                    pairs_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), room_px});
                }
            }
        }
        for (std::size_t i = 0; i < signs_.size(); ++i) {
            paired_at_px_[i] = signs_[i].centre_px;
        }
    }

    [[nodiscard]] bool pairs_hold() const {
        for (const std::size_t i : by_x_) {
            const glm::vec2 moved = signs_[i].centre_px - paired_at_px_[i];
            if (glm::dot(moved, moved) > k_slack_px * k_slack_px) {
                return false;
            }
        }
        return true;
    }

    /// True when any two were too close.
    bool push_apart() {
        if (!pairs_hold()) {
            find_pairs();
        }
        constexpr float k_most_px = 4.0F;  // in one round: who is pushed by many does not fly over the next ones
        std::ranges::fill(moves_, glm::vec2(0.0F));
        bool any = false;
        for (const Pair& pair : pairs_) {
            any = push_pair(pair) || any;
        }
        for (std::size_t i = 0; i < signs_.size(); ++i) {
            const float far_px = glm::length(moves_[i]);
            signs_[i].centre_px += moves_[i] * (far_px > k_most_px ? k_most_px / far_px : 1.0F);
        }
        return any;
    }

    bool push_pair(const Pair& pair) {
        constexpr float k_share = 0.42F;  // of the overlap, for each of the two: more makes crowds tremble
        const auto [i, j, room_px] = pair;
        const glm::vec2 apart = signs_[j].centre_px - signs_[i].centre_px;
        const float squared_px = glm::dot(apart, apart);
        if (squared_px >= room_px * room_px) {
            return false;
        }
        const float distance_px = std::sqrt(squared_px);
        const glm::vec2 direction = distance_px > 0.01F ? apart / distance_px : glm::vec2(0.0F, 1.0F);
        const glm::vec2 push = k_share * (room_px - distance_px) * direction;
        moves_[i] -= selected_[i] ? glm::vec2(0.0F) : push;  // the selected one stays where the hand is
        moves_[j] += selected_[j] ? glm::vec2(0.0F) : push;
        return true;
    }

    static constexpr float k_gap_px = 1.0F;
    static constexpr glm::vec2 k_nowhere_px{1e9F};

    std::vector<PlacedSign>& signs_;
    std::vector<float> presence_;
    std::vector<bool> selected_;
    std::vector<std::size_t> by_x_;  ///< those that take room
    std::vector<Pair> pairs_;
    std::vector<glm::vec2> paired_at_px_;  ///< where each was when the pairs were found
    std::vector<glm::vec2> moves_;
    float widest_px_ = 0.0F;
};

}  // namespace

std::vector<PlacedSign> place_signs(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport,
                                    float ui_scale) {
    const glm::vec3 eye_mm = camera.eye_mm();
    std::vector<PlacedSign> placed;
    placed.reserve(scene.marks.size());
    for (std::size_t i = 0; i < scene.marks.size(); ++i) {
        const MarkSign& sign = scene.marks[i];
        const auto centre_px = camera.project(sign.position_mm, viewport);
        if (!centre_px) {
            continue;
        }
        const glm::vec3 to_eye = eye_mm - sign.position_mm;
        const float facing = glm::dot(sign.point.normal, glm::normalize(to_eye));
        if (facing <= k_least_facing) {
            continue;
        }
        const float growth = sign.selected ? k_selected_sign_growth : 1.0F;
        const float second_ring_px = sign.rings > 1 ? k_second_ring_px : 0.0F;
        placed.push_back({.sign = i,
                          .centre_px = *centre_px,
                          .place_px = *centre_px,
                          .radius_px = (k_sign_radius_px + second_ring_px) * ui_scale * growth,
                          .depth_mm = glm::length(to_eye),
                          .facing = facing});
    }
    SignCrowd(placed, scene).spread();
    std::ranges::stable_sort(placed, [&](const PlacedSign& a, const PlacedSign& b) {
        const bool a_selected = scene.marks[a.sign].selected;
        const bool b_selected = scene.marks[b.sign].selected;
        return a_selected != b_selected ? b_selected : a.depth_mm > b.depth_mm;
    });
    return placed;
}

}  // namespace palpate
