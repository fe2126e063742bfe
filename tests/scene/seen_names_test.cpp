#include "scene/seen_names.h"

#include "scene/build_scene.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>

using namespace palpate;

namespace {

constexpr Viewport k_viewport{900, 700};

struct View {
    std::shared_ptr<const Atlas> atlas = test::tiny_atlas();
    Picker picker{atlas};
    ViewSettings settings;
    OrbitCamera camera;

    explicit View(float azimuth_deg) {
        settings.layer_opacity = parse_layers("skin=0.2,superficial,intermediate,bones");
        camera = fit_camera(atlas->bounds(), glm::radians(azimuth_deg), 0.0F, k_viewport);
    }
    [[nodiscard]] Scene scene() const { return build_scene(*atlas, nullptr, SessionId("s"), settings, {}); }
    [[nodiscard]] std::vector<SeenName> names(bool all) const {
        const Scene shown = scene();
        return find_seen_names(picker, {shown, camera, k_viewport, all}, [](const Structure& structure) {
            return WrittenName{structure.id.text(), ""};
        });
    }
};

}  // namespace

TEST_CASE("each name points to a place where its structure is really seen", "[scene]") {
    const View view(GENERATE(range(-180.0F, 180.0F, 30.0F)));
    const Scene scene = view.scene();
    const std::vector<SeenName> names = view.names(true);
    CHECK(names.size() >= 2);
    for (const SeenName& name : names) {
        const auto hit =
            view.picker.seen_at(scene, view.camera, k_viewport, *view.camera.project(name.position_mm, k_viewport));
        REQUIRE(hit);
        CHECK(view.atlas->structures()[hit->surface].id.text() == name.text);
        CHECK(name.text != "skin.mid");
    }
}

TEST_CASE("only what is selected is named by itself, covered or not", "[scene]") {
    View view(0.0F);
    CHECK(view.names(false).empty());
    view.settings.selected = {StructureId("rectus-abdominis.left"), StructureId("rhomboid-major.right")};
    const std::vector<SeenName> names = view.names(false);
    REQUIRE(names.size() == 2);
    CHECK(std::ranges::all_of(names, &SeenName::selected));
    view.settings.hidden = {StructureId("rectus-abdominis.left")};
    CHECK(view.names(false).size() == 1);
}
