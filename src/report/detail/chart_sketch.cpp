#include "report/detail/chart_sketch.h"

#include "base/error.h"
#include "report/detail/report_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate::detail {
namespace {

constexpr double k_letter_share = 0.56;  // of its size, what a digit or letter is wide on the whole
constexpr std::size_t k_most_valued_columns = 14;
constexpr std::array k_line_hexes{k_accent_hex, k_warning_hex, k_ink_hex, k_quiet_hex};

double width_of(const std::string& words, double letter) {
    const auto letters =
        std::ranges::count_if(words, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    return k_letter_share * letter * static_cast<double>(letters);
}

/// The largest of 1, 2 and 5 times a power of ten that leaves at least three steps.
double step_of(double span) {
    const double power = std::pow(10.0, std::floor(std::log10(span)));
    for (const double times : {5.0, 2.0, 1.0}) {
        if (span / (times * power) >= 3.0) {
            return times * power;
        }
    }
    return 0.5 * power;
}

/// Where things stand in the sketch.
class Frame {
public:
    Frame(const ReportChart& chart, double width, double letter)
        : chart_(chart), letter_(letter), legend_(chart.lines.size() > 1 ? 1.7 * letter : 0.0), width_(width) {
        plot_height_ = std::clamp(0.26 * width, 9.0 * letter, 14.0 * letter);
    }

    [[nodiscard]] double left() const { return 3.0 * letter_; }
    [[nodiscard]] double right() const { return width_ - 1.6 * letter_; }
    [[nodiscard]] double top() const { return legend_ + 1.2 * letter_; }
    [[nodiscard]] double bottom() const { return top() + plot_height_; }
    [[nodiscard]] double height() const { return bottom() + 1.9 * letter_; }
    [[nodiscard]] double x(double position) const {
        constexpr double k_inset = 1.4;  // so that the first dot is not on the axis
        const double inset = k_inset * letter_;
        return left() + inset + std::clamp(position, 0.0, 1.0) * (right() - left() - 2.0 * inset);
    }
    [[nodiscard]] double y(double value) const {
        const double share = (std::clamp(value, chart_.low, chart_.high) - chart_.low) / (chart_.high - chart_.low);
        return bottom() - share * plot_height_;
    }

private:
    const ReportChart& chart_;
    double letter_;
    double legend_;
    double width_;
    double plot_height_ = 0.0;
};

void add_grid(ChartSketch& sketch, const ReportChart& chart, const Frame& frame, double letter) {
    const double step = step_of(chart.high - chart.low);
    for (double value = chart.low; value <= chart.high + 0.001 * step; value += step) {
        const double y = frame.y(value);
        sketch.lines.push_back({{frame.left(), y}, {frame.right(), y}, k_line_hex, 0.06 * letter});
        sketch.words.push_back({{frame.left() - 0.6 * letter, y + 0.34 * letter},
                                value_words(value),
                                0.9 * letter,
                                k_quiet_hex,
                                SketchAlign::Right});
    }
}

void add_ticks(ChartSketch& sketch, const ReportChart& chart, const Frame& frame, double letter) {
    const double size = 0.9 * letter;
    double free_from = 0.0;
    for (std::size_t i = 0; i < chart.columns.size(); ++i) {
        const double x = frame.x(chart.positions[i]);
        sketch.lines.push_back({{x, frame.bottom()}, {x, frame.bottom() + 0.35 * letter}, k_quiet_hex, 0.08 * letter});
        const double half = 0.5 * width_of(chart.ticks[i], size);
        if (x - half >= free_from) {
            sketch.words.push_back(
                {{x, frame.bottom() + 1.5 * letter}, chart.ticks[i], size, k_quiet_hex, SketchAlign::Middle});
            free_from = x + half + letter;
        }
    }
}

double mean_of(const ReportChartLine& line) {
    double sum = 0.0;
    double count = 0.0;
    for (const auto& value : line.values) {
        sum += value.value_or(0.0);
        count += value ? 1.0 : 0.0;
    }
    return count > 0.0 ? sum / count : 0.0;
}

/// Of two lines the values of the upper one stand above it and those of the lower one below.
bool stands_above(const ReportChart& chart, std::size_t number) {
    return chart.lines.size() < 2 || mean_of(chart.lines[number]) > mean_of(chart.lines[1 - number]) ||
           (number == 0 && mean_of(chart.lines[0]) == mean_of(chart.lines[1]));
}

void add_values(ChartSketch& sketch, const ReportChart& chart, const Frame& frame, double letter) {
    const bool valued = chart.columns.size() <= k_most_valued_columns && chart.lines.size() <= 2;
    for (std::size_t number = 0; number < chart.lines.size(); ++number) {
        const ReportChartLine& line = chart.lines[number];
        const unsigned hex = k_line_hexes[number % k_line_hexes.size()];
        std::optional<glm::dvec2> before;
        for (std::size_t i = 0; i < line.values.size(); ++i) {
            if (!line.values[i]) {
                before.reset();
                continue;
            }
            const glm::dvec2 place{frame.x(chart.positions[i]), frame.y(*line.values[i])};
            if (before) {
                sketch.lines.push_back({*before, place, hex, 0.17 * letter, line.dashed});
            }
            sketch.dots.push_back({place, 0.3 * letter, hex, line.dashed});
            if (valued) {
                const double beside = stands_above(chart, number) ? -0.65 * letter : 1.3 * letter;
                sketch.words.push_back({place + glm::dvec2(0.0, beside), value_words(*line.values[i]), 0.9 * letter,
                                        hex, SketchAlign::Middle});
            }
            before = place;
        }
    }
}

void add_legend(ChartSketch& sketch, const ReportChart& chart, const Frame& frame, double letter) {
    if (chart.lines.size() < 2) {
        return;
    }
    double x = frame.left();
    for (std::size_t number = 0; number < chart.lines.size(); ++number) {
        const ReportChartLine& line = chart.lines[number];
        const unsigned hex = k_line_hexes[number % k_line_hexes.size()];
        const double y = 0.75 * letter;
        sketch.lines.push_back({{x, y}, {x + 2.2 * letter, y}, hex, 0.17 * letter, line.dashed});
        sketch.dots.push_back({{x + 1.1 * letter, y}, 0.3 * letter, hex, line.dashed});
        sketch.words.push_back({{x + 2.8 * letter, y + 0.34 * letter}, line.name, letter, k_ink_hex});
        x += 4.6 * letter + width_of(line.name, letter);
    }
}

}  // namespace

std::string value_words(double value) {
    std::string words = fmt::format("{:.1f}", value);
    if (words.ends_with(".0")) {
        words.resize(words.size() - 2);
    }
    return words == "-0" ? "0" : words;
}

ChartSketch sketch_chart(const ReportChart& chart, double width, double letter) {
    PALPATE_ASSERT(chart.high > chart.low && chart.positions.size() == chart.columns.size() &&
                   chart.ticks.size() == chart.columns.size());
    const Frame frame(chart, width, letter);
    ChartSketch sketch;
    sketch.size = {width, frame.height()};
    add_grid(sketch, chart, frame, letter);
    add_ticks(sketch, chart, frame, letter);
    add_values(sketch, chart, frame, letter);
    add_legend(sketch, chart, frame, letter);
    return sketch;
}

}  // namespace palpate::detail
