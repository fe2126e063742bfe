#include "scene/soft_zones.h"

#include "scene/build_scene.h"
#include "support/smooth_shapes.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

using namespace palpate;

namespace {

constexpr glm::vec3 k_middle{0.0F, 1000.0F, 0.0F};

/// A ball of skin, 150 mm in radius, finely meshed; its left half is one area and its right the other.
std::shared_ptr<const Atlas> ball() {
    AtlasContent content;
    content.credit = {"ball", "Ball", "own work", "made for the tests"};
    content.fingerprint = "ball";
    Structure skin = test::tiny_structures().back();
    skin.mesh = test::make_ellipsoid(k_middle, glm::vec3(150.0F), 40);
    SkinMap map;
    map.id = k_region_map;
    map.areas = {"half-left", "half-right"};
    for (const glm::vec3& position : skin.mesh->positions_mm) {
        map.labels.push_back(position.x < 0.0F ? 1 : 0);
    }
    content.structures = {skin};
    content.skin_maps = {map};
    return std::make_shared<const Atlas>(std::move(content));
}

Mark mark_at(const Atlas& atlas, const glm::vec3& direction, int now, const char* session = "s") {
    const Structure& skin = atlas.structures()[0];
    Mark mark;
    mark.id = MarkId(std::to_string(now) + session);
    mark.session = SessionId(session);
    mark.anchor = make_anchor(atlas, skin, closest_point(*skin.mesh, k_middle + 150.0F * direction));
    mark.now = now;
    return mark;
}

float value_at(const TriangleMesh& mesh, const std::vector<float>& values, const glm::vec3& direction) {
    const auto nearest = std::ranges::min_element(mesh.positions_mm, {}, [&](const glm::vec3& position) {
        return glm::distance(position, k_middle + 150.0F * glm::normalize(direction));
    });
    return values[static_cast<std::size_t>(nearest - mesh.positions_mm.begin())];
}

}  // namespace

TEST_CASE("heat is a mark's rating at its place, fades along the skin and never exceeds what was said", "[scene]") {
    const auto atlas = ball();
    const SurfaceGraph skin(atlas->structures()[0].mesh);
    const Mark strong = mark_at(*atlas, {0, 0, 1}, 8);
    const Mark weak = mark_at(*atlas, {0.1F, 0, 1}, 3);
    const std::vector<const Mark*> marks{&strong, &weak};
    const std::vector<float> heat = calc_heat(skin, *atlas, marks);
    CHECK(value_at(skin.mesh(), heat, {0, 0, 1}) == Catch::Approx(8.0F).margin(0.1));
    CHECK(*std::ranges::max_element(heat) <= 8.0F);
    const float beside = value_at(skin.mesh(), heat, {0.0F, 0.25F, 1});
    CHECK(beside > 0.5F);
    CHECK(beside < 7.5F);
    CHECK(value_at(skin.mesh(), heat, {0, 0, -1}) == 0.0F);
    CHECK(value_at(skin.mesh(), heat, {1, 0, 0}) == 0.0F);
}

TEST_CASE("a mark rated zero is no heat", "[scene]") {
    const auto atlas = ball();
    const SurfaceGraph skin(atlas->structures()[0].mesh);
    const Mark none = mark_at(*atlas, {0, 0, 1}, 0);
    const std::vector<const Mark*> marks{&none};
    CHECK(std::ranges::all_of(calc_heat(skin, *atlas, marks), [](float value) { return value == 0.0F; }));
}

TEST_CASE("how often counts sessions, not marks", "[scene]") {
    const auto atlas = ball();
    const SurfaceGraph skin(atlas->structures()[0].mesh);
    CaseDocument document;
    for (const char* id : {"a", "b", "c", "d"}) {
        document.sessions.push_back({.id = SessionId(id)});
    }
    document.marks = {mark_at(*atlas, {0, 0, 1}, 9, "a"), mark_at(*atlas, {0, 0, 1}, 2, "a"),
                      mark_at(*atlas, {0, 0, 1}, 2, "c")};
    const std::vector<float> often = calc_heat_often(skin, *atlas, document);
    CHECK(value_at(skin.mesh(), often, {0, 0, 1}) == Catch::Approx(5.0F).margin(0.1));  // half of the sessions
}

TEST_CASE("an area's zone is full inside, gone outside and soft between", "[scene]") {
    const auto atlas = ball();
    const SurfaceGraph skin(atlas->structures()[0].mesh);
    const std::vector<std::string> areas{"half-left"};
    const std::vector<float> shares = calc_area_shares(skin, atlas->skin_maps()[0], areas);
    CHECK(value_at(skin.mesh(), shares, {1, 0, 0}) == 1.0F);
    CHECK(value_at(skin.mesh(), shares, {-1, 0, 0}) == 0.0F);
    CHECK(std::ranges::any_of(shares, [](float share) { return share > 0.2F && share < 0.9F; }));
    CHECK(std::ranges::all_of(calc_area_shares(skin, atlas->skin_maps()[0], {}),
                              [](float share) { return share == 0.0F; }));
}

TEST_CASE("heat takes the palette's own colours in the middle of each step and is clear at nothing", "[scene]") {
    for (int step = 0; step < 5; ++step) {
        const glm::vec4 colour = heat_colour(2.0F * static_cast<float>(step) + 1.5F);
        CHECK(glm::distance(glm::vec3(colour), rating_colours(2 * step + 1).fill) < 1e-4F);
    }
    CHECK(heat_colour(0.0F).a == 0.0F);
    CHECK(heat_colour(0.3F).a < heat_colour(0.8F).a);
    CHECK(heat_colour(10.0F).a < 1.0F);
}

TEST_CASE("the heat of a session lies on the skin in place of the plain skin", "[scene]") {
    const auto atlas = ball();
    CaseDocument document;
    document.sessions = {{.id = SessionId("s")}, {.id = SessionId("t")}};
    document.marks = {mark_at(*atlas, {0, 0, 1}, 8, "s"), mark_at(*atlas, {1, 0, 0}, 4, "t")};
    const auto strongest = [](const SkinOverlay& overlay) {
        return std::ranges::count_if(overlay.parts.at(0).mesh->overlay,
                                     [](const glm::vec4& colour) { return colour.a > 0.5F; });
    };
    const auto one = make_heat_overlay(*atlas, document, SessionId("s"), SoftZones::HeatNow);
    const auto all = make_heat_overlay(*atlas, document, SessionId("s"), SoftZones::HeatStrongest);
    CHECK(strongest(*one) > 0);
    CHECK(strongest(*all) > strongest(*one));
    const Scene scene = build_scene(*atlas, &document, SessionId("s"), {}, {}, one.get());
    REQUIRE(scene.drawables.size() == 1);
    CHECK(scene.drawables[0].mesh == one->parts[0].mesh);
}
