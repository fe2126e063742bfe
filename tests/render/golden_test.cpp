#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "scene/build_scene.h"
#include "scene/sign_layout.h"
#include "support/golden_image.h"
#include "support/smooth_shapes.h"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{300, 300};

Drawable make_drawable(std::shared_ptr<const TriangleMesh> mesh, Surface surface, Layer layer,
                       const glm::vec3& colour) {
    Drawable drawable;
    drawable.mesh = std::move(mesh);
    drawable.surface = surface;
    drawable.layer = layer;
    drawable.colour = colour;
    return drawable;
}

/// A muscle, a bone and a band side by side, with a disc of cartilage below.
Scene make_scene() {
    Scene scene;
    scene.background_centre = {0.17F, 0.20F, 0.25F};
    scene.background_edge = {0.07F, 0.09F, 0.12F};
    scene.drawables = {make_drawable(test::make_ellipsoid({-28, 1000, 0}, {26, 62, 22}), Surface::Muscle,
                                     Layer::Superficial, {0.62F, 0.23F, 0.19F}),
                       make_drawable(test::make_ellipsoid({24, 1018, -4}, {18, 40, 18}), Surface::Bone, Layer::Bones,
                                     {0.91F, 0.85F, 0.72F}),
                       make_drawable(test::make_ellipsoid({52, 1000, 6}, {9, 58, 7}), Surface::Connective, Layer::Deep,
                                     {0.85F, 0.83F, 0.78F}),
                       make_drawable(test::make_ellipsoid({22, 955, 0}, {20, 9, 18}), Surface::Bone, Layer::Bones,
                                     {0.71F, 0.76F, 0.80F})};
    return scene;
}

void add_sign(Scene& scene, int rating, const glm::vec3& position_mm, bool selected = false) {
    const RatingColours colours = rating_colours(rating);
    MarkSign sign;
    sign.id = MarkId(std::to_string(scene.marks.size()));
    sign.position_mm = position_mm;
    sign.label = std::to_string(rating);
    sign.fill = colours.fill;
    sign.ink = colours.ink;
    sign.hollow = rating == 0;
    sign.selected = selected;
    scene.marks.push_back(sign);
}

/// Ask before CHECK, not in it: a skip inside an assertion counts as a failure.
bool looks_as_before(const Scene& scene, const std::string& name, const RenderQuality& quality = {},
                     const Viewport& viewport = k_viewport) {
    Box box;
    box.add({-62, 930, 0});
    box.add({66, 1070, 0});
    const auto context = GlContext::create_offscreen();
    if (context->renderer_name().find("llvmpipe") == std::string::npos) {
        SKIP("golden pictures are llvmpipe's; this is " << context->renderer_name());
    }
    GlSceneRenderer renderer(std::filesystem::path(k_source_dir) / "shaders");
    return test::matches_golden(renderer.render(scene, fit_camera(box, 0.35F, 0.15F, viewport), viewport, quality),
                                "render", name);
}

}  // namespace

TEST_CASE("muscle, tendon, bone, band and cartilage look as before", "[render][golden]") {
    const bool same = looks_as_before(make_scene(), "materials");
    CHECK(same);
}

TEST_CASE("muscle and bone shine through translucent skin, whose outline stands out", "[render][golden]") {
    Scene scene = make_scene();
    scene.drawables.push_back(make_drawable(test::make_ellipsoid({2, 1000, 0}, {64, 70, 34}), Surface::Skin,
                                            Layer::Skin, {0.79F, 0.70F, 0.64F}));
    scene.drawables.back().opacity = 0.4F;
    const bool same = looks_as_before(scene, "translucent-skin");
    CHECK(same);
}

TEST_CASE("selected and hovered structures have their lines, pale where covered", "[render][golden]") {
    Scene scene = make_scene();
    scene.drawables[0].selected = true;
    scene.drawables[1].hovered = true;
    scene.drawables.push_back(make_drawable(test::make_ellipsoid({-28, 975, 30}, {12, 12, 8}), Surface::Muscle,
                                            Layer::Superficial, {0.62F, 0.23F, 0.19F}));
    scene.drawables[2].selected = true;
    const bool same = looks_as_before(scene, "outlines");
    CHECK(same);
}

TEST_CASE("signs show their numbers, the hollow zero and the selected one's ring", "[render][golden]") {
    Scene scene = make_scene();
    scene.drawables[0].tint = glm::vec4(rating_colours(7).fill, 0.5F);
    add_sign(scene, 0, {24, 1048, 14});
    add_sign(scene, 7, {-28, 1010, 24}, true);
    add_sign(scene, 10, {52, 985, 15});
    add_sign(scene, 2, {-30, 1042, 18});
    scene.side_labels = {{{50, 932, 0}, {1, 0, 0}, "your LEFT"}, {{-44, 932, 0}, {-1, 0, 0}, "your RIGHT"}};
    const bool same = looks_as_before(scene, "signs");
    CHECK(same);
}

