#include "render/gl_scene_renderer.h"

#include "base/error.h"
#include "render/detail/gpu_mesh_cache.h"
#include "render/gl_context.h"
#include "scene/build_scene.h"
#include "scene/picking.h"
#include "scene/sign_layout.h"
#include "support/paths.h"
#include "support/smooth_shapes.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <epoxy/gl.h>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{200, 200};
constexpr glm::vec3 k_red{0.9F, 0.1F, 0.1F};
constexpr glm::vec3 k_blue{0.1F, 0.1F, 0.9F};

/// A context with a renderer; the context outlives it. Looks at 120 mm around (0, 1000, 0) from the front.
struct Studio {
    std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer{std::filesystem::path(k_source_dir) / "shaders"};
    OrbitCamera camera = make_camera();

    static OrbitCamera make_camera() {
        Box box;
        box.add({-120, 880, -120});
        box.add({120, 1120, 120});
        return fit_camera(box, 0, 0, k_viewport);
    }
    Image render(const Scene& scene, const RenderQuality& quality = {.samples = 1}) {
        return renderer.render(scene, camera, k_viewport, quality);
    }
};

Drawable make_drawable(std::shared_ptr<const TriangleMesh> mesh, const glm::vec3& colour,
                       Surface surface = Surface::Bone, Layer layer = Layer::Bones) {
    Drawable drawable;
    drawable.mesh = std::move(mesh);
    drawable.surface = surface;
    drawable.layer = layer;
    drawable.colour = colour;
    return drawable;
}

std::shared_ptr<const TriangleMesh> make_ball(const glm::vec3& centre_mm, float radius_mm) {
    return test::make_ellipsoid(centre_mm, glm::vec3(radius_mm), 12);
}

glm::ivec4 pixel(const Image& image, int x, int y) {
    const auto at = static_cast<std::size_t>(4 * (y * image.width_px + x));
    return {image.rgba[at], image.rgba[at + 1], image.rgba[at + 2], image.rgba[at + 3]};
}

glm::ivec4 pixel_at(const Image& image, const OrbitCamera& camera, const glm::vec3& place_mm) {
    const glm::vec2 place = *camera.project(place_mm, k_viewport) + 0.5F;
    return pixel(image, static_cast<int>(place.x), static_cast<int>(place.y));
}

bool is_red(const glm::ivec4& colour) { return colour.r > 2 * colour.b; }
bool is_blue(const glm::ivec4& colour) { return colour.b > 2 * colour.r; }

std::vector<std::uint8_t> read_texture(std::uint32_t texture, const Viewport& viewport) {
    std::vector<std::uint8_t> rgba(4 * static_cast<std::size_t>(viewport.width_px * viewport.height_px));
    glBindTexture(GL_TEXTURE_2D, texture);
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    return rgba;
}

}  // namespace

TEST_CASE("a solid body stands opaque before a transparent background", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 80), k_red)};
    const Image image = studio.render(scene, {.samples = 4, .transparent_background = true});
    CHECK(pixel(image, 100, 100).a == 255);
    CHECK(is_red(pixel(image, 100, 100)));
    CHECK(pixel(image, 2, 2) == glm::ivec4(0));
    CHECK(pixel(studio.render(scene), 2, 2).a == 255);
}

TEST_CASE("rows start at the top and x grows to the reader's right", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({60, 1060, 0}, 30), k_red),
                       make_drawable(make_ball({-60, 940, 0}, 30), k_blue)};
    const Image image = studio.render(scene);
    CHECK(is_red(pixel_at(image, studio.camera, {60, 1060, 0})));
    CHECK(is_blue(pixel_at(image, studio.camera, {-60, 940, 0})));
}

