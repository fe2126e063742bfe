#include "matching/side_words.h"

#include "support/clinical_content.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

NamedSides sides(const char* text) { return find_sides(text, test::clinical_content().english); }

constexpr NamedSides k_left{.left = true};
constexpr NamedSides k_right{.right = true};
constexpr NamedSides k_both{.left = true, .right = true};
constexpr NamedSides k_none{};

}  // namespace

TEST_CASE("a side beside a part of the body is found, before and behind it", "[matching]") {
    CHECK(sides("left knee") == k_left);
    CHECK(sides("My LEFT Knee hurts on stairs") == k_left);
    CHECK(sides("the calf on the right") == k_right);
    CHECK(sides("pain in my right upper arm") == k_right);
    CHECK(sides("both knees, the left knee more") == k_left);
    CHECK(sides("left knee, right hip") == k_both);
    CHECK(sides("shoulders: left and right shoulder") == k_both);
}

TEST_CASE("words that look like a side are none", "[matching]") {
    CHECK(sides("") == k_none);
    CHECK(sides("knee") == k_none);
    CHECK(sides("right after lunch my knee aches") == k_none);
    CHECK(sides("all right, back to work") == k_none);
    CHECK(sides("hurts right now in the back") == k_none);
    CHECK(sides("nothing left. Back is fine") == k_none);
    CHECK(sides("sits upright, knee bent") == k_none);
    CHECK(sides("turned left at the lights") == k_none);
}