TEST_CASE("the light theme and large signs look as before", "[render][golden]") {
    Scene scene = make_scene();
    scene.background_centre = {0.98F, 0.98F, 0.97F};
    scene.background_edge = {0.85F, 0.87F, 0.89F};
    scene.label_ink = {0.11F, 0.29F, 0.26F};
    scene.drawables[3].hovered = true;
    add_sign(scene, 5, {-28, 1010, 24});
    scene.side_labels = {{{50, 932, 0}, {1, 0, 0}, "your LEFT"}};
    const bool same = looks_as_before(scene, "light-theme", {.samples = 4, .ui_scale = 1.5F});
    CHECK(same);
}

TEST_CASE("signs tell kind, author, rating and what is not confirmed without colours", "[render][golden]") {
    Scene scene = make_scene();
    scene.drawables.clear();
    for (std::size_t i = 0; i < k_mark_patterns.size(); ++i) {
        const auto column = static_cast<float>(i % 4);
        const auto row = static_cast<float>(i / 4);
        const int rating = static_cast<int>(i) + 1;
        add_sign(scene, rating, {-48.0F + 32.0F * column, 1034.0F - 34.0F * row, 0});
        MarkSign& sign = scene.marks.back();
        sign.outline = k_mark_patterns[i].outline;
        sign.fill = sign.ink.r > 0.5F ? glm::vec3(0.25F) : glm::vec3(0.75F);  // grey, as a printer makes it
        sign.share = static_cast<float>(rating) / 10.0F;
        sign.rings = 1 + static_cast<int>(i % 2);
        sign.unconfirmed = i % 5 == 4;
    }
    const bool same = looks_as_before(scene, "sign-kinds", {.samples = 4, .ui_scale = 1.4F});
    CHECK(same);
}

TEST_CASE("cut open, with one muscle solid among ghosts, looks as before", "[render][golden]") {
    Scene scene = make_scene();
    for (std::size_t i = 1; i < scene.drawables.size(); ++i) {
        scene.drawables[i].opacity = 0.3F;
    }
    scene.drawables.push_back(make_drawable(test::make_ellipsoid({2, 1000, 0}, {64, 70, 34}), Surface::Skin,
                                            Layer::Skin, {0.79F, 0.70F, 0.64F}));
    scene.section = SectionPlane{SectionAxis::Frontal, 8.0F, false};
    const bool same = looks_as_before(scene, "cut-open");
    CHECK(same);
}

TEST_CASE("painted areas by kind, a line with its head and paint under a fold look as before", "[render][golden]") {
    Scene scene = make_scene();
    const auto skin = std::make_shared<const SurfaceGraph>(test::make_ellipsoid({2, 1000, 0}, {64, 70, 34}, 24));
    scene.drawables = {make_drawable(skin->shared_mesh(), Surface::Skin, Layer::Skin, {0.79F, 0.70F, 0.64F})};
    const auto place = [&](float x, float y) { return closest_point(skin->mesh(), {x, y, 40.0F}); };
    const auto add_trace = [&](std::shared_ptr<const MarkShape> shape, int rating, std::size_t kind) {
        MarkTrace trace;
        trace.shape = std::move(shape);
        trace.place_mm = place(2.0F, 1000.0F).position_mm;
        trace.fill = rating_colours(rating).fill;
        trace.ink = rating_colours(rating).ink;
        trace.pattern = k_mark_patterns[kind].area;
        trace.hollow = rating == 0;
        scene.traces.push_back(trace);
    };
    const std::array<int, 4> ratings{3, 6, 9, 0};
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        PaintedSkin painted(skin);
        const float x = i % 2 == 0 ? -22.0F : 24.0F;
        const float y = i < 2 ? 1028.0F : 975.0F;
        painted.add(place(x, y), 14.0F, false);
        painted.add(place(x + 9.0F, y + 8.0F), 9.0F, false);
        painted.add(place(x - 4.0F, y - 3.0F), 5.0F, true);
        add_trace(make_area_shape(std::make_shared<const PaintedSkin>(painted)), ratings.at(i), 1 + 2 * i);
    }
    scene.traces[1].selected = true;
    add_trace(make_line_shape(std::array{place(-35.0F, 1002.0F), place(0.0F, 1005.0F), place(40.0F, 998.0F)}), 7, 0);
    const bool same = looks_as_before(scene, "paint");
    CHECK(same);
}

TEST_CASE("names with their lines look as before", "[render][golden]") {
    Scene scene = make_scene();
    scene.drawables[0].selected = true;
    const std::vector<SeenName> names{{"Calf, your right", "Calf", {-28, 1020, 22}, 40.0F, true},
                                      {"Thigh bone, your left", "Thigh bone", {24, 1030, 14}, 30.0F, false},
                                      {"Band", "Band", {52, 1010, 12}, 20.0F, false}};
    Box box;
    box.add({-62, 930, 0});
    box.add({66, 1070, 0});
    scene.bounds = box;
    const bool same = looks_as_before(scene, "names", {.samples = 4, .ui_scale = 0.8F, .names = names}, {560, 300});
    CHECK(same);
}
