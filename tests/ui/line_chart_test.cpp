#include "ui/line_chart.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

LineChart chart_of(std::vector<std::optional<double>> values, bool bars = false) {
    LineChart chart;
    for (std::size_t i = 0; i < values.size(); ++i) {
        chart.columns.push_back("visit " + std::to_string(i + 1));
        chart.positions.push_back(static_cast<double>(i) / static_cast<double>(values.size() - 1));
    }
    chart.lines.push_back({.name = "now", .values = std::move(values), .ink = {0.9F, 0.2F, 0.2F, 1.0F}, .bars = bars});
    return chart;
}

/// Pixels in about the line's ink.
std::size_t inked(const Image& image) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        count += image.rgba[i] > 180 && image.rgba[i + 1] < 120 && image.rgba[i + 2] < 120 ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("a chart becomes a picture of its own, in either theme", "[ui][charts]") {
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        const Image picture = make_chart_picture(theme, chart_of({8, 6, 4}), "Pain", "Improving.");
        CHECK(picture.width_px == 1600);
        CHECK(picture.rgba.size() == std::size_t{4} * 1600 * static_cast<std::size_t>(picture.height_px));
        CHECK(inked(picture) > 1000);
    }
}

TEST_CASE("a value nobody said leaves a gap in a chart's picture", "[ui][charts]") {
    const Image whole = make_chart_picture(ThemeName::Light, chart_of({5, 5, 5, 5, 5}), "", "");
    const Image gap = make_chart_picture(ThemeName::Light, chart_of({5, 5, std::nullopt, 5, 5}), "", "");
    CHECK(inked(gap) < inked(whole) * 3 / 4);
}

TEST_CASE("values as bars reach down to the foot of the chart", "[ui][charts]") {
    const Image low = make_chart_picture(ThemeName::Light, chart_of({2, 2}, true), "", "");
    const Image high = make_chart_picture(ThemeName::Light, chart_of({9, 9}, true), "", "");
    CHECK(inked(high) > 3 * inked(low));
}
