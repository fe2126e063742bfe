#include "scene/keep_clear.h"

#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

TEST_CASE("areas a body's maps do not have are left out, and nothing is drawn on a body without skin", "[scene]") {
    const auto atlas = test::tiny_atlas();
    const std::vector<KeepClearArea> areas{{"regions", "calf-upper-left", "Leave alone: a wound", "Leave alone"},
                                           {"endangerment", "es-kidney-left", "Kidney", "Kidney"}};
    CHECK(make_keep_clear(*atlas, areas).empty());  // the tiny body has no maps
    CHECK(make_keep_clear(Atlas{AtlasContent{}}, areas).empty());
}

TEST_CASE("what to keep clear of is hatched, not only coloured", "[scene]") {
    const KeepClearShape shape{
        .name = "Leave alone: a wound", .short_name = "Leave alone", .shape = std::make_shared<const MarkShape>()};
    const MarkTrace trace = hatching_of(shape);
    CHECK(trace.pattern == AreaPattern::BackDiagonal);
    CHECK(trace.id.empty());  // no mark: clicks go through
}
