#include "ui/camera_motion.h"

#include "scene/skin_overlay.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr double k_journey_s = 0.2;         // how long a named view takes to come round
constexpr double k_still_turning_s = 0.08;  // a hand that rested this long before letting go wanted to stop there
constexpr float k_run_out_s = 0.22F;        // in which the speed falls to a third
constexpr float k_fastest_rad_per_s = 3.0F;
constexpr float k_slowest_rad_per_s = 0.06F;  // below this it has come to rest
constexpr double k_longest_step_s = 0.1;      // after a slow frame the body does not leap

float ease(float t) { return t * t * (3.0F - 2.0F * t); }

}  // namespace

void CameraMotion::follow(const OrbitCamera& wanted, double now_s, bool reduced) {
    if (!known_ || reduced) {
        journey_.reset();
        shown_ = wanted_ = wanted;
        known_ = true;
        return;
    }
    if (wanted != wanted_) {
        wanted_ = wanted;
        journey_ = Journey{shown_, now_s};
        spinning_ = false;
    }
    if (journey_) {
        const auto t = static_cast<float>((now_s - journey_->start_s) / k_journey_s);
        shown_ = t >= 1.0F ? wanted_ : interpolate(journey_->from, wanted_, ease(std::max(t, 0.0F)));
        if (t >= 1.0F) {
            journey_.reset();
        }
    }
}

void CameraMotion::set_by_hand(const OrbitCamera& camera) {
    journey_.reset();
    shown_ = wanted_ = camera;
    known_ = true;
}

void CameraMotion::note_turn(const glm::vec2& turn_rad, double now_s) {
    constexpr float k_newest_share = 0.4F;
    const auto step_s = static_cast<float>(std::clamp(now_s - last_turn_s_, 0.004, k_longest_step_s));
    const bool first = now_s - last_turn_s_ > k_longest_step_s;
    const glm::vec2 speed = turn_rad / step_s;
    speed_rad_per_s_ = first ? glm::vec2(0.0F) : glm::mix(speed_rad_per_s_, speed, k_newest_share);
    last_turn_s_ = now_s;
    spinning_ = false;
}

void CameraMotion::let_go(double now_s, bool reduced) {
    const float speed = glm::length(speed_rad_per_s_);
    spinning_ = !reduced && now_s - last_turn_s_ <= k_still_turning_s && speed > k_slowest_rad_per_s;
    if (spinning_) {
        speed_rad_per_s_ *= std::min(1.0F, k_fastest_rad_per_s / speed);
        last_turn_s_ = now_s;
    }
}

std::optional<glm::vec2> CameraMotion::spin(const OrbitCamera& wanted, double now_s) {
    spinning_ = spinning_ && wanted == wanted_;
    if (!spinning_) {
        return std::nullopt;
    }
    const auto step_s = static_cast<float>(std::clamp(now_s - last_turn_s_, 0.0, k_longest_step_s));
    last_turn_s_ = now_s;
    const float left = std::exp(-step_s / k_run_out_s);
    const glm::vec2 turn_rad = k_run_out_s * (1.0F - left) * speed_rad_per_s_;
    speed_rad_per_s_ *= left;
    spinning_ = glm::length(speed_rad_per_s_) > k_slowest_rad_per_s;
    return turn_rad;
}

std::vector<glm::vec3> places_on(const Atlas& atlas) {
    constexpr std::size_t k_most_places = 20'000;
    const auto& structures = atlas.structures();
    const auto skin = find_skin(atlas);
    std::size_t vertices = 0;
    for (std::size_t i = 0; i < structures.size(); ++i) {
        vertices += !skin || *skin == i ? structures[i].mesh->positions_mm.size() : 0;
    }
    const std::size_t stride = vertices / k_most_places + 1;
    std::vector<glm::vec3> places;
    for (std::size_t i = 0; i < structures.size(); ++i) {
        const auto& positions_mm = structures[i].mesh->positions_mm;
        for (std::size_t v = 0; (!skin || *skin == i) && v < positions_mm.size(); v += stride) {
            places.push_back(positions_mm[v]);
        }
    }
    return places;
}

}  // namespace palpate
