#include "anatomy/structure.h"

#include <catch2/catch_test_macros.hpp>

namespace palpate {

TEST_CASE("a structure id joins catalogue id, part and side", "[anatomy]") {
    CHECK(make_structure_id("latissimus-dorsi", "", Side::Left).text() == "latissimus-dorsi.left");
    CHECK(make_structure_id("triceps-brachii", "long-head", Side::Right).text() == "triceps-brachii.long-head.right");
    CHECK(make_structure_id("skin", "", Side::Mid).text() == "skin.mid");
}

TEST_CASE("mirroring an id swaps left and right only", "[anatomy]") {
    CHECK(mirrored(StructureId("triceps-brachii.long-head.left")).text() == "triceps-brachii.long-head.right");
    CHECK(mirrored(StructureId("triceps-brachii.long-head.right")).text() == "triceps-brachii.long-head.left");
    CHECK(mirrored(StructureId("diaphragm.mid")).text() == "diaphragm.mid");
    CHECK(mirrored(StructureId("no side at all")).text() == "no side at all");
}

TEST_CASE("names of sides and layers read back", "[anatomy]") {
    for (const Side side : {Side::Left, Side::Right, Side::Mid}) {
        CHECK(find_side(name_of(side)) == side);
    }
    for (int i = 0; i < k_layer_count; ++i) {
        const auto layer = static_cast<Layer>(i);
        CHECK(find_layer(name_of(layer)) == layer);
    }
    CHECK_FALSE(find_side("middle").has_value());
    CHECK_FALSE(find_layer("Skin").has_value());
    CHECK(name_of(StructureClass::Tooth) == "tooth");
}

}  // namespace palpate
