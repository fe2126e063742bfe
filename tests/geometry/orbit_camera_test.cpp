#include "geometry/orbit_camera.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>
#include <glm/vec4.hpp>

#include <cmath>
#include <random>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{1280, 800};

Box make_body() {
    Box body;
    body.add({-450, 0, -130});
    body.add({450, 1650, 220});
    return body;
}

struct RandomCamera {
    std::mt19937 engine{11};
    float between(float low, float high) { return std::uniform_real_distribution<float>(low, high)(engine); }
    OrbitCamera camera() {
        OrbitCamera camera;
        camera.target_mm = {between(-400, 400), between(50, 1600), between(-100, 200)};
        camera.distance_mm = between(400, 5000);
        camera.azimuth_rad = between(-3.1F, 3.1F);
        camera.elevation_rad = between(-1.57F, 1.57F);
        return camera;
    }
    glm::vec3 point() { return {between(-450, 450), between(0, 1650), between(-130, 220)}; }
    glm::vec2 pixel() { return {between(0, 1279), between(0, 799)}; }
};

float distance_to_ray(const Ray& ray, const glm::vec3& point) {
    const glm::vec3 towards = point - ray.origin_mm;
    return glm::length(towards - glm::dot(towards, ray.direction) * ray.direction);
}

bool inside_box(const Box& box, const glm::vec3& point) {
    return glm::all(glm::greaterThanEqual(point, box.low)) && glm::all(glm::lessThanEqual(point, box.high));
}

}  // namespace

TEST_CASE("the ray through a point's pixel passes through the point", "[geometry]") {
    RandomCamera random;
    int seen = 0;
    for (int i = 0; i < 300; ++i) {
        const OrbitCamera camera = random.camera();
        const glm::vec3 point = random.point();
        if (const auto pixel = camera.project(point, k_viewport)) {
            ++seen;
            CHECK(distance_to_ray(camera.ray_through(*pixel, k_viewport), point) < 0.02F);
        }
    }
    CHECK(seen > 200);
}

TEST_CASE("project agrees with the matrices the renderer uses", "[geometry]") {
    RandomCamera random;
    for (int i = 0; i < 100; ++i) {
        const OrbitCamera camera = random.camera();
        const glm::vec3 point = random.point();
        const auto pixel = camera.project(point, k_viewport);
        if (!pixel) {
            continue;
        }
        const glm::vec4 clip = camera.projection(k_viewport) * camera.view() * glm::vec4(point, 1.0F);
        // The pixel (0,0) is centred half a pixel inside the picture's top left corner.
        const float x = (0.5F + 0.5F * clip.x / clip.w) * 1280.0F - 0.5F;
        const float y = (0.5F - 0.5F * clip.y / clip.w) * 800.0F - 0.5F;
        CHECK(x == Catch::Approx(pixel->x).margin(0.05).epsilon(1e-3));
        CHECK(y == Catch::Approx(pixel->y).margin(0.05).epsilon(1e-3));
    }
}

TEST_CASE("named views look from the side they name", "[geometry]") {
    const auto eye = [](const char* name) {
        const auto angles = find_view_angles_rad(name);
        REQUIRE(angles);
        return glm::normalize(fit_camera(make_body(), angles->x, angles->y, k_viewport).axes()[2]);
    };
    CHECK(glm::length(eye("front") - glm::vec3(0, 0, 1)) < 1e-5F);
    CHECK(glm::length(eye("back") - glm::vec3(0, 0, -1)) < 1e-5F);
    CHECK(glm::length(eye("left") - glm::vec3(1, 0, 0)) < 1e-5F);
    CHECK(glm::length(eye("right") - glm::vec3(-1, 0, 0)) < 1e-5F);
    CHECK(glm::length(eye("top") - glm::vec3(0, 1, 0)) < 1e-5F);
    CHECK(glm::length(eye("90,0") - glm::vec3(1, 0, 0)) < 1e-5F);
    CHECK(eye("three-quarter").z > 0.0F);
    CHECK(eye("-90,30").y == Catch::Approx(0.5F));
}

TEST_CASE("words that name no view are refused", "[geometry]") {
    const char* name = GENERATE("", "sideways", "12", "1,2,3", "a,b", "0,91", "nan,0", "0,", ",0", " 0,0");
    CHECK_FALSE(find_view_angles_rad(name));
}

