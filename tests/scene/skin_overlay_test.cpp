#include "scene/skin_overlay.h"

#include "scene/build_scene.h"
#include "support/error_code.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <stop_token>

using namespace palpate;

namespace {

/// The tiny atlas, its skin parted into left and right.
std::shared_ptr<const Atlas> parted_atlas() {
    AtlasContent content;
    content.credit = {"tiny", "Tiny atlas", "own work", "made for the tests"};
    content.fingerprint = "parted";
    content.structures = test::tiny_structures();
    content.skin_maps = {test::tiny_skin_map(*content.structures.back().mesh)};
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

TEST_CASE("a map that is no longer wanted is not finished", "[scene]") {
    std::stop_source stop;
    stop.request_stop();
    const JobContext context(stop.get_token(), {});
    CHECK(error_code_of([&] { static_cast<void>(make_skin_overlay(*parted_atlas(), "sides", context)); }) ==
          ErrorCode::Cancelled);
}

TEST_CASE("the volumes of endangerment sites are in the scene when they are asked for, and are not clicked",
          "[scene]") {
    AtlasContent content;
    content.credit = {"tiny", "Tiny atlas", "own work", "made for the tests"};
    content.fingerprint = "with a site";
    content.structures = test::tiny_structures();
    const auto mesh = std::make_shared<const TriangleMesh>(test::octahedron({0, 1000, 100}, {10, 30, 10}));
    content.endangerment = {{"es-abdominal-aorta", Side::Mid, "abdominal aorta", {{0, 1000, 100, 10}}, mesh}};
    const Atlas atlas(std::move(content));
    ViewSettings settings;
    const Scene without = build_scene(atlas, nullptr, SessionId("s"), settings, {});
    CHECK(without.sites.empty());
    settings.show_sites = true;
    const Scene with = build_scene(atlas, nullptr, SessionId("s"), settings, {});
    REQUIRE(with.sites.size() == 1);
    CHECK(with.sites.front().mesh == mesh);
    CHECK(with.sites.front().opacity < 1.0F);
    CHECK(with.drawables.size() == without.drawables.size());
    settings.layer_opacity = parse_layers("skin=1");
    CHECK(build_scene(atlas, nullptr, SessionId("s"), settings, {}).sites.size() == 1);  // also beneath solid skin
}

TEST_CASE("a map that is not there is refused by name", "[scene]") {
    CHECK(error_code_of([] { static_cast<void>(make_skin_overlay(*parted_atlas(), "nails")); }) == ErrorCode::NotFound);
    CHECK(error_code_of([] { static_cast<void>(make_skin_overlay(*test::tiny_atlas(), "regions")); }) ==
          ErrorCode::NotFound);
}