TEST_CASE("what lies behind shows through translucent skin and not through solid skin", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 40), k_red),
                       make_drawable(make_ball({0, 1000, 0}, 90), k_blue, Surface::Skin, Layer::Skin)};
    CHECK(is_blue(pixel(studio.render(scene), 100, 100)));
    scene.drawables[1].opacity = 0.3F;
    const Image through = studio.render(scene);
    CHECK(pixel(through, 100, 100).r > pixel(through, 100, 100).b);
    // The skin is denser towards its outline.
    const glm::ivec4 edge = pixel_at(through, studio.camera, {84, 1000, 0});
    const glm::ivec4 middle = pixel_at(through, studio.camera, {60, 1000, 0});
    CHECK(edge.b > middle.b);
}

TEST_CASE("an open surface is seen from behind too", "[render]") {
    Studio studio;
    TriangleMesh sheet;
    sheet.positions_mm = {{-80, 920, 0}, {80, 920, 0}, {80, 1080, 0}, {-80, 1080, 0}};
    sheet.indices = {0, 1, 2, 0, 2, 3};
    recalculate_normals(sheet);
    CHECK_FALSE(looks_closed(sheet));
    CHECK(looks_closed(*make_ball({0, 0, 0}, 10)));
    Scene scene;
    scene.drawables = {make_drawable(std::make_shared<const TriangleMesh>(sheet), k_red)};
    CHECK(is_red(pixel(studio.render(scene), 100, 100)));
    studio.camera.orbit(glm::radians(180.0F), 0);
    CHECK(is_red(pixel(studio.render(scene), 100, 100)));
}

TEST_CASE("a triangle budget takes coarser levels and the picture stays", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 80), k_red)};
    const Image full = studio.render(scene);
    const std::size_t all = studio.renderer.last_triangle_count();
    CHECK(all == scene.drawables[0].mesh->triangle_count());
    const Image coarse = studio.render(scene, {.samples = 1, .triangle_budget = all / 2});
    CHECK(studio.renderer.last_triangle_count() <= all / 2);
    CHECK(is_red(pixel(coarse, 100, 100)));
    CHECK(studio.render(scene).rgba == full.rgba);
}

TEST_CASE("hovering draws a line and leaving it takes the line away again", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), k_red)};
    const Image before = studio.render(scene);
    scene.drawables[0].hovered = true;
    const Image hovered = studio.render(scene);
    CHECK(hovered.rgba != before.rgba);
    CHECK(pixel_at(hovered, studio.camera, {61, 1000, 0}).g > pixel_at(before, studio.camera, {61, 1000, 0}).g + 40);
    scene.drawables[0].hovered = false;
    CHECK(studio.render(scene).rgba == before.rgba);
    scene.drawables[0].selected = true;
    CHECK(studio.render(scene).rgba != before.rgba);
}

TEST_CASE("a line round what is selected shows nothing of what was selected before", "[render]") {
    Studio studio;
    Scene before;
    before.drawables = {make_drawable(make_ball({0, 1000, 0}, 90), k_red)};
    before.drawables[0].selected = true;
    Scene after;
    after.drawables = {make_drawable(make_ball({20, 1010, 0}, 40), k_blue)};
    after.drawables[0].selected = true;
    const RenderQuality wide_lines{.samples = 4, .ui_scale = 2.0F};
    static_cast<void>(studio.render(before, wide_lines));
    const Image second = studio.render(after, wide_lines);
    const bool same = second.rgba == Studio().render(after, wide_lines).rgba;
    CHECK(same);
}

TEST_CASE("the kept body is drawn anew when a colour or the camera changes", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), k_red)};
    static_cast<void>(studio.render(scene));
    scene.drawables[0].tint = glm::vec4(k_blue, 1.0F);
    CHECK(is_blue(pixel(studio.render(scene), 100, 100)));
    studio.camera.target_mm.x = 500;
    CHECK_FALSE(is_blue(pixel(studio.render(scene), 100, 100)));
}

