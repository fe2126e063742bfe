#include "scene/detail/join_strokes.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace palpate;

namespace {

/// A circle of 400 bits, in any order.
std::vector<SkinStroke> make_circle(float radius_mm) {
    constexpr int k_count = 400;
    std::vector<SkinStroke> strokes;
    const auto place = [&](int i) {
        const float angle = 6.2831853F * static_cast<float>(i % k_count) / k_count;
        return glm::vec3(radius_mm * std::cos(angle), radius_mm * std::sin(angle), 5.0F);
    };
    for (int i = 0; i < k_count; ++i) {
        strokes.push_back({place(i), place(i + 1), {0.0F, 0.0F, 1.0F}, false});
    }
    std::ranges::shuffle(strokes, std::mt19937(7));
    return strokes;
}

float length_of(const std::vector<SkinStroke>& strokes) {
    float length = 0.0F;
    for (const SkinStroke& stroke : strokes) {
        length += glm::distance(stroke.from_mm, stroke.to_mm);
    }
    return length;
}

}  // namespace

TEST_CASE("a rim of many bits becomes few strokes that lie on it all round", "[scene]") {
    const auto circle = make_circle(40.0F);
    const auto joined = join_strokes(circle, 0.3F);
    CHECK(joined.size() * 8 < circle.size());
    CHECK(length_of(joined) == Catch::Approx(length_of(circle)).epsilon(0.01));
    for (const SkinStroke& stroke : joined) {
        for (const glm::vec3& place : {stroke.from_mm, stroke.to_mm, 0.5F * (stroke.from_mm + stroke.to_mm)}) {
            CHECK(std::abs(glm::length(glm::vec2(place)) - 40.0F) < 0.31F);
        }
    }
}

TEST_CASE("ends that lie a tenth of a millimetre apart meet all the same", "[scene]") {
    auto circle = make_circle(40.0F);
    std::mt19937 random(11);
    std::uniform_real_distribution<float> off(-0.05F, 0.05F);
    for (SkinStroke& stroke : circle) {
        stroke.from_mm += glm::vec3(off(random), off(random), 0.0F);
        stroke.to_mm += glm::vec3(off(random), off(random), 0.0F);
    }
    CHECK(join_strokes(circle, 0.3F).size() * 8 < circle.size());
}

TEST_CASE("strokes that do not meet, and arrows, stay as they are", "[scene]") {
    const std::vector<SkinStroke> apart{{{0, 0, 0}, {1, 0, 0}, {0, 0, 1}, false},
                                        {{5, 0, 0}, {6, 0, 0}, {0, 0, 1}, false}};
    CHECK(join_strokes(apart, 0.3F).size() == 2);
    const std::vector<SkinStroke> arrow{{{0, 0, 0}, {1, 0, 0}, {0, 0, 1}, false},
                                        {{1, 0, 0}, {2, 0, 0}, {0, 0, 1}, true}};
    CHECK(join_strokes(arrow, 0.3F).size() == 2);
    CHECK(join_strokes({}, 0.3F).empty());
}
