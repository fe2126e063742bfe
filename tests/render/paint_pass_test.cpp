#include "render/gl_context.h"
#include "render/gl_scene_renderer.h"
#include "support/paths.h"
#include "support/smooth_shapes.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{200, 200};

/// A pale ball seen from the front, with one painted dab.
struct PaintedBall {
    std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer{std::filesystem::path(k_source_dir) / "shaders"};
    std::shared_ptr<const SurfaceGraph> skin =
        std::make_shared<const SurfaceGraph>(test::make_ellipsoid({0, 1000, 0}, {100, 100, 100}, 24));
    OrbitCamera camera;
    Scene scene;

    PaintedBall() {
        Box box;
        box.add({-120, 880, -120});
        box.add({120, 1120, 120});
        camera = fit_camera(box, 0, 0, k_viewport);
        Drawable ball;
        ball.mesh = skin->shared_mesh();
        ball.surface = Surface::Skin;
        ball.layer = Layer::Skin;
        ball.colour = glm::vec3(0.8F);
        scene.drawables = {ball};
    }
    void paint(const glm::vec3& place_mm, float radius_mm = 40.0F) {
        PaintedSkin painted(skin);
        painted.add(closest_point(skin->mesh(), place_mm), radius_mm, false);
        MarkTrace trace;
        trace.id = MarkId("mark");
        trace.shape = make_area_shape(std::make_shared<const PaintedSkin>(painted));
        trace.place_mm = place_mm;
        trace.fill = {0.9F, 0.1F, 0.1F};
        scene.traces = {trace};
    }
    void draw_line(const glm::vec3& from_mm, const glm::vec3& to_mm) {
        MarkTrace trace;
        trace.shape =
            make_line_shape(std::array{closest_point(skin->mesh(), from_mm), closest_point(skin->mesh(), to_mm)});
        trace.fill = {0.9F, 0.1F, 0.1F};
        scene.traces = {trace};
    }
    [[nodiscard]] Image render() { return renderer.render(scene, camera, k_viewport, {.samples = 1}); }
    /// How many pixels are clearly redder than blue.
    [[nodiscard]] int count_red() {
        const Image image = render();
        int count = 0;
        for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
            count += image.rgba[i] > image.rgba[i + 2] + 50 ? 1 : 0;
        }
        return count;
    }
};

}  // namespace

TEST_CASE("a painted area shows on the side it is on, as large as it is, and not through the body", "[render]") {
    PaintedBall ball;
    CHECK(ball.count_red() == 0);
    ball.paint({0, 1000, 100});
    const int seen = ball.count_red();
    // Of a dab of 40 mm on a ball of 100 mm the front shows a disc of 100 sin(0.4) = 39 mm.
    const float px_per_mm = 0.5F * (ball.camera.project({1, 1000, 100}, k_viewport)->x -
                                    ball.camera.project({-1, 1000, 100}, k_viewport)->x);
    const float expected = 3.1416F * 39.0F * 39.0F * px_per_mm * px_per_mm;
    CHECK(static_cast<float>(seen) > 0.8F * expected);
    CHECK(static_cast<float>(seen) < 1.1F * expected);
    ball.paint({0, 1000, -100});
    CHECK(ball.count_red() == 0);
    ball.scene.drawables[0].opacity = 0.3F;  // a clear body shows no paint of its far side either
    CHECK(ball.count_red() == 0);
}

TEST_CASE("something solid before a painted area hides it", "[render]") {
    PaintedBall ball;
    ball.paint({0, 1000, 100});
    Drawable screen = ball.scene.drawables[0];
    screen.mesh = test::make_ellipsoid({0, 1000, 160}, {90, 90, 20}, 12);
    ball.scene.drawables.push_back(screen);
    CHECK(ball.count_red() == 0);
}

TEST_CASE("kinds differ by pattern where the colour is one", "[render]") {
    PaintedBall ball;
    ball.paint({0, 1000, 100}, 60.0F);
    std::vector<std::vector<std::uint8_t>> pictures;
    for (const MarkPattern& pattern : k_mark_patterns) {
        ball.scene.traces[0].pattern = pattern.area;
        pictures.push_back(ball.render().rgba);
        for (std::size_t i = 0; i + 1 < pictures.size(); ++i) {
            std::size_t differing = 0;
            for (std::size_t at = 0; at < pictures[i].size(); at += 4) {
                differing += std::abs(pictures[i][at] - pictures.back()[at]) > 24 ? 1U : 0U;
            }
            CAPTURE(i, pictures.size());
            CHECK(differing > 120);
        }
    }
}

TEST_CASE("a line shows with its head, and painting does not draw the body again", "[render]") {
    PaintedBall ball;
    ball.draw_line({-50, 1000, 87}, {50, 1000, 87});
    CHECK(ball.count_red() > 60);  // its middle, a straight bit, lies in the ball
    const std::size_t triangles = ball.renderer.last_triangle_count();
    CHECK(triangles == ball.skin->mesh().triangle_count());
    ball.draw_line({-50, 1000, -87}, {50, 1000, -87});
    CHECK(ball.count_red() == 0);
}
