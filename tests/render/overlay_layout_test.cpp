#include "render/detail/overlay_layout.h"

#include "scene/build_scene.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <glm/common.hpp>
#include <glm/trigonometric.hpp>

#include <array>

using namespace palpate;

namespace {

const Viewport k_viewport{1280, 800};

Scene make_scene() {
    return build_scene(*test::tiny_atlas(), nullptr, SessionId("s"), {}, {"your LEFT", "your RIGHT"});
}

GlyphSheet make_letters(const Scene& scene) {
    return make_glyph_sheet(find_label_font(), k_letter_height_px, letters_of(scene));
}

/// The part of the picture the body's box covers.
std::pair<glm::vec2, glm::vec2> body_on_screen(const Box& body, const OrbitCamera& camera) {
    glm::vec2 low(1e9F);
    glm::vec2 high(-1e9F);
    for (int i = 0; i < 8; ++i) {
        const glm::vec3 corner((i & 1) != 0 ? body.high.x : body.low.x, (i & 2) != 0 ? body.high.y : body.low.y,
                               (i & 4) != 0 ? body.high.z : body.low.z);
        const glm::vec2 pixel = *camera.project(corner, k_viewport);
        low = glm::min(low, pixel);
        high = glm::max(high, pixel);
    }
    return {low, high};
}

}  // namespace

TEST_CASE("from front and back the side words stand beside the body on their own side", "[render]") {
    const Scene scene = make_scene();
    const float azimuth_deg = GENERATE(0.0F, 180.0F);
    const OrbitCamera camera = fit_camera(scene.bounds, glm::radians(azimuth_deg), 0.0F, k_viewport);
    const auto placed = place_labels(scene, camera, k_viewport, make_letters(scene), 1.0F);
    const auto [low, high] = body_on_screen(scene.bounds, camera);
    REQUIRE(placed.size() == 2);
    const bool from_front = azimuth_deg == 0.0F;
    // The client's left is on the reader's right from the front.
    const PlacedLabel& reader_right = placed[from_front ? 0 : 1];
    const PlacedLabel& reader_left = placed[from_front ? 1 : 0];
    CHECK(reader_right.centre_px.x - reader_right.half_size_px.x > high.x);
    CHECK(reader_left.centre_px.x + reader_left.half_size_px.x < low.x);
}

TEST_CASE("from every side both words are in the picture and apart", "[render]") {
    const Scene scene = make_scene();
    const GlyphSheet letters = make_letters(scene);
    const float azimuth_deg = GENERATE(range(-180.0F, 180.0F, 7.5F));
    const float elevation_deg = GENERATE(-40.0F, 0.0F, 30.0F, 90.0F);
    const float closer = GENERATE(1.0F, 0.2F);
    OrbitCamera camera = fit_camera(scene.bounds, glm::radians(azimuth_deg), glm::radians(elevation_deg), k_viewport);
    camera.distance_mm *= closer;
    const auto placed = place_labels(scene, camera, k_viewport, letters, 1.0F);
    REQUIRE(placed.size() == 2);
    for (const PlacedLabel& label : placed) {
        CHECK(glm::all(glm::greaterThanEqual(label.centre_px - label.half_size_px, glm::vec2(0))));
        CHECK(glm::all(glm::lessThanEqual(label.centre_px + label.half_size_px, glm::vec2(1280, 800))));
        CHECK(label.alpha >= 0.5F);
    }
    const glm::vec2 apart = glm::abs(placed[0].centre_px - placed[1].centre_px);
    const glm::vec2 needed = placed[0].half_size_px + placed[1].half_size_px;
    CHECK((apart.x >= needed.x || apart.y >= needed.y));
}

TEST_CASE("the number 10 fits into its sign", "[render]") {
    const GlyphSheet letters = make_glyph_sheet(find_label_font(), k_letter_height_px, U"0123456789");
    CHECK(letters.width_of(U"10") < 24.0F);
    CHECK(letters.capital_height_px > 10.0F);
}

TEST_CASE("from the side no word lies over the body, and both stand on the near one's side", "[render]") {
    const Scene scene = make_scene();
    const float azimuth_deg = GENERATE(range(-180.0F, 180.0F, 5.0F));
    const float elevation_deg = GENERATE(0.0F, 15.0F);
    const OrbitCamera camera =
        fit_camera(scene.bounds, glm::radians(azimuth_deg), glm::radians(elevation_deg), k_viewport);
    const auto placed = place_labels(scene, camera, k_viewport, make_letters(scene), 1.0F);
    const auto [low, high] = body_on_screen(scene.bounds, camera);
    REQUIRE(placed.size() == 2);
    for (const PlacedLabel& label : placed) {
        CHECK((label.centre_px.x - label.half_size_px.x > high.x || label.centre_px.x + label.half_size_px.x < low.x));
    }
    if (azimuth_deg == 90.0F) {  // the client's left is near
        CHECK(placed[0].alpha == 1.0F);
        CHECK(placed[1].alpha < 0.6F);
        CHECK(placed[0].centre_px.x > high.x);
        CHECK(placed[1].centre_px.x > high.x);
    }
}

