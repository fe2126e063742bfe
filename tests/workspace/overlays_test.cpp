#include "geometry/image_canvas.h"
#include "workspace/picture.h"
#include "workspace/picture_order.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

using namespace palpate;
using palpate::test::Rig;

namespace {

/// Fills what it is asked to draw with one colour that tells where in the whole picture a tile lies.
class FillingRenderer final : public SceneRenderer {
public:
    [[nodiscard]] Image render(const Scene& scene, const OrbitCamera&, const Viewport& viewport,
                               const RenderQuality& quality) override {
        ++calls;
        marks = scene.marks.size();
        transparent = quality.transparent_background;
        Image image = make_image(viewport.width_px, viewport.height_px, {0, 0, 0, 1});
        for (int y = 0; y < viewport.height_px; ++y) {
            for (int x = 0; x < viewport.width_px; ++x) {
                const auto at = static_cast<std::size_t>(4 * (y * viewport.width_px + x));
                image.rgba[at] = static_cast<std::uint8_t>((x + viewport.corner_px.x) / 16);
                image.rgba[at + 1] = static_cast<std::uint8_t>((y + viewport.corner_px.y) / 16);
            }
        }
        return image;
    }
    int calls = 0;
    std::size_t marks = 0;
    bool transparent = false;
};

const Scene& scene(const Rig& rig) { return rig.workspace->scene(); }

std::ptrdiff_t count_coloured_skin(const Rig& rig) {
    return std::ranges::count_if(scene(rig).drawables,
                                 [](const Drawable& drawable) { return !drawable.mesh->overlay.empty(); });
}

}  // namespace

TEST_CASE("heat comes onto the skin, follows the marks and goes", "[workspace]") {
    Rig rig;
    rig.start_session();
    static_cast<void>(rig.add_mark());
    rig.workspace->run("view.heat", {{"show", "now"}});
    rig.workspace->run_until_idle_or_throw();
    REQUIRE(count_coloured_skin(rig) == 1);
    const auto skin = std::ranges::find(scene(rig).drawables, Surface::Skin, &Drawable::surface)->mesh;
    rig.workspace->run("mark.edit", {{"now", "2"}});
    rig.workspace->run_until_idle_or_throw();
    CHECK(std::ranges::find(scene(rig).drawables, Surface::Skin, &Drawable::surface)->mesh != skin);
    ViewState view = rig.workspace->view();
    view.camera.orbit(0.4F, 0.0F);
    rig.workspace->set_view(view);
    const auto same = std::ranges::find(scene(rig).drawables, Surface::Skin, &Drawable::surface)->mesh;
    rig.workspace->run_until_idle_or_throw();
    CHECK(std::ranges::find(scene(rig).drawables, Surface::Skin, &Drawable::surface)->mesh == same);
    rig.workspace->run("view.heat");
    rig.workspace->run_until_idle_or_throw();
    CHECK(count_coloured_skin(rig) == 0);
    CHECK_THROWS_AS(rig.workspace->run("view.heat", {{"show", "much"}}), Error);
}

TEST_CASE("muscles that pain is often felt from are lit on the side that was asked for", "[workspace]") {
    Rig rig;
    rig.start();
    const std::string lit = rig.workspace->run("view.felt-from", {{"region", "mid-back"}, {"side", "left"}});
    CHECK(lit.find("latissimus-dorsi.left") != std::string::npos);
    CHECK(lit.find(".right") == std::string::npos);
    rig.workspace->run("view.layers", {{"layers", "superficial"}});
    CHECK(std::ranges::any_of(scene(rig).drawables, [](const Drawable& drawable) { return drawable.tint.a > 0.0F; }));
    rig.workspace->run("view.felt-from");
    CHECK(rig.workspace->view().settings.lit.empty());
    CHECK_THROWS_AS(rig.workspace->run("view.felt-from", {{"region", "tail"}}), Error);
}

TEST_CASE("a map makes the skin solid and zones give way to it", "[workspace]") {
    Rig rig;
    rig.start_session();
    rig.workspace->run("view.heat", {{"show", "often"}});
    rig.workspace->run("view.map", {{"map", "sides"}});
    CHECK(rig.workspace->view().settings.soft_zones == SoftZones::None);
    CHECK(rig.workspace->view().settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] == 1.0F);
    rig.workspace->run("view.map", {{"map", "none"}});
    CHECK(rig.workspace->view().settings.skin_map.empty());
    CHECK_THROWS_AS(rig.workspace->run("view.map", {{"map", "treasure"}}), Error);
    rig.workspace->run("view.sites");
    CHECK(rig.workspace->view().settings.show_sites);
    rig.workspace->run("view.sites", {{"show", "no"}});
    CHECK_FALSE(rig.workspace->view().settings.show_sites);
}

TEST_CASE("a large picture is put together from tiles without a seam", "[workspace]") {
    Rig rig;
    rig.start_session();
    static_cast<void>(rig.add_mark());
    FillingRenderer renderer;
    const Image picture =
        take_picture(*rig.workspace, renderer, {.size = {3000, 2500}, .transparent = true, .marks = false});
    CHECK(renderer.calls == 4);
    CHECK(renderer.marks == 0);
    CHECK(renderer.transparent);
    REQUIRE(picture.width_px == 3000);
    REQUIRE(picture.height_px == 2500);
    std::size_t wrong = 0;
    for (int y = 0; y < picture.height_px; ++y) {
        for (int x = 0; x < picture.width_px; ++x) {
            const auto at = static_cast<std::size_t>(4 * (y * picture.width_px + x));
            wrong += picture.rgba[at] != x / 16 || picture.rgba[at + 1] != y / 16 ? 1 : 0;
        }
    }
    CHECK(wrong == 0);
    CHECK_THROWS_AS(take_picture(*rig.workspace, renderer, {.size = {9000, 100}}), Error);
}

TEST_CASE("pictures asked for by commands wait for a renderer and are written by a job", "[workspace]") {
    Rig rig;
    rig.start();
    const auto folder = std::filesystem::temp_directory_path() / "palpate-picture-test";
    std::filesystem::remove_all(folder);
    const auto file = folder / "view.png";
    rig.workspace->run("picture.save", {{"path", file.string()}, {"size", "64x48"}, {"transparent", "yes"}});
    rig.workspace->run("picture.turntable", {{"path", (folder / "turn").string()}, {"size", "32x32"}, {"frames", "5"}});
    FillingRenderer renderer;
    while (const auto order = rig.workspace->take_picture_order()) {
        PictureMaker maker(*rig.workspace, renderer, *order);
        while (maker.step()) {
        }
    }
    rig.workspace->run_until_idle_or_throw();
    CHECK(read_png(file).width_px == 64);
    CHECK(std::filesystem::exists(folder / "turn" / "turn-005.png"));
    const auto mode = std::filesystem::status(file).permissions();
    CHECK((mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
          std::filesystem::perms::none);
    CHECK(suggest_picture_file(folder).filename() == "palpate-picture.png");
    std::filesystem::remove_all(folder);
    CHECK_THROWS_AS(rig.workspace->run("picture.turntable", {{"path", "x"}, {"frames", "1"}}), Error);
}
