#include "geometry/sight.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <random>

using namespace palpate;

namespace {

/// Places on a head, a trunk, two arms and two legs, 10 mm apart.
std::vector<glm::vec3> make_body() {
    std::vector<glm::vec3> points;
    const auto add_limb = [&](glm::vec3 from, glm::vec3 to, float radius_mm) {
        const float length_mm = glm::length(to - from);
        for (float along = 0.0F; along <= length_mm; along += 10.0F) {
            for (float angle = 0.0F; angle < 6.283F; angle += 10.0F / radius_mm) {
                const glm::vec3 around(radius_mm * std::sin(angle), 0.0F, radius_mm * std::cos(angle));
                points.push_back(glm::mix(from, to, along / length_mm) + around);
            }
        }
    };
    add_limb({0, 1500, 0}, {0, 1740, 0}, 90);
    add_limb({0, 850, 0}, {0, 1480, 0}, 150);
    for (const float side : {-1.0F, 1.0F}) {
        add_limb({200 * side, 1450, 0}, {400 * side, 780, 60}, 45);
        add_limb({90 * side, 0, 0}, {90 * side, 850, 0}, 70);
    }
    return points;
}

bool is_seen(const OrbitCamera& camera, const Viewport& viewport, const std::vector<glm::vec3>& points) {
    const glm::vec2 size(static_cast<float>(viewport.width_px), static_cast<float>(viewport.height_px));
    return std::ranges::any_of(points, [&](const glm::vec3& point) {
        const auto pixel = camera.project(point, viewport);
        return pixel && pixel->x >= 0.0F && pixel->y >= 0.0F && pixel->x < size.x && pixel->y < size.y;
    });
}

}  // namespace

TEST_CASE("whatever a hand does to the camera, some of the body stays in the picture", "[geometry]") {
    const std::vector<glm::vec3> points = make_body();
    Box body;
    for (const glm::vec3& point : points) {
        body.add(point);
    }
    std::mt19937 random(GENERATE(range(1U, 9U)));
    const auto between = [&](float low, float high) {
        return std::uniform_real_distribution<float>(low, high)(random);
    };
    const Viewport viewport{static_cast<int>(between(200, 1600)), static_cast<int>(between(200, 1000))};
    OrbitCamera camera = fit_camera(body, 0.0F, 0.0F, viewport);
    for (int step = 0; step < 400; ++step) {
        const glm::vec2 pixel(between(0, static_cast<float>(viewport.width_px)),
                              between(0, static_cast<float>(viewport.height_px)));
        switch (std::uniform_int_distribution<int>(0, 3)(random)) {
            case 0: camera.orbit(between(-3, 3), between(-2, 2)); break;
            case 1: camera.pan({between(-900, 900), between(-900, 900)}, viewport, body); break;
            case 2: camera.zoom_to(between(0.2F, 2.0F), pixel, viewport, body); break;
            default: camera.zoom_about(between(0.1F, 1.2F), points[random() % points.size()], viewport, body); break;
        }
        camera = keep_in_sight(camera, viewport, points);
        REQUIRE(is_seen(camera, viewport, points));
        REQUIRE(keep_in_sight(camera, viewport, points).target_mm == camera.target_mm);
    }
}

TEST_CASE("a camera that sees the body is left alone", "[geometry]") {
    const std::vector<glm::vec3> points = make_body();
    OrbitCamera camera;
    camera.target_mm = {0, 1200, 0};
    CHECK(keep_in_sight(camera, {800, 600}, points) == camera);
    camera.target_mm = {30000, 1200, 0};
    CHECK(keep_in_sight(camera, {800, 600}, points).target_mm.x < 2000.0F);
    CHECK(keep_in_sight(camera, {800, 600}, points).distance_mm == camera.distance_mm);
}
