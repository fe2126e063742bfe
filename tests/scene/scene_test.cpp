#include "scene/scene.h"

#include "base/error.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace palpate;

TEST_CASE("layers not named are hidden and bare names are solid", "[scene]") {
    CHECK(parse_layers("skin=0.3,superficial,bones") == std::array<float, k_layer_count>{0.3F, 1.0F, 0.0F, 0.0F, 1.0F});
    CHECK(parse_layers(" deep = 0.5 , intermediate ") ==
          std::array<float, k_layer_count>{0.0F, 0.0F, 1.0F, 0.5F, 0.0F});
}

TEST_CASE("a wrong layer is refused with the word that is wrong", "[scene]") {
    struct Wrong {
        std::string text;
        std::string word;
        std::string key;
    };
    const auto wrong =
        GENERATE(Wrong{"skin,muscles", "muscles", "scene.layers.unknown"}, Wrong{"", "", "scene.layers.unknown"},
                 Wrong{"skin,", "", "scene.layers.unknown"}, Wrong{"skin=2", "skin=2", "scene.layers.opacity"},
                 Wrong{"skin=-0.1", "skin=-0.1", "scene.layers.opacity"},
                 Wrong{"skin=", "skin=", "scene.layers.opacity"}, Wrong{"skin=nan", "skin=nan", "scene.layers.opacity"},
                 Wrong{"bones,skin=1,bones", "bones", "scene.layers.twice"});
    try {
        static_cast<void>(parse_layers(wrong.text));
        FAIL("accepted " << wrong.text);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Usage);
        CHECK(error.text().key == wrong.key);
        CHECK(error.text().arguments.at(0).second == wrong.word);
    }
}

TEST_CASE("clicks go through what is mostly clear, skin and muscle alike", "[scene]") {
    Drawable drawable;
    drawable.surface = Surface::Skin;
    drawable.opacity = 0.49F;
    CHECK_FALSE(stops_clicks(drawable));
    drawable.opacity = k_pickable_opacity;
    CHECK(stops_clicks(drawable));
    drawable.surface = Surface::Muscle;
    CHECK(stops_clicks(drawable));
    drawable.opacity = 0.1F;
    CHECK_FALSE(stops_clicks(drawable));
}
