#include "ui/layout.h"

#include "base/file_io.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <filesystem>
#include <vector>

using namespace palpate;

namespace {

bool overlap(const PanelBox& a, const PanelBox& b) {
    constexpr float k_shared_border = 0.5F;
    return !a.empty() && !b.empty() && a.position.x + a.size.x > b.position.x + k_shared_border &&
           b.position.x + b.size.x > a.position.x + k_shared_border &&
           a.position.y + a.size.y > b.position.y + k_shared_border &&
           b.position.y + b.size.y > a.position.y + k_shared_border;
}

Theme theme_at(float scale) {
    Theme theme = make_theme(ThemeName::Dark);
    theme.scale = scale;
    return theme;
}

}  // namespace

TEST_CASE("panels fill the window without overlap at every size and scale", "[ui]") {
    const float scale = GENERATE(1.0F, 1.25F, 1.5F, 2.0F, 3.0F);
    const ImVec2 window = GENERATE(ImVec2{1280, 720}, ImVec2{1440, 900}, ImVec2{1920, 1080}, ImVec2{3840, 2160});
    const PanelLayout layout = calc_layout(theme_at(scale), WindowSettings{}, window);
    const std::vector<PanelBox> boxes{layout.top_bar, layout.left, layout.body, layout.right, layout.strip};
    float area = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        area += boxes[i].empty() ? 0 : boxes[i].size.x * boxes[i].size.y;
        for (std::size_t j = 0; j < i; ++j) {
            CHECK_FALSE(overlap(boxes[i], boxes[j]));
        }
    }
    CHECK(area > 0.999F * window.x * window.y);
    CHECK(area < 1.001F * window.x * window.y);
    CHECK(layout.body.size.x >= 0.28F * window.x);
}

TEST_CASE("little room puts all panels into one column beside the body", "[ui]") {
    const PanelLayout layout = calc_layout(theme_at(3.0F), WindowSettings{}, {1280, 720});
    CHECK(layout.compact);
    CHECK(layout.left.empty());
    CHECK(layout.strip.empty());
    CHECK_FALSE(layout.right.empty());
}

TEST_CASE("window settings come back as they were kept", "[ui]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "window.settings";
    WindowSettings settings;
    settings.left_width = 301.5F;
    settings.theme = ThemeName::Light;
    settings.scale = 1.75F;
    settings.form = {BodyShape::Feminine, 1620.0F, -0.4F};
    settings.skin_tone = SkinTone::Tone4;
    settings.four_views = true;
    save_window_settings(settings, file);
    CHECK(load_window_settings(file) == settings);
}

TEST_CASE("a damaged settings file costs the settings, not the start", "[ui]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "window.settings";
    write_file_atomically(file, std::string_view("left_width=nan\nright_width=1e9\nscale=300\nform=giant\nstature=1.7\nskin_tone=tone-9\n=\n\xff\xfe\x00"));
    const WindowSettings settings = load_window_settings(file);
    CHECK(settings == WindowSettings{});
    std::filesystem::remove(file);
    CHECK(load_window_settings(file) == WindowSettings{});
}
