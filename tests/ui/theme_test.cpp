#include "ui/theme.h"

#include "scene/build_scene.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>

using namespace palpate;

namespace {

double linear(float channel) {
    return channel <= 0.04045F ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const ImVec4& c) { return 0.2126 * linear(c.x) + 0.7152 * linear(c.y) + 0.0722 * linear(c.z); }

/// WCAG 2.2 contrast ratio.
double contrast(const ImVec4& a, const ImVec4& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

ImVec4 colour(const glm::vec3& c) { return {c.r, c.g, c.b, 1.0F}; }

}  // namespace

TEST_CASE("text is readable on every ground of both themes", "[ui]") {
    const Theme theme = make_theme(GENERATE(ThemeName::Dark, ThemeName::Light));
    for (const ImVec4& ground : {theme.ground, theme.panel, theme.card, theme.control, theme.control_hovered}) {
        CHECK(contrast(theme.text, ground) >= 4.5);
    }
    for (const ImVec4& ground : {theme.ground, theme.panel, theme.card}) {
        CHECK(contrast(theme.muted, ground) >= 4.5);
    }
    CHECK(contrast(theme.accent_ink, theme.accent) >= 4.5);
    CHECK(contrast(theme.text, theme.warning_ground) >= 4.5);
    CHECK(contrast(theme.warning, theme.warning_ground) >= 4.5);
}

TEST_CASE("lines that show focus and choice stand out from the ground", "[ui]") {
    const Theme theme = make_theme(GENERATE(ThemeName::Dark, ThemeName::Light));
    for (const ImVec4& ground : {theme.ground, theme.panel, theme.card}) {
        CHECK(contrast(theme.accent_line, ground) >= 3.0);
    }
}

TEST_CASE("the number of a rating is readable on its own colour", "[ui]") {
    const int rating = GENERATE(range(0, 11));
    const RatingColours colours = rating_colours(rating);
    CHECK(contrast(colour(colours.ink), colour(colours.fill)) >= 4.5);
}
