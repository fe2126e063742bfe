#include "ui/layout.h"

#include "anatomy/painted_area.h"
#include "base/error.h"
#include "base/file_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>
#include <string>

namespace palpate {
namespace {

constexpr float k_top_bar_height = 52;
constexpr float k_smallest_body = 360;  // the body stays the largest thing on screen
constexpr float k_roomy_width = 1060;   // below this (at 100 %) there is no place for three columns
constexpr float k_roomy_height = 560;

std::map<std::string, std::string> read_pairs(const std::string& text) {
    std::map<std::string, std::string> pairs;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (const auto cut = line.find('='); cut != std::string::npos) {
            pairs[line.substr(0, cut)] = line.substr(cut + 1);
        }
    }
    return pairs;
}

void read_number(const std::map<std::string, std::string>& pairs, const char* name, float low, float high,
                 float& value) {
    const auto found = pairs.find(name);
    if (found == pairs.end()) {
        return;
    }
    float number = 0;
    const auto [end, fault] =
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
    if (fault == std::errc() && number >= low && number <= high) {
        value = number;
    }
}

/// The body last shown; the default where its words are missing or were changed to what does not exist.
BodyForm read_form(const std::map<std::string, std::string>& pairs) {
    const auto word = [&](const char* name) {
        const auto found = pairs.find(name);
        return found == pairs.end() ? std::nullopt : std::optional(found->second);
    };
    try {
        return with_words({}, {.shape = word("form"), .stature = word("stature"), .build = word("build")});
    } catch (const Error&) {
        return {};
    }
}

SkinTone read_tone(const std::map<std::string, std::string>& pairs) {
    const auto word = pairs.find("skin_tone");
    const auto named = [&](SkinTone tone) { return word != pairs.end() && name_of(tone) == word->second; };
    const auto found = std::ranges::find_if(k_skin_tones, named);
    return found == k_skin_tones.end() ? SkinTone::Clay : *found;
}

}  // namespace

WindowSettings load_window_settings(const std::filesystem::path& file) {
    WindowSettings settings;
    std::map<std::string, std::string> pairs;
    try {
        pairs = read_pairs(read_text_file(file));
    } catch (const Error&) {
        return settings;  // first start, or a file someone damaged
    }
    float width = static_cast<float>(settings.width);
    float height = static_cast<float>(settings.height);
    read_number(pairs, "left_width", 180, 600, settings.left_width);
    read_number(pairs, "right_width", 240, 800, settings.right_width);
    read_number(pairs, "strip_height", 90, 400, settings.strip_height);
    read_number(pairs, "scale", 1, 3, settings.scale);
    read_number(pairs, "width", 640, 16384, width);
    read_number(pairs, "height", 400, 16384, height);
    settings.width = static_cast<int>(width);
    settings.height = static_cast<int>(height);
    if (const auto theme = pairs.find("theme"); theme != pairs.end() && theme->second == "light") {
        settings.theme = ThemeName::Light;
    }
    float lock_minutes = static_cast<float>(settings.lock_minutes);
    read_number(pairs, "lock_minutes", 1, 15, lock_minutes);
    settings.lock_minutes = static_cast<int>(lock_minutes);
    settings.form = read_form(pairs);
    settings.skin_tone = read_tone(pairs);
    const auto says = [&](const char* name, const char* word) {
        const auto pair = pairs.find(name);
        return pair != pairs.end() && pair->second == word;
    };
    settings.reduce_motion = says("reduce_motion", "yes");
    settings.mini_map = !says("mini_map", "no");
    settings.hide_names = says("hide_names", "yes");
    if (const auto tool = pairs.find("tool"); tool != pairs.end()) {
        settings.tool.tool = find_tool(tool->second).value_or(Tool::Muscle);
    }
    read_number(pairs, "brush_radius_mm", k_least_brush_mm, k_largest_brush_mm, settings.tool.brush_radius_mm);
    const auto panes = pairs.find("panes");
    settings.four_views = panes != pairs.end() && panes->second == "four";
    if (const auto language = pairs.find("language"); language != pairs.end()) {
        settings.language = language->second;
    }
    return settings;
}

