#include "geometry/image_canvas.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

constexpr glm::vec3 k_ink{0.0F};

Image sheet() { return make_image(40, 30, glm::vec4(1.0F)); }

int grey(const Image& image, int x, int y) { return image.rgba[4 * static_cast<std::size_t>(y * image.width_px + x)]; }

}  // namespace

TEST_CASE("a line is as wide as it says, and soft at its edge alone", "[geometry][canvas]") {
    Image image = sheet();
    draw_stroke(image, {5.0F, 15.0F}, {35.0F, 15.0F}, 4.0F, k_ink);
    CHECK(grey(image, 20, 14) == 0);
    CHECK(grey(image, 20, 15) == 0);
    CHECK(grey(image, 20, 10) == 255);
    CHECK(grey(image, 1, 15) == 255);
    CHECK(grey(image, 38, 15) == 255);
}

TEST_CASE("a ring leaves its middle, a disc fills it, and what reaches beyond the picture is left out",
          "[geometry][canvas]") {
    Image image = sheet();
    draw_disc(image, {20.0F, 15.0F}, 8.0F, 2.0F, k_ink);
    CHECK(grey(image, 20, 15) == 255);
    CHECK(grey(image, 28, 15) < 128);
    draw_disc(image, {20.0F, 15.0F}, 8.0F, 0.0F, k_ink);
    CHECK(grey(image, 20, 15) == 0);
    draw_disc(image, {0.0F, 0.0F}, 10.0F, 0.0F, k_ink);
    draw_stroke(image, {-50.0F, -50.0F}, {90.0F, 80.0F}, 3.0F, k_ink);
    CHECK(image.rgba.size() == std::size_t{4} * 40 * 30);
}
