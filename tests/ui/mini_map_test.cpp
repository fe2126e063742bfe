#include "ui/mini_map.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <cmath>
#include <vector>

using namespace palpate;

namespace {

constexpr glm::vec2 k_size{100, 160};
constexpr Viewport k_viewport{800, 600};

Box make_box() {
    Box box;
    box.add({-250, 0, -150});
    box.add({250, 1750, 150});
    return box;
}

}  // namespace

TEST_CASE("the whole body is on the small map from every side", "[ui]") {
    const float azimuth_rad = glm::radians(GENERATE(range(-180.0F, 180.0F, 15.0F)));
    const MapFrame frame(make_box(), fit_camera(make_box(), azimuth_rad, 0.0F, k_viewport), k_size);
    for (const float x : {-250.0F, 250.0F}) {
        for (const float y : {0.0F, 1750.0F}) {
            const glm::vec2 place = frame.place({x, y, 150});
            CHECK((place.x >= 0 && place.y >= 0 && place.x <= k_size.x && place.y <= k_size.y));
        }
    }
}

TEST_CASE("the small map shows what the picture shows", "[ui]") {
    OrbitCamera camera = fit_camera(make_box(), 0.0F, 0.0F, k_viewport);
    const ScreenBox whole = MapFrame(make_box(), camera, k_size).seen(k_viewport);
    const glm::vec2 head = MapFrame(make_box(), camera, k_size).place({0, 1750, 0});
    CHECK((whole.low.y < head.y && whole.high.y > head.y));
    camera.target_mm = {0, 1600, 0};
    camera.distance_mm *= 0.2F;
    const MapFrame close(make_box(), camera, k_size);
    const ScreenBox part = close.seen(k_viewport);
    CHECK(part.high.y - part.low.y == Catch::Approx(0.2F * (whole.high.y - whole.low.y)));
    CHECK(glm::distance(0.5F * (part.low + part.high), close.place({0, 1600, 0})) < 0.01F);
}

TEST_CASE("a click on the small map brings that place to the middle", "[ui]") {
    const float azimuth_rad = glm::radians(GENERATE(0.0F, 35.0F, 180.0F));
    OrbitCamera camera = fit_camera(make_box(), azimuth_rad, 0.0F, k_viewport);
    camera.distance_mm *= 0.3F;
    const glm::vec3 knee{90, 480, 40};
    const MapFrame frame(make_box(), camera, k_size);
    const OrbitCamera moved = frame.looking_at(frame.place(knee));
    CHECK(glm::distance(MapFrame(make_box(), moved, k_size).place(moved.target_mm), frame.place(knee)) < 0.01F);
    CHECK(moved.distance_mm == camera.distance_mm);
    CHECK(moved.azimuth_rad == camera.azimuth_rad);
}

TEST_CASE("the ring of the small map tells every direction and takes it back", "[ui]") {
    const float azimuth_rad = glm::radians(GENERATE(range(-170.0F, 180.0F, 10.0F)));
    CHECK(azimuth_of_ring(30.0F * place_on_ring(azimuth_rad)) == Catch::Approx(azimuth_rad).margin(1e-4));
    CHECK(place_on_ring(0.0F).y > 0.0F);  // the front is below
}

TEST_CASE("the figure of the small map covers the places it was made of", "[ui]") {
    const std::vector<glm::vec3> places{{-100, 300, 0}, {100, 300, 0}, {0, 1500, 0}};
    const MapFrame frame(make_box(), fit_camera(make_box(), 0.0F, 0.0F, k_viewport), k_size);
    const BodyShadow shadow = frame.shadow(places);
    CHECK(shadow.stretches.size() == 3);
    CHECK(shadow.stretches.front().y <= frame.place(places[2]).y);
    CHECK(shadow.stretches.front().y + shadow.row_height >= frame.place(places[2]).y);
}

TEST_CASE("places a little too thin still make a figure without holes", "[ui]") {
    std::vector<glm::vec3> places;
    for (float x = -200.0F; x <= 200.0F; x += 21.0F) {  // further apart than a cell
        for (float y = 200.0F; y <= 1600.0F; y += 21.0F) {
            places.emplace_back(x, y, 0.0F);
        }
    }
    const MapFrame frame(make_box(), fit_camera(make_box(), 0.0F, 0.0F, k_viewport), k_size);
    const BodyShadow shadow = frame.shadow(places);
    const float height_px = shadow.stretches.back().y - shadow.stretches.front().y;
    const auto rows = static_cast<std::size_t>(std::lround(height_px / shadow.row_height)) + 1;
    CHECK(shadow.stretches.size() == rows);
}
