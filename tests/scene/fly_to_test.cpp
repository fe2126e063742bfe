#include "scene/fly_to.h"

#include "scene/build_scene.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/gtc/constants.hpp>

#include <array>
#include <cmath>

using namespace palpate;
using namespace palpate::test;

namespace {

const Viewport k_viewport{400, 600};

Structure muscle(const char* id, const glm::vec3& centre, const glm::vec3& radius) {
    return tiny_structure(id, Side::Left, StructureClass::Muscle, Layer::Superficial, "lats", "mid-back", id, 1,
                          octahedron(centre, radius));
}

/// A wide plate at the back (-z) of a small muscle, so that it is seen from the front alone.
std::shared_ptr<const Atlas> small_before_plate() {
    return make_atlas("sight",
                      {muscle("small", {0, 1000, 60}, {15, 15, 10}), muscle("plate", {0, 1000, 0}, {300, 300, 20})});
}

Sight sight_of(const std::shared_ptr<const Atlas>& atlas, const char* id, const glm::vec2& now_rad) {
    const Picker picker(atlas);
    const Scene scene = build_scene(*atlas, nullptr, {}, {}, {});
    const std::array<StructureId, 1> wanted{StructureId(std::string(id) + ".left")};
    return best_sight(picker, scene, wanted, now_rad, k_viewport);
}

}  // namespace

TEST_CASE("what lies before the body is not looked at from behind, wherever the camera is", "[scene]") {
    for (const float azimuth : {0.0F, 1.5F, 3.1F}) {
        const Sight sight = sight_of(small_before_plate(), "small", {azimuth, 0.0F});
        INFO("from " << azimuth);
        CHECK(std::abs(sight.angles_rad.x) <= glm::half_pi<float>() + 0.01F);
        CHECK(sight.share > 0.3F);
        CHECK(sight.most_seen == StructureId("small.left"));
    }
}

TEST_CASE("what is seen equally well from all sides is looked at from where the camera is", "[scene]") {
    const auto alone = make_atlas("alone", {muscle("small", {0, 1000, 60}, {15, 15, 15})});
    CHECK(sight_of(alone, "small", {0.0F, 0.0F}).angles_rad.x == Catch::Approx(0.0F).margin(0.01));
    CHECK(std::abs(sight_of(alone, "small", {glm::pi<float>(), 0.0F}).angles_rad.x) ==
          Catch::Approx(glm::pi<float>()).margin(0.01));
}

TEST_CASE("what something lies before on every side is seen from nowhere", "[scene]") {
    const auto inside = make_atlas(
        "inside", {muscle("small", {0, 1000, 0}, {10, 10, 10}), muscle("shell", {0, 1000, 0}, {200, 200, 200})});
    const Sight sight = sight_of(inside, "small", {0.0F, 0.0F});
    CHECK(sight.share == 0.0F);
    CHECK(sight.most_seen.empty());
}

TEST_CASE("a place of the body lies on the side it juts out to", "[scene]") {
    Box body;
    body.add({-300, 0, -100});
    body.add({300, 1700, 200});
    CHECK(outward_angles_rad({0, 800, 200}, body).x == Catch::Approx(0.0F).margin(0.01));
    CHECK(outward_angles_rad({300, 800, 50}, body).x == Catch::Approx(glm::half_pi<float>()).margin(0.01));
    CHECK(std::abs(outward_angles_rad({0, 800, -100}, body).x) == Catch::Approx(glm::pi<float>()).margin(0.01));
}

TEST_CASE("a place fits into the picture with some of its surroundings", "[scene]") {
    Box box;
    box.add({100, 900, 0});
    box.add({180, 1100, 60});
    const OrbitCamera camera = closer_camera(box, {0.7F, 0.2F}, k_viewport);
    CHECK(camera.azimuth_rad == Catch::Approx(0.7F));
    for (const glm::vec3& corner : {box.low, box.high}) {
        const auto pixel = camera.project(corner, k_viewport);
        REQUIRE(pixel);
        CHECK((pixel->x > 0 && pixel->x < 400 && pixel->y > 0 && pixel->y < 600));
    }
}
