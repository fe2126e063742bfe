#include "report/report_html.h"

#include "geometry/encode_jpeg.h"
#include "report/detail/chart_sketch.h"
#include "report/detail/clean_text.h"
#include "report/detail/report_look.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <span>

namespace palpate {
namespace {

using detail::html_escaped;
using detail::html_lines;

/// Calm on a screen, printable, readable in the dark of a night shift only by choice: paper is light.
constexpr std::string_view k_style = R"css(
* { box-sizing: border-box; }
body { font: 1rem/1.5 Inter, "DejaVu Sans", system-ui, sans-serif; color: #212c37; background: #fff; max-width: 50rem;
  margin: 0 auto; padding: 1.5rem 1.25rem 2rem; }
header { border-bottom: 2px solid #1f7a6e; margin-bottom: 1.5rem; padding-bottom: .75rem; }
.letterhead { display: flex; gap: 1.25rem; align-items: center; justify-content: space-between; color: #566270;
  font-size: .9em; margin-bottom: 1rem; }
.letterhead img { max-height: 4rem; max-width: 16rem; }
.letterhead p { margin: 0; }
.letterhead p:first-child { color: #212c37; font-weight: 600; }
h1 { font-size: 1.75em; line-height: 1.2; margin: 0; }
h2 { font-size: 1.25em; line-height: 1.3; margin: 1.8em 0 .4em; color: #1f7a6e; }
h3 { font-size: 1.05em; margin: 1.2em 0 .2em; }
p { margin: .4em 0; }
.quiet { color: #566270; font-size: .9em; }
.lead { font-size: 1.12em; }
.strong { font-weight: 600; }
ul, ol { margin: .4em 0; padding-left: 1.5em; }
li { margin: .2em 0; }
.callout { background: #fbe9e4; border-left: 4px solid #9a2c22; padding: .6em 1em; margin: 1.2em 0; break-inside: avoid; }
.callout.calm { background: #f8f5f0; border-color: #1f7a6e; }
.callout h2, .callout h3 { margin: 0 0 .3em; color: inherit; font-size: 1.05em; }
.pictures { display: flex; gap: 1.25rem; margin: 1em 0; break-inside: avoid; }
.pictures section { flex: 1 1 0; }
.pictures h3 { margin: 0 0 .4em; }
.row { display: flex; gap: .5rem; }
figure { margin: 0; min-width: 0; flex: 1 1 0; }
img { max-width: 100%; height: auto; border: 1px solid #d3cabb; border-radius: .4rem; }
.letterhead img { border: 0; border-radius: 0; }
figcaption { font-size: .85em; color: #566270; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
caption { text-align: left; color: #566270; font-size: .9em; padding-bottom: .3em; }
th, td { text-align: left; vertical-align: top; padding: .4em .8em .4em 0; border-top: 1px solid #d3cabb; }
thead th { border-top: 0; color: #566270; font-size: .85em; font-weight: 600; }
tbody th { font-weight: 400; }
tr { break-inside: avoid; }
.rating { display: inline-block; min-width: 1.75em; padding: 0 .3em; border: 1.5px solid #212c37; border-radius: 1em;
  text-align: center; font-weight: 600; }
.step { display: flex; gap: 1.25rem; margin: 1.2em 0; break-inside: avoid; }
.step .words { flex: 1 1 0; min-width: 0; }
.step figure { flex: 0 1 15rem; }
.step h3 { margin-top: 0; }
.chart { margin: 1.2em 0; break-inside: avoid; }
.chart svg { width: 100%; height: auto; }
.signatures { display: flex; gap: 2rem; margin-top: 3rem; break-inside: avoid; }
.signatures p { flex: 1 1 0; border-top: 1px solid #566270; padding-top: .3rem; color: #566270; font-size: .9em; }
footer { border-top: 1px solid #d3cabb; margin-top: 2rem; padding-top: .5rem; }
@media (max-width: 36rem) { .pictures, .step { flex-direction: column; } .step figure { flex-basis: auto; } }
@media print { body { max-width: none; padding: 0; } }
@page { margin: 18mm; }
)css";

/// RFC 4648, without line breaks.
std::string base64(std::span<const std::byte> bytes) {
    constexpr std::string_view k_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? static_cast<unsigned>(std::to_integer<unsigned char>(bytes[at])) : 0U;
        };
        const unsigned group = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
        text += k_letters[(group >> 18U) & 63U];
        text += k_letters[(group >> 12U) & 63U];
        text += i + 1 < bytes.size() ? k_letters[(group >> 6U) & 63U] : '=';
        text += i + 2 < bytes.size() ? k_letters[group & 63U] : '=';
    }
    return text;
}

std::string hex_of(const glm::vec3& colour) {
    const auto byte = [](float share) { return static_cast<int>(std::lround(255.0F * share)); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.r), byte(colour.g), byte(colour.b));
}

std::string paragraph(const std::string& text, std::string_view style = {}) {
    return fmt::format("<p{}>{}</p>\n", style.empty() ? "" : fmt::format(" class=\"{}\"", style), html_lines(text));
}

std::string list_of(const std::vector<std::string>& items, bool numbered) {
    const char* tag = numbered ? "ol" : "ul";
    std::string html = fmt::format("<{}>\n", tag);
    for (const std::string& item : items) {
        html += "<li>" + html_lines(item) + "</li>\n";
    }
    return html + fmt::format("</{}>\n", tag);
}

std::string picture_source(const ReportPicture& picture) {
    return fmt::format("<img src=\"data:image/jpeg;base64,{}\" width=\"{}\" height=\"{}\" alt=\"{}\">",
                       base64(encode_jpeg(*picture.image)), picture.image->width_px, picture.image->height_px,
                       html_escaped(picture.alt));
}

std::string figure(const ReportPicture& picture) {
    const std::string caption =
        picture.caption.empty() ? "" : "<figcaption>" + html_escaped(picture.caption) + "</figcaption>";
    return "<figure>" + picture_source(picture) + caption + "</figure>\n";
}

/// Writes one block after the other. Headings that blocks bring along go one level below the last one.
class Writer {
public:
    explicit Writer(const ReportDocument& document) : document_(document) {}

    void operator()(const ReportHeading& heading) {
        level_ = heading.level;
        html_ += fmt::format("<h{0}>{1}</h{0}>\n", heading.level, html_escaped(heading.text));
    }

    void operator()(const ReportParagraph& words) {
        constexpr std::string_view k_styles[] = {"", "lead", "strong", "quiet"};
        html_ += paragraph(words.text, k_styles[static_cast<std::size_t>(words.tone)]);
    }

    void operator()(const ReportList& list) { html_ += list_of(list.items, list.numbered); }

    void operator()(const ReportCallout& callout) {
        html_ += fmt::format("<section class=\"callout{}\">\n", callout.warning ? "" : " calm");
        if (!callout.title.empty()) {
            html_ += fmt::format("<h2>{}</h2>\n", html_escaped(callout.title));
            level_ = 2;
        }
        html_ += callout.lines.size() == 1 ? paragraph(callout.lines.front()) : list_of(callout.lines, false);
        html_ += "</section>\n";
    }

    void operator()(const ReportTable& table) {
        html_ += "<div class=\"scroll\"><table>\n";
        html_ += table.caption.empty() ? "" : "<caption>" + html_escaped(table.caption) + "</caption>\n";
        html_ += "<thead><tr>";
        for (const ReportColumn& column : table.columns) {
            html_ += "<th scope=\"col\">" + html_escaped(column.title) + "</th>";
        }
        html_ += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            html_ += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i) {
                html_ += i == 0 ? "<th scope=\"row\">" + cell(row[i]) + "</th>" : "<td>" + cell(row[i]) + "</td>";
            }
            html_ += "</tr>\n";
        }
        html_ += "</tbody></table></div>\n";
    }

    void operator()(const ReportPictureRow& row) {
        html_ += "<div class=\"pictures\">\n";
        for (const ReportPictureGroup& group : row.groups) {
            html_ += "<section>";
            html_ += group.title.empty() ? "" : fmt::format("<h{0}>{1}</h{0}>", below(), html_escaped(group.title));
            html_ += "<div class=\"row\">\n";
            for (const ReportPicture& picture : group.pictures) {
                html_ += figure(picture);
            }
            html_ += "</div></section>\n";
        }
        html_ += "</div>\n";
    }

    void operator()(const ReportStep& step) {
        html_ += fmt::format("<article class=\"step\">\n<div class=\"words\"><h{0}>{1}</h{0}>\n", below(),
                             html_escaped(step.title));
        for (const ReportParagraph& words : step.words) {
            constexpr std::string_view k_styles[] = {"", "lead", "strong", "quiet"};
            html_ += paragraph(words.text, k_styles[static_cast<std::size_t>(words.tone)]);
        }
        html_ += step.steps.empty() ? "" : list_of(step.steps, true);
        html_ += "</div>\n" + (step.picture ? figure(*step.picture) : std::string()) + "</article>\n";
    }

    void operator()(const ReportChart& chart) {
        html_ += fmt::format("<figure class=\"chart\">\n<h{0}>{1}</h{0}>\n", below(), html_escaped(chart.title));
        html_ += svg(chart);
        html_ += chart.foot.empty() ? "" : "<figcaption>" + html_escaped(chart.foot) + "</figcaption>\n";
        html_ += "</figure>\n";
        (*this)(values_of(chart));
    }

    void operator()(const ReportSignatures& signatures) {
        html_ += "<div class=\"signatures\">\n";
        for (const std::string& label : signatures.labels) {
            html_ += paragraph(label);
        }
        html_ += "</div>\n";
    }

    [[nodiscard]] std::string take() { return std::move(html_); }

private:
    [[nodiscard]] int below() const { return level_ + 1; }

    [[nodiscard]] std::string cell(const ReportCell& cell) const {
        std::string html;
        if (cell.rating) {
            const RatingInk& ink = document_.ratings[static_cast<std::size_t>(*cell.rating)];
            html = fmt::format("<span class=\"rating\" style=\"background:{};color:{}\">{}</span>", hex_of(ink.fill),
                               hex_of(ink.ink), *cell.rating);
            html += cell.text.empty() ? "" : " ";
        }
        return html + html_lines(cell.text);
    }

    static ReportTable values_of(const ReportChart& chart) {
        ReportTable table{.caption = chart.title, .columns = {{chart.column_title, 1.0}}, .rows = {}};
        for (const ReportChartLine& line : chart.lines) {
            table.columns.push_back({line.name, 1.0});
        }
        for (std::size_t i = 0; i < chart.columns.size(); ++i) {
            std::vector<ReportCell> row{{.text = chart.columns[i]}};
            for (const ReportChartLine& line : chart.lines) {
                row.push_back({.text = line.values[i] ? detail::value_words(*line.values[i]) : "\u2013"});
            }
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    static std::string svg(const ReportChart& chart) {
        constexpr double k_width = 760.0;
        constexpr double k_letter = 14.0;
        const detail::ChartSketch sketch = detail::sketch_chart(chart, k_width, k_letter);
        const std::string label = html_escaped(chart.title + (chart.foot.empty() ? "" : ". " + chart.foot));
        std::string html = fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n",
                                       sketch.size.x, sketch.size.y, label);
        for (const detail::SketchLine& line : sketch.lines) {
            html += fmt::format(
                "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#{:06x}\" "
                "stroke-width=\"{:.1f}\"{}/>\n",
                line.from.x, line.from.y, line.to.x, line.to.y, line.hex, line.width,
                line.dashed ? " stroke-dasharray=\"7 4\"" : "");
        }
        for (const detail::SketchDot& dot : sketch.dots) {
            html += fmt::format(
                "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\" stroke=\"#{:06x}\" "
                "stroke-width=\"2\"/>\n",
                dot.centre.x, dot.centre.y, dot.radius, dot.hollow ? "#fff" : fmt::format("#{:06x}", dot.hex), dot.hex);
        }
        constexpr std::string_view k_anchors[] = {"start", "middle", "end"};
        for (const detail::SketchWords& words : sketch.words) {
            html += fmt::format(
                "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.1f}\" fill=\"#{:06x}\" text-anchor=\"{}\">{}</text>\n",
                words.place.x, words.place.y, words.size, words.hex, k_anchors[static_cast<std::size_t>(words.align)],
                html_escaped(words.text));
        }
        return html + "</svg>\n";
    }

    const ReportDocument& document_;
    int level_ = 1;
    std::string html_;
};

std::string letterhead_html(const Letterhead& letterhead) {
    if (letterhead.empty()) {
        return {};
    }
    std::string html = "<div class=\"letterhead\">\n<div>";
    for (const std::string& line : letterhead.lines) {
        html += paragraph(line);
    }
    html += "</div>\n";
    if (letterhead.logo != nullptr) {  // without loss: logos are drawn, not photographed
        html += fmt::format("<img src=\"data:image/png;base64,{}\" alt=\"{}\">\n", base64(encode_png(*letterhead.logo)),
                            html_escaped(letterhead.logo_alt));
    }
    return html + "</div>\n";
}

}  // namespace

std::string to_report_html(const ReportDocument& document, bool large_print) {
    Writer writer(document);
    for (const ReportBlock& block : document.blocks) {
        std::visit(writer, block);
    }
    const std::string title = html_escaped(document.title);
    return "<!DOCTYPE html>\n<html lang=\"" + html_escaped(document.language) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
           "style-src 'unsafe-inline'\">\n<meta name=\"date\" content=\"" +
           html_escaped(document.date) + "\">\n<title>" + title + "</title>\n<style>" +
           (large_print ? ":root { font-size: 150%; }" : "") + std::string(k_style) +
           "</style>\n</head>\n<body>\n<header>\n" + letterhead_html(document.letterhead) + "<h1>" + title + "</h1>\n" +
           paragraph(document.subtitle, "quiet") + "</header>\n<main>\n" + writer.take() + "</main>\n<footer>" +
           paragraph(document.foot, "quiet") + "</footer>\n</body>\n</html>\n";
}

}  // namespace palpate