TEST_CASE("a new mesh in the place of a dead one is drawn", "[render]") {
    Studio studio;
    Scene scene;
    for (int i = 0; i < 20; ++i) {
        scene.drawables = {make_drawable(make_ball({i % 2 == 0 ? -60 : 60, 1000, 0}, 30), k_red)};
        const Image image = studio.render(scene);
        CHECK(is_red(pixel_at(image, studio.camera, {i % 2 == 0 ? -60 : 60, 1000, 0})));
        CHECK_FALSE(is_red(pixel_at(image, studio.camera, {i % 2 == 0 ? 60 : -60, 1000, 0})));
    }
}

TEST_CASE("uploading keeps to its time and finishes in slices", "[render]") {
    Studio studio;
    Scene scene;
    for (int i = 0; i < 5; ++i) {
        scene.drawables.push_back(make_drawable(make_ball({0, 1000, 0}, 20.0F + static_cast<float>(i)), k_red));
    }
    CHECK_FALSE(studio.renderer.upload(scene, 0.0));
    CHECK(studio.renderer.upload(scene, 1e9));
    CHECK(studio.renderer.upload(scene, 0.0));
}

TEST_CASE("the picture's size may change from frame to frame", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), k_red)};
    for (const Viewport viewport : {Viewport{64, 32}, Viewport{300, 200}, Viewport{1, 1}}) {
        const Image image = studio.renderer.render(scene, studio.camera, viewport, {.samples = 4});
        CHECK(image.width_px == viewport.width_px);
        CHECK(image.rgba.size() ==
              4 * static_cast<std::size_t>(viewport.width_px) * static_cast<std::size_t>(viewport.height_px));
    }
}

TEST_CASE("missing shaders are an error that names the file", "[render]") {
    const auto context = GlContext::create_offscreen();
    try {
        const GlSceneRenderer renderer("/nowhere");
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NotFound);
    }
}

TEST_CASE("what is drawn is what can be clicked", "[render]") {
    const auto atlas = test::tiny_atlas();
    const Picker picker(atlas);
    Studio studio;
    std::mt19937 engine{5};
    std::uniform_int_distribution<int> place(4, 195);
    ViewSettings settings;
    settings.show_side_letters = false;
    settings.layer_opacity = parse_layers("superficial,intermediate,bones");
    for (const float azimuth : {0.0F, 0.6F, 2.4F, -1.9F}) {
        const OrbitCamera camera = fit_camera(atlas->bounds(), azimuth, 0.2F, k_viewport);
        const Scene scene = build_scene(*atlas, nullptr, SessionId(), settings, {});
        const Image image =
            studio.renderer.render(scene, camera, k_viewport, {.samples = 1, .transparent_background = true});
        int agreed = 0;
        for (int i = 0; i < 300; ++i) {
            const glm::ivec2 at(place(engine), place(engine));
            const bool picked = picker.pick(scene, camera, k_viewport, glm::vec2(at)).has_value();
            agreed += picked == (pixel(image, at.x, at.y).a > 0) ? 1 : 0;
        }
        CHECK(agreed >= 298);  // exactly on an outline a ray and a pixel may round differently
    }
}