void save_window_settings(const WindowSettings& settings, const std::filesystem::path& file) {
    const BodyFormWords form = to_words(settings.form);
    write_file_atomically(
        file,
        fmt::format("left_width={}\nright_width={}\nstrip_height={}\nscale={}\nwidth={}\nheight={}\ntheme={}\n"
                    "form={}\nstature={}\nbuild={}\nskin_tone={}\npanes={}\nlanguage={}\n"
                    "reduce_motion={}\nmini_map={}\nhide_names={}\ntool={}\nbrush_radius_mm={}\nlock_minutes={}\n",
                    settings.left_width, settings.right_width, settings.strip_height, settings.scale, settings.width,
                    settings.height, settings.theme == ThemeName::Light ? "light" : "dark", form.shape.value(),
                    form.stature.value(), form.build.value(), name_of(settings.skin_tone),
                    settings.four_views ? "four" : "single", settings.language, settings.reduce_motion ? "yes" : "no",
                    settings.mini_map ? "yes" : "no", settings.hide_names ? "yes" : "no", name_of(settings.tool.tool),
                    settings.tool.brush_radius_mm, settings.lock_minutes));
}

namespace {

/// The body and one column beside it.
PanelLayout calc_two_columns(float top, float column, ImVec2 window) {
    PanelLayout layout;
    layout.top_bar = {{0, 0}, {window.x, top}};
    layout.body = {{0, top}, {window.x - column, window.y - top}};
    layout.right = {{window.x - column, top}, {column, window.y - top}};
    return layout;
}

}  // namespace

PanelLayout calc_client_layout(const Theme& theme, ImVec2 window) {
    constexpr float k_least_column = 380;
    constexpr float k_column_share = 0.32F;
    const float column = std::min(std::max(theme.px(k_least_column), k_column_share * window.x), 0.6F * window.x);
    return calc_two_columns(theme.px(k_top_bar_height + 16), column, window);
}

PanelLayout calc_progress_layout(const Theme& theme, ImVec2 window) {
    constexpr float k_least_column = 480;
    constexpr float k_column_share = 0.64F;
    const float column = std::min(std::max(theme.px(k_least_column), k_column_share * window.x), 0.75F * window.x);
    return calc_two_columns(theme.px(k_top_bar_height), column, window);
}

PanelLayout calc_layout(const Theme& theme, const WindowSettings& settings, ImVec2 window) {
    PanelLayout layout;
    const float top = theme.px(k_top_bar_height);
    layout.top_bar = {{0, 0}, {window.x, top}};
    layout.compact = window.x < theme.px(k_roomy_width) || window.y < theme.px(k_roomy_height);
    if (layout.compact) {
        const float column = std::min(window.x * 0.52F, theme.px(420));
        layout.body = {{0, top}, {window.x - column, window.y - top}};
        layout.right = {{window.x - column, top}, {column, window.y - top}};
        return layout;
    }
    const float sides = std::max(1.0F, window.x - theme.px(k_smallest_body));
    const float wanted = theme.px(settings.left_width + settings.right_width);
    const float shrink = std::min(1.0F, sides / wanted);
    const float left = theme.px(settings.left_width) * shrink;
    const float right = theme.px(settings.right_width) * shrink;
    const float strip = std::min(theme.px(settings.strip_height), window.y * 0.4F);
    const float middle = window.y - top - strip;
    layout.left = {{0, top}, {left, middle}};
    layout.body = {{left, top}, {window.x - left - right, middle}};
    layout.right = {{window.x - right, top}, {right, middle}};
    layout.strip = {{0, top + middle}, {window.x, strip}};
    return layout;
}

}  // namespace palpate
