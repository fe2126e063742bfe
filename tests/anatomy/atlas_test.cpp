#include "anatomy/atlas.h"

#include "base/error.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

namespace palpate {

TEST_CASE("the tiny atlas is a valid body of closed outward surfaces", "[anatomy]") {
    for (const Structure& structure : test::tiny_structures()) {
        INFO(structure.id.text());
        CHECK(structure.mesh->triangle_count() == 8);
        CHECK(count_open_edges(*structure.mesh) == 0);
        CHECK(calc_volume_mm3(*structure.mesh) > 0);
    }
}

TEST_CASE("an atlas finds its structures by id", "[anatomy]") {
    const auto atlas = test::tiny_atlas();
    const auto index = atlas->find_index(StructureId("latissimus-dorsi.right"));
    REQUIRE(index.has_value());
    CHECK(atlas->structures()[*index].side == Side::Right);
    CHECK(atlas->structure(StructureId("skin.mid")).structure_class == StructureClass::Skin);
    CHECK(atlas->find(StructureId("trapezius.left")) == nullptr);
    CHECK(atlas->bounds().low.y == Catch::Approx(0.0F));
    CHECK(atlas->bounds().high.y == Catch::Approx(1800.0F));
}

TEST_CASE("asking an atlas for an unknown structure names it", "[anatomy]") {
    const auto atlas = test::tiny_atlas();
    try {
        static_cast<void>(atlas->structure(StructureId("tail.mid")));
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NotFound);
        CHECK(untranslated(error.text()).find("tail.mid") != std::string::npos);
    }
}

TEST_CASE("an atlas refuses an id given twice and an empty surface", "[anatomy]") {
    auto twice = test::tiny_structures();
    twice.push_back(twice.front());
    CHECK_THROWS_AS(test::make_atlas("x", std::move(twice)), Error);

    auto empty = test::tiny_structures();
    empty.front().mesh = std::make_shared<const TriangleMesh>();
    CHECK_THROWS_AS(test::make_atlas("x", std::move(empty)), Error);
}

}  // namespace palpate
