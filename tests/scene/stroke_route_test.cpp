#include "scene/stroke_route.h"

#include "scene/build_scene.h"
#include "scene/stroke_patch.h"
#include "support/smooth_shapes.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

using namespace palpate;
using Catch::Approx;

namespace {

/// An upright smooth body with one upright muscle near its front, low down.
struct Stage {
    std::shared_ptr<const TriangleMesh> skin = test::make_ellipsoid({0, 900, 0}, {200, 900, 150}, 60);
    std::shared_ptr<const TriangleMesh> flesh = test::make_ellipsoid({0, 600, 110}, {50, 150, 12});
    std::shared_ptr<const Atlas> atlas = test::make_atlas(
        "strokes",
        {test::tiny_structure("skin", Side::Mid, StructureClass::Skin, Layer::Skin, "", "", "skin", 7163, *skin),
         test::tiny_structure("rectus-femoris", Side::Left, StructureClass::Muscle, Layer::Superficial, "", "", "thigh",
                              22430, *flesh)});
    const Structure& muscle = atlas->structures()[1];
    StrokeGround ground{*atlas, std::make_shared<const SurfaceGraph>(atlas->structures()[0].mesh)};

    [[nodiscard]] StrokeRoute route(std::string_view path, std::string_view direction, std::string_view contact,
                                    int repeats = 6) const {
        auto made = make_stroke_route(ground, muscle, make_stroke_style(path, direction, contact, 5, 1, repeats, 1, 5));
        REQUIRE(made);
        return std::move(*made);
    }
};

}  // namespace

TEST_CASE("strokes along a muscle lie on the skin before it and go up towards the heart", "[scene][strokes]") {
    const Stage stage;
    for (const char* direction : {"along", "toward-heart"}) {
        const StrokeRoute route = stage.route("line", direction, "palm");
        REQUIRE(route.steps.size() == 1);
        const auto& points = route.steps[0].hands[0].points;
        CHECK(points.back().place.position_mm.y - points.front().place.position_mm.y > 150.0F);
        for (const RoutePoint& point : points) {
            CHECK(point.place.position_mm.z > 100.0F);
            CHECK(std::abs(point.place.position_mm.x) < 20.0F);
            CHECK(point.heading.y > 0.9F);
            CHECK(std::abs(glm::dot(point.heading, point.place.normal)) < 0.01F);
        }
    }
}

TEST_CASE("a thumb works a wide muscle in lanes, a palm in one", "[scene][strokes]") {
    const Stage stage;
    CHECK(stage.route("line", "along", "thumb").steps.size() == 3);
    CHECK(stage.route("line", "along", "thumb", 2).steps.size() == 2);
    CHECK(stage.route("line", "along", "palm").steps.size() == 1);
}

TEST_CASE("rubs go across the fibres and come back to where they began", "[scene][strokes]") {
    const StrokeTrack track = Stage().route("zigzag", "across", "fingertip", 30).steps[0].hands[0];
    CHECK(track.there_and_back);
    CHECK(glm::distance(track.points.front().place.position_mm, track.points.back().place.position_mm) < 0.01F);
    float aside = 0.0F;
    float up = 0.0F;
    for (const RoutePoint& point : track.points) {
        aside = std::max(aside, std::abs(point.place.position_mm.x - track.points.front().place.position_mm.x));
        up = std::max(up, std::abs(point.place.position_mm.y - track.points.front().place.position_mm.y));
    }
    CHECK(aside > 20.0F);
    CHECK(up < 6.0F);
}

TEST_CASE("every repeat has its step, and hands that stay on the skin end where the next begins", "[scene][strokes]") {
    const Stage stage;
    for (const char* path : {"line", "circle", "circle-small", "zigzag", "swing", "arc", "opposed-lines", "split-lines",
                             "cross", "press", "press-walk", "drag", "pin-line", "scoop", "wave", "tap"}) {
        CAPTURE(path);
        const StrokeRoute route = stage.route(path, "along", "palm", 9);
        REQUIRE(route.order.size() == 9);
        for (std::size_t i = 0; i + 1 < route.order.size(); ++i) {
            const StrokeStep& step = route.steps[route.order[i]];
            if (!step.goes_on) {
                continue;
            }
            const StrokeStep& next = route.steps[route.order[i + 1]];
            for (std::size_t hand = 0; hand < step.hands.size(); ++hand) {
                CHECK(glm::distance(step.hands[hand].points.back().place.position_mm,
                                    next.hands[hand].points.front().place.position_mm) < 0.01F);
            }
        }
    }
}

TEST_CASE("what touches nothing has no route", "[scene][strokes]") {
    const Stage stage;
    CHECK_FALSE(
        make_stroke_route(stage.ground, stage.muscle, make_stroke_style("hold", "along", "none", 0, 30, 3, 1, 1)));
}

TEST_CASE("a patch has the size of a hand, deepens with pressure and shows it by lines, too", "[scene][strokes]") {
    const Stage stage;
    const SurfacePoint place = stage.ground.nearest({0, 900, 300});
    StrokePatch patch{.place = place, .heading = {0, 1, 0}};
    const auto light = make_patch_shape(stage.ground, patch, StrokeContact::Palm, 1.0F);
    Box box;
    for (const glm::vec3& corner : light->corners_mm) {
        box.add(corner);
        CHECK(glm::distance(corner, stage.ground.nearest(corner).position_mm) < 1.0F);
    }
    CHECK(box.size().y == Approx(155.0F).margin(15.0F));
    double area_mm2 = 0.0;
    for (std::size_t i = 0; i < light->indices.size(); i += 3) {
        const auto corner = [&](std::size_t k) { return light->corners_mm[light->indices[i + k]]; };
        const glm::vec3 twice = glm::cross(corner(1) - corner(0), corner(2) - corner(0));
        CHECK(glm::dot(twice, place.normal) >= -1e-3F);
        area_mm2 += 0.5 * static_cast<double>(glm::length(twice));
    }
    CHECK(area_mm2 > 9000.0);
    CHECK(area_mm2 < 16000.0);
    std::size_t lines = light->rim.size();
    float lightness = 3.0F;
    for (int pressure = 2; pressure <= 5; ++pressure) {
        patch.pressure = static_cast<float>(pressure);
        const auto deeper = make_patch_shape(stage.ground, patch, StrokeContact::Palm, 1.0F);
        CHECK(deeper->rim.size() > lines);
        lines = deeper->rim.size();
        const glm::vec3 fill = pressure_colours(pressure).fill;
        CHECK(fill.r + fill.g + fill.b < lightness);
        lightness = fill.r + fill.g + fill.b;
    }
}

TEST_CASE("without motion, ways are arrows and presses are rings", "[scene][strokes]") {
    const Stage stage;
    const auto heads = [&](const StrokeRoute& route) {
        const auto traces = draw_still(stage.ground, route);
        REQUIRE(traces.size() == 1);
        CHECK(traces[0].shape->band.size() > 10);
        return std::ranges::count(traces[0].shape->band, true, &SkinStroke::arrow);
    };
    CHECK(heads(stage.route("line", "along", "palm")) == 1);
    CHECK(heads(stage.route("zigzag", "across", "palm", 1)) == 2);
    CHECK(heads(stage.route("press", "static", "palm")) == 0);
}
