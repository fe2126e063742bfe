#include "scene/build_scene.h"

#include "scene/detail/colours.h"
#include "scene/sign_layout.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <set>

using namespace palpate;

namespace {

const SessionId k_today{"today"};
const SceneWords k_words{"your LEFT", "your RIGHT"};

Mark make_mark(const Atlas& atlas, const char* id, const char* structure, int now, const SessionId& session = k_today) {
    const Structure& place = atlas.structure(StructureId(structure));
    Mark mark;
    mark.id = MarkId(id);
    mark.session = session;
    mark.now = now;
    mark.anchor = make_anchor(atlas, place, surface_point(*place.mesh, 2, glm::vec3(1.0F / 3.0F)));
    return mark;
}

const Drawable* find_drawable(const Scene& scene, const Atlas& atlas, const char* id) {
    const auto index = atlas.find_index(StructureId(id));
    const auto found = std::ranges::find_if(scene.drawables, [&](const auto& d) { return d.structure == *index; });
    return found == scene.drawables.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a scene holds what the layers show and nothing that is hidden", "[scene]") {
    const auto atlas = test::tiny_atlas();
    ViewSettings settings;
    settings.layer_opacity = parse_layers("skin=0.4,superficial");
    settings.hidden.insert(StructureId("latissimus-dorsi.left"));
    const Scene scene = build_scene(*atlas, nullptr, k_today, settings, k_words);
    CHECK(find_drawable(scene, *atlas, "latissimus-dorsi.left") == nullptr);
    CHECK(find_drawable(scene, *atlas, "rhomboid-major.left") == nullptr);
    CHECK(find_drawable(scene, *atlas, "body-of-sternum.mid") == nullptr);
    REQUIRE(find_drawable(scene, *atlas, "latissimus-dorsi.right") != nullptr);
    REQUIRE(find_drawable(scene, *atlas, "skin.mid") != nullptr);
    CHECK(find_drawable(scene, *atlas, "skin.mid")->opacity == 0.4F);
    CHECK(find_drawable(scene, *atlas, "skin.mid")->surface == Surface::Skin);
    CHECK(scene.bounds == atlas->bounds());
}

TEST_CASE("hovered and selected structures are flagged", "[scene]") {
    const auto atlas = test::tiny_atlas();
    ViewSettings settings;
    settings.hovered = StructureId("latissimus-dorsi.left");
    settings.selected = {StructureId("rectus-abdominis.right")};
    const Scene scene = build_scene(*atlas, nullptr, k_today, settings, k_words);
    CHECK(find_drawable(scene, *atlas, "latissimus-dorsi.left")->hovered);
    CHECK_FALSE(find_drawable(scene, *atlas, "latissimus-dorsi.right")->hovered);
    CHECK(find_drawable(scene, *atlas, "rectus-abdominis.right")->selected);
}

TEST_CASE("marks of the session sit just above their place and tint their structure", "[scene]") {
    const auto atlas = test::tiny_atlas();
    CaseDocument document;
    document.marks = {make_mark(*atlas, "a", "latissimus-dorsi.left", 3),
                      make_mark(*atlas, "b", "latissimus-dorsi.left", 9),
                      make_mark(*atlas, "c", "rectus-abdominis.left", 0), make_mark(*atlas, "d", "skin.mid", 5),
                      make_mark(*atlas, "e", "rectus-abdominis.right", 8, SessionId("last week"))};
    ViewSettings settings;
    settings.layer_opacity = {0.9F, 1, 1, 1, 1};
    settings.selected_mark = MarkId("b");
    const Scene scene = build_scene(*atlas, &document, k_today, settings, k_words);
    REQUIRE(scene.marks.size() == 4);
    CHECK(scene.marks[0].label == "3");
    CHECK(scene.marks[1].selected);
    CHECK_FALSE(scene.marks[0].selected);
    CHECK(scene.marks[2].hollow);
    CHECK(glm::length(scene.marks[0].position_mm - scene.marks[0].point.position_mm) == Catch::Approx(k_sign_lift_mm));
    const Drawable& marked = *find_drawable(scene, *atlas, "latissimus-dorsi.left");
    CHECK(glm::vec3(marked.tint) == rating_colours(9).fill);
    CHECK(marked.tint.a > 0.2F);
    CHECK(find_drawable(scene, *atlas, "rectus-abdominis.left")->tint.a == 0.0F);
    CHECK(find_drawable(scene, *atlas, "rectus-abdominis.right")->tint.a == 0.0F);
    CHECK(find_drawable(scene, *atlas, "skin.mid")->tint.a == 0.0F);
    settings.show_marks = false;
    const Scene without = build_scene(*atlas, &document, k_today, settings, k_words);
    CHECK(without.marks.empty());
    CHECK(find_drawable(without, *atlas, "latissimus-dorsi.left")->tint.a == 0.0F);
}

TEST_CASE("a solid skin covers everything else, a hidden one nothing", "[scene]") {
    const auto atlas = test::tiny_atlas();
    ViewSettings settings;
    settings.layer_opacity = {1, 1, 1, 1, 1};
    const Scene covered = build_scene(*atlas, nullptr, k_today, settings, k_words);
    REQUIRE(covered.drawables.size() == 1);
    CHECK(find_drawable(covered, *atlas, "skin.mid") != nullptr);
    settings.hidden.insert(StructureId("skin.mid"));
    CHECK(build_scene(*atlas, nullptr, k_today, settings, k_words).drawables.size() == atlas->structures().size() - 1);
}

TEST_CASE("a mark on a structure the atlas lacks is left out of the picture", "[scene]") {
    const auto atlas = test::tiny_atlas();
    CaseDocument document;
    document.marks = {make_mark(*atlas, "a", "latissimus-dorsi.left", 3)};
    document.marks[0].anchor.structure = StructureId("soleus.left");
    CHECK(build_scene(*atlas, &document, k_today, {}, k_words).marks.empty());
}

TEST_CASE("the side words stand on the client's own side, outside the body", "[scene]") {
    const auto atlas = test::tiny_atlas();
    ViewSettings settings;
    const Scene scene = build_scene(*atlas, nullptr, k_today, settings, k_words);
    REQUIRE(scene.side_labels.size() == 2);
    CHECK(scene.side_labels[0].text == "your LEFT");
    CHECK(scene.side_labels[0].position_mm.x > atlas->bounds().high.x);
    CHECK(scene.side_labels[0].outward.x == 1.0F);
    CHECK(scene.side_labels[1].text == "your RIGHT");
    CHECK(scene.side_labels[1].position_mm.x < atlas->bounds().low.x);
    settings.show_side_letters = false;
    CHECK(build_scene(*atlas, nullptr, k_today, settings, k_words).side_labels.empty());
}

TEST_CASE("every rating's number can be read on its colour, in five steps", "[scene]") {
    const int rating = GENERATE(range(0, 11));
    const RatingColours colours = rating_colours(rating);
    CHECK(calc_contrast(colours.fill, colours.ink) >= 4.5F);
    if (rating > 1) {
        CHECK((colours.fill == rating_colours(rating - 1).fill) == (rating % 2 == 0));
    }
}

TEST_CASE("rating colours are the product's palette", "[scene]") {
    CHECK(rating_colours(1).fill == from_hex(0xfff3b0));
    CHECK(rating_colours(4).fill == from_hex(0xf9b25c));
    CHECK(rating_colours(6).fill == from_hex(0xe0605a));
    CHECK(rating_colours(7).fill == from_hex(0x9c2f7f));
    CHECK(rating_colours(10).fill == from_hex(0x3b0f70));
    CHECK(rating_colours(0).fill != rating_colours(1).fill);
}

TEST_CASE("left and right have one colour, neighbours differ, muscles stay red", "[scene]") {
    const auto structures = test::tiny_structures();
    CHECK(colour_of(structures[0]) == colour_of(structures[1]));
    CHECK(colour_of(structures[0]) != colour_of(structures[2]));
    Structure muscle = structures[0];
    for (int i = 0; i < 500; ++i) {
        muscle.catalogue_id = "muscle-" + std::to_string(i);
        muscle.group_id = "group-" + std::to_string(i % 17);
        const glm::vec3 colour = colour_of(muscle);
        CHECK(colour.r > 1.8F * colour.g);
        CHECK(colour.r > 1.8F * colour.b);
    }
}

TEST_CASE("contrast follows the accessibility guidelines' examples", "[scene]") {
    CHECK(calc_contrast(from_hex(0x000000), from_hex(0xffffff)) == Catch::Approx(21.0F));
    CHECK(calc_contrast(from_hex(0x777777), from_hex(0xffffff)) == Catch::Approx(4.48F).margin(0.01));
    CHECK(calc_contrast(from_hex(0xffffff), from_hex(0x777777)) == Catch::Approx(4.48F).margin(0.01));
}