TEST_CASE("signs are drawn exactly where they can be clicked", "[render]") {
    const auto atlas = test::tiny_atlas();
    const Picker picker(atlas);
    Studio studio;
    ViewSettings settings;
    settings.show_side_letters = false;
    int drawn_signs = 0;
    int hidden_signs = 0;
    for (const char* layers :
         {"superficial,intermediate,bones", "skin=0.3,superficial,intermediate", "skin,superficial"}) {
        settings.layer_opacity = parse_layers(layers);
        const Scene bare = build_scene(*atlas, nullptr, SessionId(), settings, {});
        for (std::size_t i = 0; i < 4 * atlas->structures().size(); ++i) {
            const Structure& structure = atlas->structures()[i / 4];
            Scene marked = bare;
            MarkSign sign;
            sign.id = MarkId("m");
            sign.structure = i / 4;
            sign.point = surface_point(*structure.mesh, 1 + static_cast<std::uint32_t>(i % 4), {0.5F, 0.3F, 0.2F});
            sign.position_mm = sign.point.position_mm + k_sign_lift_mm * sign.point.normal;
            marked.marks = {sign};
            const auto azimuth = static_cast<float>(i) * 0.7F - 3.0F;
            const OrbitCamera camera = fit_camera(atlas->bounds(), azimuth, 0.2F, k_viewport);
            const auto placed = place_signs(marked, camera, k_viewport, 1.0F);
            if (placed.empty()) {  // looks away: nothing is drawn, so nothing can be clicked
                CHECK(studio.renderer.render(marked, camera, k_viewport, {.samples = 1}).rgba ==
                      studio.renderer.render(bare, camera, k_viewport, {.samples = 1}).rgba);
                ++hidden_signs;
                continue;
            }
            const glm::vec2 centre = glm::round(placed[0].centre_px);
            const auto hit = picker.pick(marked, camera, k_viewport, centre);
            const bool picked = hit && std::holds_alternative<MarkId>(hit->target);
            const auto x = static_cast<int>(centre.x);
            const auto y = static_cast<int>(centre.y);
            const bool drawn = pixel(studio.renderer.render(marked, camera, k_viewport, {.samples = 1}), x, y) !=
                               pixel(studio.renderer.render(bare, camera, k_viewport, {.samples = 1}), x, y);
            CHECK(picked == drawn);
            ++(drawn ? drawn_signs : hidden_signs);
        }
    }
    CHECK(drawn_signs > 20);
    CHECK(hidden_signs > 20);
}

TEST_CASE("signs look the same whatever signs, words and sizes were drawn before", "[render]") {
    const auto scene_with = [](int rating, SignOutline outline) {
        Scene scene;
        MarkSign sign;
        sign.id = MarkId("m");
        sign.position_mm = {0, 1000, 0};
        sign.label = std::to_string(rating);
        sign.fill = {0.9F, 0.5F, 0.2F};
        sign.hollow = true;  // what lay in its place before would shine through
        sign.outline = outline;
        scene.marks = {sign};
        return scene;
    };
    Studio fresh;
    const Image expected = fresh.render(scene_with(3, SignOutline::Pentagon));
    Studio used;
    const auto looks_as_expected = [&] {
        const Image image = used.render(scene_with(3, SignOutline::Pentagon));
        int largest = 0;  // another place on the sheet may round otherwise
        for (std::size_t i = 0; i < image.rgba.size(); ++i) {
            largest = std::max(largest, std::abs(image.rgba[i] - expected.rgba[i]));
        }
        return largest <= 2;
    };
    static_cast<void>(used.render(scene_with(8, SignOutline::Drop)));
    CHECK(looks_as_expected());
    Scene with_words = scene_with(5, SignOutline::Square);
    with_words.side_labels = {{{60, 950, 0}, {1, 0, 0}, "other letters"}};
    static_cast<void>(used.render(with_words));
    CHECK(looks_as_expected());
    static_cast<void>(used.render(scene_with(8, SignOutline::Target), {.samples = 1, .ui_scale = 2.0F}));
    CHECK(looks_as_expected());
    for (int rating = 0; rating < 200; ++rating) {  // more looks than the first sheet holds
        static_cast<void>(used.render(scene_with(rating, SignOutline::Disc)));
    }
    CHECK(looks_as_expected());
}

TEST_CASE("a site shows in front of the body, paler just beneath its surface and paler still deep in it", "[render]") {
    Studio studio;
    Scene scene;
    scene.background_centre = {0, 0, 0};
    scene.background_edge = {0, 0, 0};
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), k_blue)};
    const glm::vec3 middle{0, 1000, 0};
    const auto red_with_site_at = [&](float z) {
        scene.sites = {make_drawable(make_ball({0, 1000, z}, 8), k_red, Surface::Connective, Layer::Deep)};
        scene.sites.front().opacity = 0.985F;
        return pixel_at(studio.render(scene), studio.camera, middle).r;
    };
    const int none = pixel_at(studio.render(scene), studio.camera, middle).r;
    const int before = red_with_site_at(75);
    const int beneath = red_with_site_at(45);
    const int deep = red_with_site_at(-40);
    CHECK(before > beneath + 20);
    CHECK(beneath > deep + 20);
    CHECK(deep >= none);
}

