#include "scene/visibility.h"

#include "scene/build_scene.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <map>

using namespace palpate;

namespace {

std::map<std::string, float> shown_opacities(const ViewSettings& settings) {
    const auto atlas = test::tiny_atlas();
    std::map<std::string, float> shown;
    for (const Drawable& drawable : build_scene(*atlas, nullptr, SessionId("s"), settings, {}).drawables) {
        shown[atlas->structures()[drawable.structure].id.text()] = drawable.opacity;
    }
    return shown;
}

}  // namespace

TEST_CASE("peeling goes from the solid skin to the bones alone and is continuous", "[scene]") {
    CHECK(peeled_layers(0.0F) == std::array<float, k_layer_count>{1, 1, 1, 1, 1});
    CHECK(peeled_layers(2.0F) == std::array<float, k_layer_count>{0, 0, 1, 1, 1});
    CHECK(peeled_layers(4.0F) == std::array<float, k_layer_count>{0, 0, 0, 0, 1});
    CHECK(peeled_layers(9.0F) == peeled_layers(4.0F));
    const float level = GENERATE(range(0.0F, 4.0F, 0.13F));
    for (std::size_t layer = 0; layer < k_layer_count; ++layer) {
        const float next = peeled_layers(level + 0.01F)[layer];
        CHECK(next <= peeled_layers(level)[layer]);
        CHECK(peeled_layers(level)[layer] - next < 0.011F);
    }
    CHECK(peel_level(peeled_layers(level)) == Catch::Approx(level).margin(1e-5));
}

TEST_CASE("the view the program starts with is a level of peeling, and steps meet it", "[scene]") {
    const float start = peel_level(ViewSettings{}.layer_opacity);
    CHECK(peeled_layers(start) == ViewSettings{}.layer_opacity);
    CHECK(next_peel_level(start, true) == 1.0F);
    CHECK(next_peel_level(start, false) == 0.0F);
    CHECK(next_peel_level(0.0F, true) == Catch::Approx(start));
    CHECK(next_peel_level(4.0F, true) == 4.0F);
    CHECK(next_peel_level(4.0F, false) == 3.0F);
}

TEST_CASE("what is kept alone is solid though its layer is peeled off, the others are hidden or ghosts", "[scene]") {
    ViewSettings settings;
    settings.layer_opacity = peeled_layers(4.0F);
    settings.kept = {StructureId("rhomboid-major.left")};
    settings.others = Others::Hidden;
    CHECK(shown_opacities(settings) == std::map<std::string, float>{{"rhomboid-major.left", 1.0F}});
    settings.others = Others::Ghosted;
    settings.layer_opacity = peeled_layers(1.0F);
    const auto shown = shown_opacities(settings);
    CHECK(shown.at("rhomboid-major.left") == 1.0F);
    CHECK(shown.at("rhomboid-major.right") == k_ghost_opacity);
    CHECK(shown.at("body-of-sternum.mid") == k_ghost_opacity);
    CHECK_FALSE(shown.contains("skin.mid"));
}

TEST_CASE("a body without what is kept alone is shown whole", "[scene]") {
    ViewSettings settings;
    settings.kept = {StructureId("soleus.left")};
    settings.others = Others::Hidden;
    CHECK(shown_opacities(settings) == shown_opacities({}));
}

TEST_CASE("cut open, a solid skin shows what lies beneath", "[scene]") {
    ViewSettings settings;
    settings.layer_opacity = peeled_layers(0.0F);
    CHECK(shown_opacities(settings).size() == 1);
    settings.section = SectionPlane{};
    CHECK(shown_opacities(settings).size() == 8);
}

TEST_CASE("a plane takes its own half away, flipped the other one", "[scene]") {
    const SectionAxis axis = GENERATE(SectionAxis::Sagittal, SectionAxis::Frontal, SectionAxis::Transverse);
    const SectionPlane plane{axis, 100.0F, false};
    const SectionPlane flipped{axis, 100.0F, true};
    glm::vec3 beyond(0.0F);
    beyond[coordinate_of(axis)] = 101.0F;
    CHECK(plane.cuts_away(beyond));
    CHECK_FALSE(flipped.cuts_away(beyond));
    CHECK_FALSE(plane.cuts_away(glm::vec3(0.0F)));
    CHECK(flipped.cuts_away(glm::vec3(0.0F)));
    CHECK(find_section_axis(name_of(axis)) == axis);
}
