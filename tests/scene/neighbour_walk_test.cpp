#include "scene/neighbour_walk.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <random>
#include <set>

using namespace palpate;

namespace {

VisiblePatch patch(std::size_t structure, float x, float y) { return {structure, {x, y}, {x, y}, 10}; }

/// All that the arrow keys lead to from a patch, itself too.
std::set<std::size_t> all_from(const NeighbourWalk& walk, std::size_t start) {
    std::set<std::size_t> reached{start};
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const std::size_t here = open.back();
        open.pop_back();
        for (const WalkDirection direction :
             {WalkDirection::Left, WalkDirection::Right, WalkDirection::Up, WalkDirection::Down}) {
            if (const auto next = walk.next(here, direction); next && reached.insert(*next).second) {
                open.push_back(*next);
            }
        }
    }
    return reached;
}

}  // namespace

TEST_CASE("an arrow leads to the nearest structure on that side of the screen", "[scene]") {
    const NeighbourWalk walk({patch(7, 100, 100), patch(8, 200, 110), patch(9, 300, 100), patch(3, 100, 220)});
    CHECK(walk.next(0, WalkDirection::Right) == 1);
    CHECK(walk.next(1, WalkDirection::Right) == 2);
    CHECK(walk.next(2, WalkDirection::Left) == 1);
    CHECK(walk.next(0, WalkDirection::Down) == 3);
    CHECK(walk.next(3, WalkDirection::Up) == 0);
    CHECK_FALSE(walk.next(0, WalkDirection::Left));
    CHECK(walk.find_patch(9) == 2);
    CHECK_FALSE(walk.find_patch(1));
}

TEST_CASE("from every structure every other one can be reached, however they lie", "[scene]") {
    const unsigned seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> place(0.0F, 800.0F);
    std::vector<VisiblePatch> patches;
    for (std::size_t i = 0; i < 120; ++i) {
        patches.push_back(patch(i, place(random), seed % 2 == 0 ? place(random) : 0.1F * place(random)));
    }
    const NeighbourWalk walk(patches);
    for (std::size_t i = 0; i < patches.size(); ++i) {
        CHECK(all_from(walk, i).size() == patches.size());
    }
}

TEST_CASE("one structure alone, or none, leads nowhere", "[scene]") {
    const NeighbourWalk one({patch(1, 10, 10)});
    CHECK_FALSE(one.next(0, WalkDirection::Up));
    CHECK(NeighbourWalk({}).patches().empty());
}

TEST_CASE("structures at the very same place do not lock each other out", "[scene]") {
    const NeighbourWalk walk({patch(1, 10, 10), patch(2, 10, 10), patch(3, 50, 10)});
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(all_from(walk, i).size() == 3);
    }
}
