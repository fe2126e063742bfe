#include "matching/mark_words.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using test::clinical_content;

namespace {

std::string words(const Text& text) { return clinical_content().english.tr(text); }

Structure structure_of(const char* id, Side side) {
    return *describe_structure(clinical_content().anatomy, id, "", side);
}

}  // namespace

TEST_CASE("a mark is read back from the client's own side", "[matching]") {
    const Structure deltoid = structure_of("posterior-deltoid", Side::Left);
    const Mark mark = test::make_mark("m", {.qualities = {"ache"}, .depth = Depth::Deep, .now = 6});
    CHECK(words(read_back(mark, &deltoid)) == "Your left shoulder, at the back: deep, aching pain, 6 of 10");
    CHECK(words(place_words(&deltoid)) == "Your left shoulder, at the back");
}

TEST_CASE("each depth is said in its own way, with and without quality words", "[matching]") {
    const Structure calf = structure_of("gastrocnemius-medial", Side::Right);
    const auto say = [&](Depth depth, std::vector<std::string> qualities) {
        return words(read_back(
            test::make_mark("m", {.kind = MarkKind::Tension, .qualities = std::move(qualities), .depth = depth}),
            &calf));
    };
    CHECK(say(Depth::Skin, {}) == "Your right upper calf: tension on the skin, 5 of 10");
    CHECK(say(Depth::Muscle, {}) == "Your right upper calf: tension in the muscle, 5 of 10");
    CHECK(say(Depth::Deep, {}) == "Your right upper calf: deep tension, 5 of 10");
    CHECK(say(Depth::Joint, {"pulling", "dull"}) ==
          "Your right upper calf: pulling, dull tension in the joint, 5 of 10");
}

TEST_CASE("midline and unknown places are read back too", "[matching]") {
    const Structure breastbone = structure_of("body-of-sternum", Side::Mid);
    const Mark mark = test::make_mark("m", {});
    CHECK(words(read_back(mark, &breastbone)) == "Your breastbone: pain in the muscle, 5 of 10");
    CHECK(words(place_words(nullptr)) == "Your body, at a place this body model does not have");
}

TEST_CASE("every kind, quality word, depth and region has its words", "[matching]") {
    for (const MarkKind kind : all_mark_kinds()) {
        for (const Depth depth : all_depths()) {
            const Mark mark = test::make_mark("m", {.kind = kind, .qualities = quality_words(), .depth = depth});
            for (const RegionEntry& region : clinical_content().anatomy.regions()) {
                Structure place;
                place.region_id = region.id;
                CHECK(words(read_back(mark, &place)).find_first_of("@{") == std::string::npos);
            }
        }
    }
}
