#include "scene/tag_layout.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <random>

using namespace palpate;

namespace {

constexpr glm::vec2 k_half{34.0F, 12.0F};
const TagRoom k_room{.size_px = {576.0F, 700.0F}, .middle_px = 288.0F, .taken = {}};

bool lies_inside(const ScreenBox& box, const TagRoom& room) {
    return box.low.x >= 0.0F && box.low.y >= 0.0F && box.high.x <= room.size_px.x && box.high.y <= room.size_px.y;
}

std::vector<TagWish> crowd(unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> across(200.0F, 380.0F);
    std::uniform_real_distribution<float> down(80.0F, 600.0F);
    std::vector<TagWish> wishes;
    for (std::size_t i = 0; i < count; ++i) {
        wishes.push_back({{across(random), down(random)}, k_half});
    }
    return wishes;
}

}  // namespace

TEST_CASE("a tag alone stands beside its place, away from the body's axis", "[scene][tags]") {
    const std::vector<TagWish> left{{{200.0F, 300.0F}, k_half}};
    const std::vector<TagWish> right{{{380.0F, 300.0F}, k_half}};
    const auto on_left = place_tags(left, k_room);
    const auto on_right = place_tags(right, k_room);
    REQUIRE(on_left.size() == 1);
    REQUIRE(on_right.size() == 1);
    CHECK(on_left.front().box.high.x < 200.0F);
    CHECK(on_right.front().box.low.x > 380.0F);
    CHECK(on_left.front().port_px.y == 300.0F);
}

TEST_CASE("no two tags overlap, none covers a place, and all lie inside the picture", "[scene][tags]") {
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
        const std::vector<TagWish> wishes = crowd(seed, 20);
        const auto placed = place_tags(wishes, k_room);
        CHECK(placed.size() == wishes.size());
        for (std::size_t i = 0; i < placed.size(); ++i) {
            CHECK(lies_inside(placed[i].box, k_room));
            for (std::size_t j = 0; j < i; ++j) {
                CHECK_FALSE(overlap(placed[i].box, placed[j].box));
            }
            for (const TagWish& other : wishes) {
                CHECK_FALSE(overlap(placed[i].box, ScreenBox{other.anchor_px, other.anchor_px}));
            }
        }
    }
}

TEST_CASE("what is taken stays free, and what there is no room for is left out", "[scene][tags]") {
    TagRoom room = k_room;
    room.taken.push_back({{0.0F, 250.0F}, {576.0F, 350.0F}});
    const std::vector<TagWish> wishes{{{300.0F, 300.0F}, k_half}};
    const auto placed = place_tags(wishes, room);
    REQUIRE(placed.size() == 1);
    CHECK_FALSE(overlap(placed.front().box, room.taken.front()));
    const TagRoom small{.size_px = {90.0F, 60.0F}, .middle_px = 45.0F, .taken = {}};
    const std::vector<TagWish> many{{{40.0F, 30.0F}, k_half}, {{50.0F, 30.0F}, k_half}, {{45.0F, 40.0F}, k_half}};
    CHECK(place_tags(many, small).size() < many.size());
}

TEST_CASE("a tag stands off the edge of what is coloured, and off its neighbours' colours", "[scene][tags]") {
    const std::vector<TagWish> wishes{{{300.0F, 300.0F}, k_half, false, 20.0F},
                                      {{345.0F, 300.0F}, k_half, false, 20.0F}};
    for (const PlacedTag& tag : place_tags(wishes, k_room)) {
        for (const TagWish& other : wishes) {
            CHECK_FALSE(overlap(tag.box, {other.anchor_px - 20.0F, other.anchor_px + 20.0F}));
        }
    }
}

TEST_CASE("the lines of two tags at neighbouring places do not cross", "[scene][tags]") {
    const std::vector<TagWish> wishes{{{300.0F, 300.0F}, {95.0F, 42.0F}, false, 8.0F},
                                      {{312.0F, 304.0F}, {95.0F, 42.0F}, false, 8.0F}};
    const auto placed = place_tags(wishes, k_room);
    REQUIRE(placed.size() == 2);
    const auto side = [](glm::vec2 from, glm::vec2 to, glm::vec2 at) {
        return (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x);
    };
    const glm::vec2 a = wishes[0].anchor_px;
    const glm::vec2 b = wishes[1].anchor_px;
    const bool cross = side(a, placed[0].port_px, b) * side(a, placed[0].port_px, placed[1].port_px) < 0.0F &&
                       side(b, placed[1].port_px, a) * side(b, placed[1].port_px, placed[0].port_px) < 0.0F;
    CHECK_FALSE(cross);
}

TEST_CASE("the tag that comes first stands where it would stand alone", "[scene][tags]") {
    std::vector<TagWish> wishes = crowd(7, 12);
    wishes.back().first = true;
    const auto placed = place_tags(wishes, k_room);
    const auto mine = std::ranges::find(placed, wishes.size() - 1, &PlacedTag::wish);
    REQUIRE(mine != placed.end());
    CHECK(glm::distance(mine->port_px, wishes.back().anchor_px) < 60.0F);
}
