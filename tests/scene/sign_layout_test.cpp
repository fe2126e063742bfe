#include "scene/sign_layout.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <random>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{1280, 800};

/// Marks on the front of a cylinder about as broad as a body, many close together as on a real shoulder.
Scene make_scene(unsigned int seed, int count) {
    std::mt19937 random(seed);
    std::normal_distribution<float> spread(0.0F, 1.0F);
    Scene scene;
    scene.bounds.add({-250, 0, -120});
    scene.bounds.add({250, 1750, 120});
    for (int i = 0; i < count; ++i) {
        const float angle = 0.5F * spread(random) + (i % 3 == 0 ? 0.8F : 0.0F);
        const glm::vec3 normal(std::sin(angle), 0.0F, std::cos(angle));
        MarkSign sign;
        sign.id = MarkId(std::to_string(i));
        sign.point.normal = normal;
        sign.position_mm = 150.0F * normal + glm::vec3(0, 1150.0F + 130.0F * spread(random), 0);
        sign.rings = 1 + i % 2;
        scene.marks.push_back(sign);
    }
    return scene;
}

std::vector<PlacedSign> by_mark(std::vector<PlacedSign> placed) {
    std::ranges::sort(placed, {}, &PlacedSign::sign);
    return placed;
}

}  // namespace

TEST_CASE("of 60 marks no two that face the reader lie on each other, and each stays near its place", "[scene]") {
    const Scene scene = make_scene(GENERATE(range(1U, 9U)), 60);
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    const auto placed = by_mark(place_signs(scene, camera, k_viewport, 1.0F));
    for (std::size_t i = 0; i < placed.size(); ++i) {
        for (std::size_t j = i + 1; j < placed.size(); ++j) {
            if (placed[i].facing > 0.0F && placed[j].facing > 0.0F) {
                const float touching = placed[i].radius_px + placed[j].radius_px;
                CHECK(glm::length(placed[i].centre_px - placed[j].centre_px) > 0.8F * touching);
            }
        }
        CHECK(placed[i].place_px == *camera.project(scene.marks[placed[i].sign].position_mm, k_viewport));
        CHECK(glm::length(placed[i].centre_px - placed[i].place_px) < 150.0F);
    }
}

TEST_CASE("a sign alone stands exactly on its place, and the selected one never moves", "[scene]") {
    Scene scene = make_scene(1, 1);
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    CHECK(place_signs(scene, camera, k_viewport, 1.0F)[0].centre_px ==
          *camera.project(scene.marks[0].position_mm, k_viewport));
    scene = make_scene(2, 30);
    scene.marks[4].selected = true;
    const auto placed = by_mark(place_signs(scene, camera, k_viewport, 1.0F));
    CHECK(placed[4].centre_px == placed[4].place_px);
}

TEST_CASE("signs do not jump while the body turns", "[scene]") {
    const Scene scene = make_scene(GENERATE(range(1U, 5U)), 24);
    OrbitCamera camera = fit_camera(scene.bounds, glm::radians(-60.0F), 0.0F, k_viewport);
    auto before = by_mark(place_signs(scene, camera, k_viewport, 1.0F));
    std::vector<float> jumps_px;
    for (int step = 0; step < 240; ++step) {
        camera.orbit(glm::radians(0.5F), 0.0F);
        const auto now = by_mark(place_signs(scene, camera, k_viewport, 1.0F));
        for (const PlacedSign& sign : now) {
            const auto earlier = std::ranges::find(before, sign.sign, &PlacedSign::sign);
            if (sign.facing > 0.1F) {
                REQUIRE(earlier != before.end());
                const glm::vec2 own_way = sign.place_px - earlier->place_px;
                jumps_px.push_back(glm::length(sign.centre_px - earlier->centre_px - own_way));
            }
        }
        before = now;
    }
    std::ranges::sort(jumps_px);
    CHECK(jumps_px[jumps_px.size() / 2] < 0.5F);
    CHECK(jumps_px[jumps_px.size() * 95 / 100] < 0.5F * k_sign_radius_px);
    CHECK(jumps_px.back() < 4.0F * k_sign_radius_px);  // where a crowd turns over: rare
}

TEST_CASE("signs on the far side take no room from those that are seen", "[scene]") {
    Scene scene = make_scene(3, 1);
    scene.marks.push_back(scene.marks[0]);
    scene.marks[1].point.normal = -scene.marks[0].point.normal;
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    for (const PlacedSign& placed : place_signs(scene, camera, k_viewport, 1.0F)) {
        CHECK(placed.centre_px == placed.place_px);
    }
}
