#include "anatomy/mirrored_anchor.h"

#include "geometry/frame.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

SurfaceAnchor anchor_near(const Atlas& atlas, const char* structure, const glm::vec3& position_mm) {
    const Structure& found = atlas.structure(StructureId(structure));
    return make_anchor(atlas, found, closest_point(*found.mesh, position_mm));
}

glm::vec3 position_of(const SurfaceAnchor& anchor, const Atlas& atlas) {
    return resolve(anchor, atlas)->point.position_mm;
}

}  // namespace

TEST_CASE("a place moves to the same place of the other side, and back", "[anatomy]") {
    const auto atlas = test::make_atlas("one", test::tiny_structures());
    for (const char* structure : {"latissimus-dorsi.left", "skin.mid"}) {
        const SurfaceAnchor left = anchor_near(*atlas, structure, {130, 1180, 40});
        const auto right = mirrored(left, *atlas);
        REQUIRE(right);
        CHECK(right->structure == mirrored(left.structure));
        const glm::vec3 there = position_of(*right, *atlas);
        const glm::vec3 here = position_of(left, *atlas);
        CHECK(there.x == Catch::Approx(2.0F * k_mirror_plane_x_mm - here.x).margin(0.01));
        CHECK(there.y == Catch::Approx(here.y).margin(0.01));
        CHECK(there.z == Catch::Approx(here.z).margin(0.01));
        const auto back = mirrored(*right, *atlas);
        REQUIRE(back);
        CHECK(glm::distance(position_of(*back, *atlas), here) < 0.01F);
    }
}

TEST_CASE("a place in the middle of the body is its own other side", "[anatomy]") {
    const auto atlas = test::make_atlas("one", test::tiny_structures());
    const SurfaceAnchor middle = anchor_near(*atlas, "body-of-sternum.mid", {k_mirror_plane_x_mm, 1250, 300});
    CHECK(is_in_the_middle(middle, *atlas) == true);
    const auto same = mirrored(middle, *atlas);
    REQUIRE(same);
    CHECK(glm::distance(position_of(*same, *atlas), position_of(middle, *atlas)) < 0.01F);
    CHECK(is_in_the_middle(anchor_near(*atlas, "body-of-sternum.mid", {12, 1250, 148}), *atlas) == false);
}

TEST_CASE("a structure whose counterpart is missing has no other side", "[anatomy]") {
    auto structures = test::tiny_structures();
    std::erase_if(structures, [](const Structure& s) { return s.id == StructureId("latissimus-dorsi.right"); });
    const auto atlas = test::make_atlas("one", std::move(structures));
    const SurfaceAnchor left = anchor_near(*atlas, "latissimus-dorsi.left", {130, 1180, 40});
    CHECK_FALSE(mirrored(left, *atlas));
    SurfaceAnchor nowhere = left;
    nowhere.structure = StructureId("nowhere.left");
    CHECK_FALSE(is_in_the_middle(nowhere, *atlas));
}