TEST_CASE("drawing into one slot leaves the others' pictures and kept bodies alone", "[render]") {
    Studio studio;
    Scene red;
    red.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), k_red)};
    Scene blue;
    blue.drawables = {make_drawable(make_ball({30, 1000, 0}, 60), k_blue),
                      make_drawable(make_ball({-30, 1000, 0}, 60), k_blue)};
    const RenderQuality quality{.samples = 1};
    const Viewport narrow{90, 200};
    const std::uint32_t first = studio.renderer.draw(red, studio.camera, k_viewport, quality, 0);
    const std::vector<std::uint8_t> before = read_texture(first, k_viewport);
    const std::uint32_t second = studio.renderer.draw(blue, studio.camera, narrow, quality, 1);
    CHECK(second != first);
    static_cast<void>(studio.renderer.render(blue, studio.camera, {300, 100}, quality));
    CHECK(read_texture(first, k_viewport) == before);
    const std::size_t triangles = studio.renderer.last_triangle_count();
    CHECK(triangles > red.drawables[0].mesh->triangle_count());
    red.drawables[0].hovered = true;
    CHECK(studio.renderer.draw(red, studio.camera, k_viewport, quality, 0) == first);
    CHECK(studio.renderer.last_triangle_count() == triangles);  // its body was still there
    red.drawables[0].hovered = false;
    static_cast<void>(studio.renderer.draw(red, studio.camera, k_viewport, quality, 0));
    CHECK(read_texture(first, k_viewport) == before);
}

TEST_CASE("a mesh that goes with its scene takes no slot's picture down", "[render]") {
    Studio studio;
    const RenderQuality quality{.samples = 1};
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), k_red)};
    static_cast<void>(studio.renderer.draw(scene, studio.camera, k_viewport, quality, 0));
    static_cast<void>(studio.renderer.draw(scene, studio.camera, k_viewport, quality, 1));
    for (int i = 0; i < 8; ++i) {  // the new mesh may well lie where the old one lay
        scene.drawables = {};
        scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 60), i % 2 == 0 ? k_blue : k_red)};
        scene.drawables[0].hovered = true;
        static_cast<void>(studio.renderer.draw(scene, studio.camera, k_viewport, quality, 0));
        const auto picture =
            read_texture(studio.renderer.draw(scene, studio.camera, k_viewport, quality, 1), k_viewport);
        const std::size_t middle = 4 * (100 * 200 + 100);
        CHECK((picture[middle] > picture[middle + 2]) == (i % 2 == 1));
    }
    studio.renderer.release_slots_from(1);
    CHECK(studio.renderer.draw(scene, studio.camera, k_viewport, quality, 1) != 0);
}

namespace {

/// A sheet through (0, 1000, 0) that leans about the upright axis: its left edge near at a positive angle.
std::shared_ptr<const TriangleMesh> make_leaning_sheet(float angle_deg) {
    const float depth_mm = 80.0F * std::tan(glm::radians(angle_deg));
    TriangleMesh sheet;
    sheet.positions_mm = {{-80, 920, -depth_mm}, {80, 920, depth_mm}, {80, 1080, depth_mm}, {-80, 1080, -depth_mm}};
    sheet.indices = {0, 1, 2, 0, 2, 3};
    recalculate_normals(sheet);
    return std::make_shared<const TriangleMesh>(sheet);
}

Drawable make_ghost(std::shared_ptr<const TriangleMesh> mesh, const glm::vec3& colour, std::size_t structure) {
    Drawable ghost = make_drawable(std::move(mesh), colour, Surface::Bone, Layer::Deep);
    ghost.opacity = 0.95F;
    ghost.structure = structure;
    return ghost;
}

}  // namespace

