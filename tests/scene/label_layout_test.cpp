#include "scene/label_layout.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <random>

using namespace palpate;

namespace {

float turn(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool cross(const PlacedName& a, const PlacedName& b) {
    return turn(a.anchor_px, a.port_px, b.anchor_px) * turn(a.anchor_px, a.port_px, b.port_px) < 0.0F &&
           turn(b.anchor_px, b.port_px, a.anchor_px) * turn(b.anchor_px, b.port_px, a.port_px) < 0.0F;
}

/// A picture as a camera somewhere gives it: names of places on a body that covers some of it.
struct Picture {
    std::vector<NameWish> wishes;
    NameRoom room;

    explicit Picture(unsigned int seed) {
        std::mt19937 random(seed);
        const auto between = [&](float low, float high) {
            return std::uniform_real_distribution<float>(low, high)(random);
        };
        room.size_px = {between(300, 2000), between(200, 1200)};
        room.scale = between(1.0F, 2.0F);
        room.body_low_px = between(-0.5F, 0.5F) * room.size_px.x;
        room.body_high_px = room.body_low_px + between(0.1F, 1.5F) * room.size_px.x;
        for (int i = 0; i < 3; ++i) {
            const glm::vec2 corner(between(0.0F, room.size_px.x), between(0.0F, room.size_px.y));
            room.taken.push_back({corner, corner + glm::vec2(90, 24)});
        }
        const auto count = std::uniform_int_distribution<int>(0, 120)(random);
        for (int i = 0; i < count; ++i) {
            wishes.push_back({{between(room.body_low_px, room.body_high_px), between(-20.0F, room.size_px.y + 20.0F)},
                              {between(20.0F, 0.15F * room.size_px.x), 10.0F * room.scale},
                              between(0.0F, 100.0F),
                              i % 40 == 7});
        }
    }
};

}  // namespace

TEST_CASE("names never overlap, lines never cross, and all is inside the picture", "[scene]") {
    const Picture picture(GENERATE(range(0U, 300U)));
    const std::vector<PlacedName> names = place_names(picture.wishes, picture.room);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const ScreenBox& box = names[i].box;
        CHECK((box.low.x >= 0.0F && box.low.y >= 0.0F));
        CHECK((box.high.x <= picture.room.size_px.x && box.high.y <= picture.room.size_px.y));
        CHECK(names[i].anchor_px == picture.wishes[names[i].wish].anchor_px);
        CHECK(std::ranges::none_of(picture.room.taken, [&](const ScreenBox& taken) { return overlap(taken, box); }));
        for (std::size_t j = i + 1; j < names.size(); ++j) {
            CHECK_FALSE(overlap(box, names[j].box));
            CHECK_FALSE(cross(names[i], names[j]));
            CHECK(names[i].wish != names[j].wish);
        }
        // Lines run between the columns, so they meet no box but their own.
        for (const PlacedName& other : names) {
            CHECK_FALSE((names[i].anchor_px.x > other.box.low.x && names[i].anchor_px.x < other.box.high.x));
        }
    }
}

TEST_CASE("where there is not room for all, what is selected and the largest are named", "[scene]") {
    std::vector<NameWish> wishes;
    for (int i = 0; i < 200; ++i) {
        wishes.push_back({{500.0F + static_cast<float>(i), 400.0F}, {60, 10}, static_cast<float>(i % 100), i == 0});
    }
    const NameRoom room{{1200, 800}, 480, 720, {}, 1.0F};
    const std::vector<PlacedName> names = place_names(wishes, room);
    REQUIRE(names.size() > 40);
    REQUIRE(names.size() < 100);
    const auto is_named = [&](std::size_t wish) { return std::ranges::count(names, wish, &PlacedName::wish) == 1; };
    CHECK(is_named(0));
    CHECK(is_named(99));
    CHECK(is_named(198));
    CHECK_FALSE(is_named(1));
}

TEST_CASE("names stand on the side of the body their place is on, at about its height", "[scene]") {
    const std::vector<NameWish> wishes{{{500, 100}, {60, 10}, 1, false}, {{700, 600}, {60, 10}, 1, false}};
    const std::vector<PlacedName> names = place_names(wishes, {{1200, 800}, 480, 720, {}, 1.0F});
    REQUIRE(names.size() == 2);
    CHECK(names[0].box.high.x < 480);
    CHECK(std::abs(names[0].port_px.y - 100) < 20);
    CHECK(names[1].box.low.x > 720);
    CHECK(std::abs(names[1].port_px.y - 600) < 20);
}
