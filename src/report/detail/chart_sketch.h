#pragma once

#include "report/report_document.h"

#include <glm/vec2.hpp>

#include <string>
#include <vector>

namespace palpate::detail {

enum class SketchAlign { Left, Middle, Right };

struct SketchLine {
    glm::dvec2 from{0.0};
    glm::dvec2 to{0.0};
    unsigned hex = 0;
    double width = 1.0;
    bool dashed = false;
};

struct SketchDot {
    glm::dvec2 centre{0.0};
    double radius = 2.0;
    unsigned hex = 0;
    bool hollow = false;
};

/// `place` is on the words' baseline.
struct SketchWords {
    glm::dvec2 place{0.0};
    std::string text{};
    double size = 8.0;
    unsigned hex = 0;
    SketchAlign align = SketchAlign::Left;
};

/// A chart as lines, dots and words, for paper and for SVG alike. (0, 0) is the top left, y grows downwards.
struct ChartSketch {
    glm::dvec2 size{0.0};
    std::vector<SketchLine> lines{};
    std::vector<SketchDot> dots{};
    std::vector<SketchWords> words{};
};

/// The chart without its title, `letter` being the size of its words in the unit of `width`. Its height follows: lower
/// than wide, and higher by a line where it needs a legend. Lines differ by dashes and by their dots as well as in colour;
/// values stand beside the dots where there is room for them. O(values).
[[nodiscard]] ChartSketch sketch_chart(const ReportChart& chart, double width, double letter);

/// "7" or "6.5": with as few digits as tell it.
[[nodiscard]] std::string value_words(double value);

}  // namespace palpate::detail