TEST_CASE("in a narrow picture the side words stand over the head and not on the hips", "[render]") {
    const Scene scene = make_scene();
    constexpr Viewport k_narrow{180, 800};
    const float azimuth_deg = GENERATE(0.0F, 90.0F, 180.0F, -90.0F);
    OrbitCamera camera = fit_camera(scene.bounds, glm::radians(azimuth_deg), 0.0F, k_narrow);
    camera.distance_mm *= 1.1F;  // room for two lines
    const auto placed = place_labels(scene, camera, k_narrow, make_letters(scene), 1.0F);
    REQUIRE(placed.size() == 2);
    const float head_px = camera.project({0.0F, scene.bounds.high.y, 0.0F}, k_narrow)->y;
    for (const PlacedLabel& label : placed) {
        CHECK(label.centre_px.y + label.half_size_px.y < head_px);
        CHECK(label.centre_px.y - label.half_size_px.y > 0.0F);
    }
    const glm::vec2 apart = glm::abs(placed[0].centre_px - placed[1].centre_px);
    const glm::vec2 needed = placed[0].half_size_px + placed[1].half_size_px;
    CHECK((apart.x >= needed.x || apart.y >= needed.y));
}

TEST_CASE("no word is written under what covers the picture", "[render]") {
    const Scene scene = make_scene();
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    const GlyphSheet letters = make_letters(scene);
    const auto free = place_labels(scene, camera, k_viewport, letters, 1.0F);
    const PlacedLabel& at_left = free[0].centre_px.x < free[1].centre_px.x ? free[0] : free[1];
    const ScreenBox tools{{0.0F, 0.0F}, at_left.centre_px + glm::vec2(10.0F, 40.0F)};
    for (const PlacedLabel& label : place_labels(scene, camera, k_viewport, letters, 1.0F, std::array{tools})) {
        CHECK_FALSE(overlap(tools, {label.centre_px - label.half_size_px, label.centre_px + label.half_size_px}));
    }
    const std::vector<SeenName> names{{"muscle", "", {-30, 1400, 160}, 10.0F, true}};
    const GlyphSheet all = make_glyph_sheet(find_label_font(), k_letter_height_px, letters_of(scene, names));
    const ScreenBox column{{0.0F, 0.0F}, {300.0F, 500.0F}};
    for (const OverlayVertex& corner :
         build_overlay({scene, camera, k_viewport, all, 1.0F, names, std::array{column}}).shapes) {
        const glm::vec2 place = corner.position_px;
        CHECK_FALSE((place.x < column.high.x - 2.0F && place.y < column.high.y - 20.0F));
    }
}

TEST_CASE("a name that is too long leaves its side out before it is shortened", "[render]") {
    const Scene scene = make_scene();
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    const std::string name = "a muscle with quite a long name";
    const std::vector<SeenName> with_side{
        {name + ", on the side of your left hand", name, {30, 1050, 160}, 10.0F, false}};
    const std::vector<SeenName> alone{{name, name, {30, 1050, 160}, 10.0F, false}};
    const GlyphSheet letters = make_glyph_sheet(find_label_font(), k_letter_height_px, letters_of(scene, with_side));
    const auto drawn = [&](const std::vector<SeenName>& names) {
        return build_overlay({scene, camera, k_viewport, letters, 1.0F, names, {}}).shapes.size();
    };
    CHECK(drawn(with_side) == drawn(alone));
}

TEST_CASE("what is selected gives way to its short name before it is cut", "[render]") {
    const Scene scene = make_scene();
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    const std::string whole = "Leave alone: something with a name that goes on and on and has no end in this picture";
    const std::vector<SeenName> names{{whole, "Leave alone", {30, 1050, 160}, 10.0F, true}};
    const std::vector<SeenName> shorter{{"Leave alone", "", {30, 1050, 160}, 10.0F, true}};
    const GlyphSheet letters = make_glyph_sheet(find_label_font(), k_letter_height_px, letters_of(scene, names));
    const auto drawn = [&](const std::vector<SeenName>& shown) {
        return build_overlay({scene, camera, k_viewport, letters, 1.0F, shown, {}}).shapes.size();
    };
    CHECK(drawn(names) == drawn(shorter));
}

TEST_CASE("a broad name takes no other's place: of several that are selected each is named", "[render]") {
    const Scene scene = make_scene();
    constexpr Viewport k_small{520, 800};
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_small);
    const std::string whole = "Leave alone: varicose veins";
    std::vector<SeenName> names;
    for (const float x : {-180.0F, 0.0F, 180.0F}) {
        names.push_back({whole, "Leave alone", {x, 1050, 100}, 10.0F, true});
    }
    const GlyphSheet letters = make_glyph_sheet(find_label_font(), k_letter_height_px, letters_of(scene, names));
    const auto drawn = [&](const std::vector<SeenName>& shown) {
        return build_overlay({scene, camera, k_small, letters, 1.0F, shown, {}}).shapes.size();
    };
    constexpr std::size_t k_box_line_dot = 3;
    constexpr std::size_t k_letters = 11;
    CHECK(drawn(names) == drawn({}) + 3 * 4 * (k_box_line_dot + k_letters));
}

TEST_CASE("names in the picture are drawn with a line each", "[render]") {
    const Scene scene = make_scene();
    const OrbitCamera camera = fit_camera(scene.bounds, 0.0F, 0.0F, k_viewport);
    const std::vector<SeenName> names{{"six-pack muscle", "", {30, 1050, 160}, 10.0F, false}};
    const GlyphSheet letters = make_glyph_sheet(find_label_font(), k_letter_height_px, letters_of(scene, names));
    const auto without = build_overlay({scene, camera, k_viewport, letters, 1.0F, {}, {}});
    const auto with = build_overlay({scene, camera, k_viewport, letters, 1.0F, names, {}});
    constexpr std::size_t k_box_line_dot = 3;
    constexpr std::size_t k_letters = 15;  // the blank has its quad too
    CHECK(with.shapes.size() == without.shapes.size() + 4 * (k_box_line_dot + k_letters));
}
