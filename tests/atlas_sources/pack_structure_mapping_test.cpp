#include "atlas_sources/pack/structure_mapping.h"
#include "base/file_io.h"

#include <catch2/catch_test_macros.hpp>

namespace palpate {
namespace {

const AnatomyCatalogue& catalogue() {
    static const AnatomyCatalogue k_catalogue = AnatomyCatalogue::load(find_asset_folder() / "anatomy");
    return k_catalogue;
}

TEST_CASE("an FMA id is found in the names files have", "[atlas_sources][pack]") {
    CHECK(find_fma("FMA22328") == 22328);
    CHECK(find_fma("fma_22328-left") == 22328);
    CHECK(find_fma("Left sartorius (FMA 22354)") == 22354);
    CHECK(find_fma("BP62328_FMA7486_Manubrium") == 7486);
    CHECK_FALSE(find_fma("sartorius"));
    CHECK_FALSE(find_fma("FMA"));
    CHECK_FALSE(find_fma("FMA99999999999999"));
    CHECK_FALSE(find_fma("FMA_-5"));
    CHECK_FALSE(find_fma("XFMA5"));
}

TEST_CASE("a side is a word of its own in a name", "[atlas_sources][pack]") {
    CHECK(find_named_side("FMA22328_left") == Side::Left);
    CHECK(find_named_side("sartorius-R") == Side::Right);
    CHECK(find_named_side("Right sartorius") == Side::Right);
    CHECK_FALSE(find_named_side("bright"));
    CHECK_FALSE(find_named_side("left and right"));
}

TEST_CASE("every row of the mesh map leads to its structure", "[atlas_sources][pack]") {
    const StructureMapping mapping(catalogue());
    REQUIRE_FALSE(catalogue().mesh_map().empty());
    for (const auto& row : catalogue().mesh_map()) {
        const auto target = mapping.find_by_fma(row.fma, std::nullopt);
        REQUIRE(target);
        CHECK(target->catalogue_id == row.entry_id);
        CHECK(target->part == row.part);
        CHECK(target->side.has_value() == (row.side != "unsided"));
    }
}

TEST_CASE("sided and unsided ids of muscles and bones map without the mesh map", "[atlas_sources][pack]") {
    const StructureMapping mapping(catalogue());
    std::size_t tried = 0;
    for (const auto& muscle : catalogue().muscles()) {
        if (muscle.fma && !muscle.fma_left && muscle.kind == "muscle") {
            const auto target = mapping.find_by_fma(*muscle.fma, Side::Right);
            REQUIRE(target);
            tried += target->catalogue_id == muscle.id && target->side == Side::Right ? 1 : 0;
        }
    }
    CHECK(tried > 10);
    CHECK_FALSE(mapping.find_by_fma(1, Side::Left));
}

TEST_CASE("structure ids are checked against the catalogue", "[atlas_sources][pack]") {
    const StructureMapping mapping(catalogue());
    CHECK(mapping.find_by_structure_id("sartorius.left") == MappedStructure{"sartorius", "", Side::Left});
    CHECK(mapping.find_by_structure_id("triceps-brachii.long-head.right") ==
          MappedStructure{"triceps-brachii", "long-head", Side::Right});
    CHECK(mapping.find_by_structure_id("skin.mid") == MappedStructure{"skin", "", Side::Mid});
    for (const char* wrong :
         {"", ".", "sartorius", "sartorius.up", "unicorn.left", "sartorius..left.x", "sartorius.A B.left"}) {
        CHECK_FALSE(mapping.find_by_structure_id(wrong));
    }
}

}  // namespace
}  // namespace palpate