TEST_CASE("a fitted camera shows every corner of the box and wastes little", "[geometry]") {
    const Box body = make_body();
    const Viewport viewport = GENERATE(Viewport{1280, 800}, Viewport{400, 900}, Viewport{300, 300});
    for (const char* name : {"front", "back", "left", "right", "top", "three-quarter", "120,-40"}) {
        const auto angles = find_view_angles_rad(name);
        REQUIRE(angles);
        const OrbitCamera camera = fit_camera(body, angles->x, angles->y, viewport);
        float fullest = 0.0F;
        for (int i = 0; i < 8; ++i) {
            const glm::vec3 corner((i & 1) != 0 ? body.high.x : body.low.x, (i & 2) != 0 ? body.high.y : body.low.y,
                                   (i & 4) != 0 ? body.high.z : body.low.z);
            const glm::vec4 clip = camera.projection(viewport) * camera.view() * glm::vec4(corner, 1.0F);
            fullest = std::max({fullest, std::abs(clip.x / clip.w), std::abs(clip.y / clip.w)});
            CHECK(std::abs(clip.z) < clip.w);
        }
        CHECK(fullest < 1.0F);
        CHECK(fullest > 0.85F);
    }
}

TEST_CASE("zooming keeps the point under the pointer", "[geometry]") {
    RandomCamera random;
    const Box body = make_body();
    for (int i = 0; i < 100; ++i) {
        OrbitCamera camera = fit_camera(body, random.between(-3, 3), 0.2F, k_viewport);
        const glm::vec3 anchor = random.point();
        const auto pixel = camera.project(anchor, k_viewport);
        REQUIRE(pixel);
        camera.zoom_about(0.8F, anchor, k_viewport, body);
        const auto after = camera.project(anchor, k_viewport);
        REQUIRE(after);
        CHECK(glm::length(*after - *pixel) < 0.2F);
    }
    OrbitCamera camera = fit_camera(body, 0, 0, k_viewport);
    const glm::vec2 pixel(660, 300);
    const Ray before = camera.ray_through(pixel, k_viewport);
    const glm::vec3 held = before.origin_mm + camera.distance_mm / -before.direction.z * before.direction;
    camera.zoom_to(0.7F, pixel, k_viewport, body);
    CHECK(camera.distance_mm < 0.71F * glm::length(before.origin_mm - held));
    CHECK(glm::length(*camera.project(held, k_viewport) - pixel) < 0.1F);
}

TEST_CASE("panning moves what is under the pointer with it", "[geometry]") {
    const Box body = make_body();
    OrbitCamera camera = fit_camera(body, 0.4F, 0.1F, k_viewport);
    const glm::vec3 point = camera.target_mm;
    const glm::vec2 before = *camera.project(point, k_viewport);
    camera.pan({30, -12}, k_viewport, body);
    const glm::vec2 after = *camera.project(point, k_viewport);
    CHECK(glm::length(after - before - glm::vec2(30, -12)) < 0.5F);
}

TEST_CASE("no series of moves loses the body or enters it", "[geometry]") {
    RandomCamera random;
    const Box body = make_body();
    OrbitCamera camera = fit_camera(body, 0, 0, k_viewport);
    const float farthest = OrbitCamera::k_farthest * 6000.0F;
    for (int i = 0; i < 2000; ++i) {
        camera.orbit(random.between(-2, 2), random.between(-2, 2));
        camera.pan({random.between(-900, 900), random.between(-900, 900)}, k_viewport, body);
        camera.zoom_to(random.between(0.2F, 3.0F), random.pixel(), k_viewport, body);
        CHECK(inside_box(body, camera.target_mm));
        CHECK(camera.distance_mm >= OrbitCamera::k_nearest_mm);
        CHECK(camera.distance_mm <= farthest);
        CHECK(std::abs(camera.elevation_rad) <= 1.5708F);
        CHECK(std::abs(camera.azimuth_rad) <= 3.14160F);
    }
    camera = fit_camera(body, 0.7F, 0.2F, k_viewport);
    for (int i = 0; i < 60; ++i) {
        camera.zoom_to(0.8F, {640, 400}, k_viewport, body);
    }
    CHECK_FALSE(inside_box(body, camera.eye_mm()));
}

TEST_CASE("a smooth move ends exactly on its view and goes the shorter way", "[geometry]") {
    RandomCamera random;
    const OrbitCamera from = random.camera();
    const OrbitCamera to = random.camera();
    CHECK(interpolate(from, to, 0.0F) == from);
    CHECK(interpolate(from, to, 1.0F) == to);
    CHECK(interpolate(from, to, 1.5F) == to);
    OrbitCamera left = from;
    OrbitCamera right = from;
    left.azimuth_rad = glm::radians(170.0F);
    right.azimuth_rad = glm::radians(-170.0F);
    const float halfway = interpolate(left, right, 0.5F).azimuth_rad;
    CHECK(std::abs(std::abs(halfway) - glm::radians(180.0F)) < 1e-4F);
}
