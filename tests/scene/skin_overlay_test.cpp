#include "scene/skin_overlay.h"

#include "scene/build_scene.h"
#include "support/error_code.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;

namespace {

/// The tiny atlas, its skin parted into left and right.
std::shared_ptr<const Atlas> parted_atlas() {
    AtlasContent content;
    content.credit = {"tiny", "Tiny atlas", "own work", "made for the tests"};
    content.fingerprint = "parted";
    content.structures = test::tiny_structures();
    const TriangleMesh& skin = *content.structures.back().mesh;
    SkinMap map;
    map.id = "sides";
    map.areas = {"half-left", "half-right"};
    map.labels = {0, 1, 0, 0, 0, 0};
    constexpr std::uint16_t k_all = 65535;
    for (std::uint32_t triangle = 0; triangle < skin.triangle_count(); ++triangle) {
        const auto [a, b, c] = skin.triangle(triangle);
        if (a.x + b.x + c.x < 3.0F * k_mirror_plane_x_mm) {
            map.cuts.push_back({triangle, static_cast<std::uint32_t>(map.pieces.size()), 0});
            map.pieces.push_back({{{{0, 0}, {k_all, 0}, {0, k_all}}}, 1});
        }
    }
    content.skin_maps = {map};
    return std::make_shared<const Atlas>(std::move(content));
}

}  // namespace

TEST_CASE("neighbouring areas of a map differ in colour and together are the skin", "[scene]") {
    const auto atlas = parted_atlas();
    const auto overlay = make_skin_overlay(*atlas, "sides");
    REQUIRE(overlay->parts.size() == 2);
    CHECK(overlay->parts[0].colour != overlay->parts[1].colour);
    double area = 0.0;
    for (const SkinOverlay::Part& part : overlay->parts) {
        area += calc_area_mm2(*part.mesh);
    }
    CHECK(area == Catch::Approx(calc_area_mm2(*atlas->structures()[overlay->structure].mesh)));
}

TEST_CASE("a map takes the place of the skin in the scene", "[scene]") {
    const auto atlas = parted_atlas();
    const auto overlay = make_skin_overlay(*atlas, "sides");
    ViewSettings settings;
    settings.layer_opacity = parse_layers("skin=1");
    const Scene scene = build_scene(*atlas, nullptr, SessionId("s"), settings, {}, overlay.get());
    REQUIRE(scene.drawables.size() == overlay->parts.size());
    CHECK(std::ranges::all_of(scene.drawables, [&](const Drawable& drawable) {
        return drawable.structure == overlay->structure && drawable.surface == Surface::Skin;
    }));
}

TEST_CASE("a map that is not there is refused by name", "[scene]") {
    CHECK(error_code_of([] { static_cast<void>(make_skin_overlay(*parted_atlas(), "nails")); }) == ErrorCode::NotFound);
    CHECK(error_code_of([] { static_cast<void>(make_skin_overlay(*test::tiny_atlas(), "regions")); }) ==
          ErrorCode::NotFound);
}
