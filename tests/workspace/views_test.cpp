#include "workspace/views.h"

#include "scene/label_layout.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

constexpr Viewport k_wide{1000, 700};
constexpr Viewport k_narrow{300, 700};

Box body() {
    Box box;
    box.add({-450.0F, 0.0F, -150.0F});
    box.add({450.0F, 1750.0F, 150.0F});
    return box;
}

bool is_whole(const OrbitCamera& camera, const Viewport& viewport) {
    const ScreenBox box = project_box(body(), camera, viewport);
    return box.low.x >= 0.0F && box.high.x <= static_cast<float>(viewport.width_px) && box.low.y >= 0.0F &&
           box.high.y <= static_cast<float>(viewport.height_px);
}

}  // namespace

TEST_CASE("a body that fitted the picture fits it again when the picture is narrower, and when it is wide again",
          "[workspace][views]") {
    const OrbitCamera fitted = fit_camera(body(), 0.0F, 0.0F, k_wide);
    CHECK_FALSE(is_whole(fitted, k_narrow));  // the hands would leave it
    const OrbitCamera narrow = refit_camera(fitted, body(), k_wide, k_narrow);
    CHECK(is_whole(narrow, k_narrow));
    CHECK(refit_camera(narrow, body(), k_narrow, k_wide) == fitted);
}

TEST_CASE("a body turned by hand and seen whole stays whole, from the same side", "[workspace][views]") {
    OrbitCamera turned = fit_camera(body(), 0.0F, 0.0F, k_wide);
    turned.orbit(0.4F, 0.2F);
    turned.distance_mm *= 1.1F;
    const OrbitCamera narrow = refit_camera(turned, body(), k_wide, k_narrow);
    CHECK(is_whole(narrow, k_narrow));
    CHECK(narrow.azimuth_rad == turned.azimuth_rad);
    CHECK(narrow.elevation_rad == turned.elevation_rad);
    CHECK(refit_camera(turned, body(), k_wide, {1200, 700}) == turned);  // there was room before
}

TEST_CASE("a camera that looks at a part keeps looking at it in a picture of any size", "[workspace][views]") {
    OrbitCamera close = fit_camera(body(), 0.0F, 0.0F, k_wide);
    close.distance_mm *= 0.3F;
    CHECK(refit_camera(close, body(), k_wide, k_narrow) == close);
    CHECK(refit_camera(close, body(), k_narrow, k_wide) == close);
}
