#include "ui/camera_motion.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

using namespace palpate;

namespace {

OrbitCamera turned(float azimuth_rad) {
    OrbitCamera camera;
    camera.azimuth_rad = azimuth_rad;
    return camera;
}

/// Turned by hand at one speed, then let go.
CameraMotion let_go_at(float rad_per_s, bool reduced = false, double rest_s = 0.0) {
    CameraMotion motion;
    double now_s = 1.0;
    for (int frame = 0; frame < 20; ++frame, now_s += 0.02) {
        motion.note_turn({0.02F * rad_per_s, 0.0F}, now_s);
    }
    motion.let_go(now_s - 0.02 + rest_s, reduced);
    return motion;
}

float run_out(CameraMotion motion, double step_s, double* duration_s = nullptr) {
    float turned_rad = 0.0F;
    double now_s = 1.38;
    while (const auto turn = motion.spin(OrbitCamera(), now_s += step_s)) {
        turned_rad += turn->x;
    }
    if (duration_s != nullptr) {
        *duration_s = now_s - 1.38;
    }
    return turned_rad;
}

}  // namespace

TEST_CASE("a named view is travelled to and ends exactly there; with reduced motion it is there at once", "[ui]") {
    CameraMotion motion;
    motion.follow(turned(0.0F), 0.0, false);
    CHECK(motion.shown() == turned(0.0F));
    motion.follow(turned(1.0F), 1.0, false);
    CHECK(motion.moving());
    motion.follow(turned(1.0F), 1.1, false);
    CHECK((motion.shown().azimuth_rad > 0.1F && motion.shown().azimuth_rad < 0.9F));
    motion.follow(turned(1.0F), 1.3, false);
    CHECK(motion.shown() == turned(1.0F));
    CHECK_FALSE(motion.moving());
    motion.follow(turned(2.0F), 2.0, true);
    CHECK(motion.shown() == turned(2.0F));
    CHECK_FALSE(motion.moving());
}

TEST_CASE("the body turns on after the hand lets go, gently, and comes to rest", "[ui]") {
    double duration_s = 0.0;
    const float turned_rad = run_out(let_go_at(2.0F), 0.016, &duration_s);
    CHECK((turned_rad > 0.2F && turned_rad < 0.6F));
    CHECK(duration_s < 1.5);
    CHECK(run_out(let_go_at(50.0F), 0.016) < 0.8F);  // a flick does not send it spinning
}

TEST_CASE("how far it turns on does not depend on how many frames are drawn", "[ui]") {
    const float smooth = run_out(let_go_at(2.0F), 0.005);
    CHECK(run_out(let_go_at(2.0F), 0.05) == Catch::Approx(smooth).margin(0.03));
}

TEST_CASE("a hand that rests before it lets go, a slow one, and reduced motion stop the body at once", "[ui]") {
    CHECK_FALSE(let_go_at(2.0F, false, 0.2).moving());
    CHECK_FALSE(let_go_at(0.01F).moving());
    CHECK_FALSE(let_go_at(2.0F, true).moving());
    CameraMotion caught = let_go_at(2.0F);
    CHECK(caught.moving());
    caught.stop();
    CHECK_FALSE(caught.spin(OrbitCamera(), 1.5));
}

TEST_CASE("a named view asked for while the body still turns is gone to", "[ui]") {
    CameraMotion motion = let_go_at(3.0F);
    CHECK(motion.spin(OrbitCamera(), 1.40));
    CHECK_FALSE(motion.spin(turned(2.0F), 1.42));
    motion.follow(turned(2.0F), 1.42, false);
    motion.follow(turned(2.0F), 9.0, false);
    CHECK(motion.shown() == turned(2.0F));
    CHECK_FALSE(motion.moving());
}
