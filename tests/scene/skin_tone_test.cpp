#include "scene/skin_tone.h"

#include "base/error.h"
#include "base/translator.h"
#include "scene/build_scene.h"
#include "scene/detail/colours.h"
#include "support/paths.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>

using namespace palpate;

namespace {

struct Lab {
    double l = 0.0;
    double a = 0.0;
    double b = 0.0;
};

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

/// CIE L*a*b* (D65) of an sRGB colour.
Lab to_lab(const glm::vec3& srgb) {
    const double r = linear(static_cast<double>(srgb.r));
    const double g = linear(static_cast<double>(srgb.g));
    const double b = linear(static_cast<double>(srgb.b));
    const auto f = [](double t) { return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0; };
    const double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

double to_degrees(double angle_rad) { return angle_rad * 180.0 / std::numbers::pi; }
double cosine(double degrees) { return std::cos(degrees * std::numbers::pi / 180.0); }

/// Shorter way round from one hue to the other, degrees.
double hue_step(double from, double to) { return std::remainder(to - from, 360.0); }

/// CIEDE2000 with all weights 1 (Sharma, Wu, Dalal 2005).
double colour_difference(Lab one, Lab two) {
    const auto seventh = [](double c) { return std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7))); };
    const double grey = 0.5 * (1.0 - seventh(0.5 * (std::hypot(one.a, one.b) + std::hypot(two.a, two.b))));
    one.a *= 1.0 + grey;
    two.a *= 1.0 + grey;
    const double chroma_one = std::hypot(one.a, one.b);
    const double chroma_two = std::hypot(two.a, two.b);
    const double hue_one = to_degrees(std::atan2(one.b, one.a));
    const double step = hue_step(hue_one, to_degrees(std::atan2(two.b, two.a)));
    const double hue = std::fmod(hue_one + 0.5 * step + 720.0, 360.0);
    const double d_hue = 2.0 * std::sqrt(chroma_one * chroma_two) * std::sin(0.5 * step * std::numbers::pi / 180.0);
    const double light = 0.5 * (one.l + two.l) - 50.0;
    const double chroma = 0.5 * (chroma_one + chroma_two);
    const double t = 1.0 - 0.17 * cosine(hue - 30.0) + 0.24 * cosine(2.0 * hue) + 0.32 * cosine(3.0 * hue + 6.0) -
                     0.20 * cosine(4.0 * hue - 63.0);
    const double blue = (hue - 275.0) / 25.0;
    const double turn = -std::sin(2.0 * std::numbers::pi / 6.0 * std::exp(-blue * blue)) * 2.0 * seventh(chroma);
    const double in_light = (two.l - one.l) / (1.0 + 0.015 * light * light / std::sqrt(20.0 + light * light));
    const double in_chroma = (chroma_two - chroma_one) / (1.0 + 0.045 * chroma);
    const double in_hue = d_hue / (1.0 + 0.015 * chroma * t);
    return std::sqrt(in_light * in_light + in_chroma * in_chroma + in_hue * in_hue + turn * in_chroma * in_hue);
}

/// The dark line and the white ring that go round every sign.
constexpr glm::vec3 k_dark_line{0.05F, 0.06F, 0.08F};
constexpr glm::vec3 k_ring{1.0F};

}  // namespace

TEST_CASE("the colour difference gives the published values", "[scene]") {
    // Sharma, Wu, Dalal: The CIEDE2000 color-difference formula, four pairs of table 1.
    CHECK(colour_difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}) == Catch::Approx(2.0425).margin(1e-4));
    CHECK(colour_difference({50, 0, 0}, {50, -1, 2}) == Catch::Approx(2.3669).margin(1e-4));
    CHECK(colour_difference({50, -0.001, 2.49}, {50, 0.0009, -2.49}) == Catch::Approx(4.8045).margin(1e-4));
    CHECK(colour_difference({50, 2.5, 0}, {58, 24, 15}) == Catch::Approx(19.4535).margin(1e-4));
}

TEST_CASE("every mark stands out on every tone of the skin", "[scene]") {
    // Bars: the fill differs from the skin at a glance (16 and more; 2 can just be told apart side by side), and of the
    // two lines round the sign one has the contrast that WCAG 2 asks of text.
    constexpr double k_least_difference = 16.0;
    constexpr float k_least_contrast = 4.5F;
    for (const SkinTone tone : k_skin_tones) {
        const glm::vec3 skin = colour_of(tone);
        INFO(name_of(tone));
        for (int rating = 1; rating <= 10; ++rating) {
            INFO("rating " << rating);
            CHECK(colour_difference(to_lab(skin), to_lab(rating_colours(rating).fill)) >= k_least_difference);
        }
        CHECK(std::max(calc_contrast(skin, k_dark_line), calc_contrast(skin, k_ring)) >= k_least_contrast);
    }
}

TEST_CASE("tones grow darker in even steps and have names and words", "[scene]") {
    const Translator english = Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / "en");
    for (std::size_t i = 0; i < k_skin_tones.size(); ++i) {
        CHECK(parse_skin_tone(name_of(k_skin_tones[i])) == k_skin_tones[i]);
        CHECK_FALSE(english.tr(words_for(k_skin_tones[i])).empty());
        if (i >= 2) {
            const double step = to_lab(colour_of(k_skin_tones[i - 1])).l - to_lab(colour_of(k_skin_tones[i])).l;
            CHECK(step > 5.0);
            CHECK(step < 20.0);
        }
    }
    CHECK_THROWS_AS(parse_skin_tone("tone-7"), Error);
}

TEST_CASE("the skin of a scene has the tone of the settings, all else keeps its colour", "[scene]") {
    const auto atlas = test::tiny_atlas();
    ViewSettings settings;
    settings.layer_opacity.fill(0.5F);
    settings.skin_tone = SkinTone::Tone5;
    const Scene scene = build_scene(*atlas, nullptr, SessionId("today"), settings, {"your LEFT", "your RIGHT"});
    std::size_t skins = 0;
    for (const Drawable& drawable : scene.drawables) {
        if (drawable.surface == Surface::Skin) {
            ++skins;
            CHECK(drawable.colour == colour_of(SkinTone::Tone5));
        } else {
            CHECK(drawable.colour == colour_of(atlas->structures()[drawable.structure]));
        }
    }
    CHECK(skins == 1);
}