TEST_CASE("of two translucent sheets that cross, the nearer one lies over the other on either side", "[render]") {
    Studio studio;
    Scene scene;
    const bool red_first = GENERATE(true, false);
    scene.drawables = {make_ghost(make_leaning_sheet(35), k_red, 0), make_ghost(make_leaning_sheet(-35), k_blue, 1)};
    if (!red_first) {
        std::swap(scene.drawables[0], scene.drawables[1]);
        scene.drawables[0].layer = Layer::Superficial;  // and whatever layers they are of
    }
    const Image image = studio.render(scene, {.samples = GENERATE(1, 4)});
    const glm::ivec4 right = pixel_at(image, studio.camera, {40, 1000, 0});
    const glm::ivec4 left = pixel_at(image, studio.camera, {-40, 1000, 0});
    CHECK(right.r > right.b + 20);
    CHECK(left.b > left.r + 20);
    // Each shows the other through it.
    scene.drawables.erase(scene.drawables.begin() + (red_first ? 1 : 0));
    const Image red_alone = studio.render(scene);
    CHECK(right.b > pixel_at(red_alone, studio.camera, {40, 1000, 0}).b + 10);
}

TEST_CASE("the order of the drawables makes no difference to a picture of translucent things", "[render]") {
    Studio studio;
    Scene scene;
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-70.0F, 70.0F);
    for (std::size_t i = 0; i < 24; ++i) {
        const glm::vec3 centre(place(random), 1000.0F + place(random), place(random));
        Drawable ball = make_drawable(make_ball(centre, 30), i % 2 == 0 ? k_red : k_blue, Surface::Muscle,
                                      i % 3 == 0 ? Layer::Superficial : Layer::Deep);
        ball.opacity = i % 5 == 0 ? 1.0F : 0.3F;
        ball.structure = i;
        scene.drawables.push_back(ball);
    }
    scene.drawables.push_back(make_drawable(make_ball({0, 1000, 0}, 100), k_red, Surface::Skin, Layer::Skin));
    scene.drawables.back().opacity = 0.25F;
    scene.drawables.back().structure = 24;
    const int samples = GENERATE(1, 4);
    const Image first = studio.render(scene, {.samples = samples});
    for (int turn = 0; turn < 4; ++turn) {
        std::ranges::shuffle(scene.drawables, random);
        CHECK(studio.render(scene, {.samples = samples}).rgba == first.rgba);
    }
}

TEST_CASE("what the section plane takes away is not drawn, and what it opens shows a flat face", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable(make_ball({0, 1000, 0}, 80), k_blue, Surface::Muscle),
                       make_drawable(make_ball({0, 1060, 70}, 10), k_red)};
    CHECK(is_red(pixel_at(studio.render(scene), studio.camera, {0, 1060, 70})));
    scene.section = SectionPlane{SectionAxis::Frontal, 20.0F, false};
    const Image open = studio.render(scene);
    CHECK(is_blue(pixel_at(open, studio.camera, {0, 1060, 70})));
    const glm::ivec4 face = pixel(open, 100, 100);
    CHECK(is_blue(face));
    for (const glm::vec3 place : {glm::vec3(40, 1000, 0), glm::vec3(-30, 1040, 0), glm::vec3(0, 950, 0)}) {
        CHECK(pixel_at(open, studio.camera, place) == face);
    }
    scene.section = SectionPlane{SectionAxis::Frontal, 60.0F, true};  // only a cap is left, seen from outside
    CHECK(is_blue(pixel(studio.render(scene), 100, 100)));
    CHECK_FALSE(is_blue(pixel_at(studio.render(scene), studio.camera, {70, 1000, 0})));
}
