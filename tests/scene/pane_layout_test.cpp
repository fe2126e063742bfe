#include "scene/pane_layout.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>

using namespace palpate;
using Catch::Approx;

namespace {

/// A body with its arms a little off its sides.
Box make_body() {
    Box body;
    body.add({-480, 0, -150});
    body.add({480, 1750, 190});
    return body;
}

bool overlap(const Pane& a, const Pane& b) {
    const auto apart = [](int first, int size, int other, int other_size) {
        return first + size <= other || other + other_size <= first;
    };
    return !apart(a.corner_px.x, a.viewport.width_px, b.corner_px.x, b.viewport.width_px) &&
           !apart(a.corner_px.y, a.viewport.height_px, b.corner_px.y, b.viewport.height_px);
}

}  // namespace

TEST_CASE("four panes lie side by side inside the picture and hold the whole body below their titles", "[scene]") {
    const Viewport whole =
        GENERATE(Viewport{800, 700}, Viewport{1440, 600}, Viewport{420, 640}, Viewport{320, 900}, Viewport{2000, 500});
    const PaneFrame frame{.gap_px = 3, .title_px = 28};
    const Box body = make_body();
    const std::vector<Pane> panes = lay_out_four(body, whole, frame);
    REQUIRE(panes.size() == k_four_panes);
    for (std::size_t i = 0; i < panes.size(); ++i) {
        const Pane& pane = panes[i];
        CHECK(pane.corner_px.x + pane.viewport.width_px <= whole.width_px);
        CHECK(pane.corner_px.y + pane.viewport.height_px <= whole.height_px);
        for (std::size_t j = 0; j < i; ++j) {
            CHECK_FALSE(overlap(pane, panes[j]));
        }
        for (const glm::vec3& corner : {body.low, body.high, glm::vec3(body.low.x, body.high.y, body.high.z),
                                        glm::vec3(body.high.x, body.low.y, body.low.z)}) {
            const auto pixel = pane.camera.project(corner, pane.viewport);
            REQUIRE(pixel);
            CHECK(pixel->x >= 0.0F);
            CHECK(pixel->x <= static_cast<float>(pane.viewport.width_px));
            CHECK(pixel->y >= static_cast<float>(frame.title_px));
            CHECK(pixel->y <= static_cast<float>(pane.viewport.height_px));
        }
    }
}

TEST_CASE("all four panes show the body at one scale, nearly without perspective", "[scene]") {
    const std::vector<Pane> panes = lay_out_four(make_body(), {900, 700}, {});
    const auto height_px = [](const Pane& pane, float z) {
        return pane.camera.project({0, 0, z}, pane.viewport)->y - pane.camera.project({0, 1700, z}, pane.viewport)->y;
    };
    for (const Pane& pane : panes) {
        CHECK(height_px(pane, 20.0F) == Approx(height_px(panes[0], 20.0F)).epsilon(0.001));
    }
    CHECK(height_px(panes[0], 190.0F) == Approx(height_px(panes[0], -150.0F)).epsilon(0.01));
}

TEST_CASE("left panes see the client's left side, and what is left stands right in front views", "[scene]") {
    const std::vector<Pane> panes = lay_out_four(make_body(), {900, 700}, {});
    const auto x_of = [&](std::size_t pane, const glm::vec3& place) {
        return panes[pane].camera.project(place, panes[pane].viewport)->x;
    };
    const glm::vec3 left_hand(450, 800, 0);
    const glm::vec3 right_hand(-450, 800, 0);
    CHECK(x_of(0, left_hand) > x_of(0, right_hand));  // facing the reader
    CHECK(x_of(1, left_hand) < x_of(1, right_hand));  // from behind
    CHECK(panes[2].camera.eye_mm().x > 0.0F);         // +x is the client's left
    CHECK(panes[3].camera.eye_mm().x < 0.0F);
}

TEST_CASE("narrow pictures show two rows of two", "[scene]") {
    const std::vector<Pane> wide = lay_out_four(make_body(), {1000, 600}, {});
    CHECK(wide[2].corner_px.y == 0);
    const std::vector<Pane> narrow = lay_out_four(make_body(), {420, 700}, {});
    CHECK(narrow[1].corner_px.y == 0);
    CHECK(narrow[2].corner_px.y > 300);
    CHECK(narrow[2].corner_px.x == 0);
}

TEST_CASE("a zoomed pane keeps its camera and leaves the others at their scale", "[scene]") {
    const std::vector<Pane> before = lay_out_four(make_body(), {900, 700}, {});
    OrbitCamera close = before[1].camera;
    close.distance_mm *= 0.4F;
    ZoomedPanes zoomed;
    zoomed[1] = close;
    const std::vector<Pane> after = lay_out_four(make_body(), {900, 700}, {}, zoomed);
    CHECK(after[1].camera == close);
    CHECK(after[0] == before[0]);
    CHECK(after[3] == before[3]);
}

TEST_CASE("a pair has one camera and two halves, side by side where there is room", "[scene]") {
    OrbitCamera camera;
    camera.azimuth_rad = 0.4F;
    const std::vector<Pane> wide = lay_out_pair(camera, {801, 600}, {.gap_px = 2, .title_px = 30});
    REQUIRE(wide.size() == 2);
    CHECK(wide[0].camera == camera);
    CHECK(wide[1].camera == camera);
    CHECK(std::abs(wide[0].viewport.width_px - wide[1].viewport.width_px) <= 1);
    CHECK(wide[1].corner_px.x >= wide[0].viewport.width_px + 2);
    const std::vector<Pane> high = lay_out_pair(camera, {400, 800}, {});
    CHECK(high[1].corner_px.x == 0);
    CHECK(high[1].corner_px.y > 350);
}

TEST_CASE("a pixel belongs to the pane it lies in and to none in the gap", "[scene]") {
    const std::vector<Pane> panes = lay_out_pair({}, {802, 600}, {.gap_px = 2, .title_px = 30});
    CHECK(find_pane_at(panes, {0, 30}) == 0U);
    CHECK_FALSE(find_pane_at(panes, {0, 29}));  // the title's
    CHECK(find_pane_at(panes, {399, 599}) == 0U);
    CHECK(find_pane_at(panes, {403, 50}) == 1U);
    CHECK_FALSE(find_pane_at(panes, {401, 50}));
    CHECK_FALSE(find_pane_at(panes, {-1, 50}));
    CHECK_FALSE(find_pane_at(panes, {10, 600}));
}
