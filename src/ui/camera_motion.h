#pragma once

#include "anatomy/atlas.h"
#include "geometry/orbit_camera.h"

#include <glm/vec2.hpp>

#include <optional>
#include <vector>

namespace palpate {

/// How the shown camera gets where it is wanted: named views are travelled to, and what the hand set turning runs out
/// gently. With reduced motion both are at once. Pure: time is given, in seconds.
class CameraMotion {
public:
    [[nodiscard]] const OrbitCamera& shown() const { return shown_; }
    [[nodiscard]] bool moving() const { return journey_.has_value() || spinning_; }

    /// The camera the workspace wants now; a jump of it starts a journey. Call once a frame.
    void follow(const OrbitCamera& wanted, double now_s, bool reduced);
    /// Motion by hand is shown at once, without a journey.
    void set_by_hand(const OrbitCamera& camera);

    /// The hand turned the body by so much in this frame.
    void note_turn(const glm::vec2& turn_rad, double now_s);
    /// The hand let go: the body turns on, if it was still being turned.
    void let_go(double now_s, bool reduced);
    /// The hand is there again, or something else wants the camera.
    void stop() { spinning_ = false; }
    /// What the body turns by itself since the last call: azimuth, elevation. Nothing when it has come to rest, and no
    /// more once a command has sent the camera elsewhere: `wanted` is where it should be now.
    [[nodiscard]] std::optional<glm::vec2> spin(const OrbitCamera& wanted, double now_s);

private:
    struct Journey {
        OrbitCamera from;
        double start_s = 0.0;
    };

    OrbitCamera shown_;
    OrbitCamera wanted_;
    bool known_ = false;
    std::optional<Journey> journey_;
    glm::vec2 speed_rad_per_s_{0.0F};
    double last_turn_s_ = -1.0;
    bool spinning_ = false;
};

/// Places all over the body, about 10 mm apart, by which a camera is kept on it. Empty for an atlas without structures.
[[nodiscard]] std::vector<glm::vec3> places_on(const Atlas& atlas);

}  // namespace palpate
