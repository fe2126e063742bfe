#include "render/gl_scene_renderer.h"

#include "render/gl_context.h"
#include "support/paths.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{200, 200};

/// A context with a renderer; the context outlives it.
struct Studio {
    std::unique_ptr<GlContext> context = GlContext::create_offscreen();
    GlSceneRenderer renderer{std::filesystem::path(k_source_dir) / "shaders"};

    Image render(const Scene& scene, const RenderQuality& quality = {.samples = 1}) {
        Box box;
        for (const Drawable& drawable : scene.drawables) {
            box.add(bounds(*drawable.mesh));
        }
        return renderer.render(scene, fit_camera(box, 0, 0, k_viewport), k_viewport, quality);
    }
};

Drawable make_drawable(const glm::vec3& centre_mm, float radius_mm, const glm::vec3& colour) {
    Drawable drawable;
    drawable.mesh = std::make_shared<const TriangleMesh>(test::octahedron(centre_mm, glm::vec3(radius_mm)));
    drawable.surface = Surface::Bone;
    drawable.colour = colour;
    return drawable;
}

glm::ivec4 pixel(const Image& image, int x, int y) {
    const std::size_t at =
        4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) + static_cast<std::size_t>(x));
    return {image.rgba[at], image.rgba[at + 1], image.rgba[at + 2], image.rgba[at + 3]};
}

}  // namespace

TEST_CASE("a solid body stands opaque before a transparent background", "[render]") {
    Studio studio;
    Scene scene;
    scene.drawables = {make_drawable({0, 1000, 0}, 100, {0.9F, 0.1F, 0.1F})};
    const Image image = studio.render(scene, {.samples = 4, .transparent_background = true});
    CHECK(pixel(image, 100, 100).a == 255);
    CHECK(pixel(image, 100, 100).r > 3 * pixel(image, 100, 100).b);
    CHECK(pixel(image, 2, 2) == glm::ivec4(0));
    const Image with_background = studio.render(scene);
    CHECK(pixel(with_background, 2, 2).a == 255);
}
