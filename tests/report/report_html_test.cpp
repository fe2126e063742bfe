#include "report/report_html.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <regex>
#include <string>

using namespace palpate;

namespace {

const std::string k_hostile = "<script>alert('x')</script> & \"quoted\" \x01\xFF";

ReportPicture picture() {
    return {.image = std::make_shared<const Image>(Image{2, 2, std::vector<std::uint8_t>(16, 200)}),
            .caption = k_hostile,
            .alt = k_hostile};
}

ReportDocument everything() {
    return {
        .language = "de",
        .letterhead = {.lines = {"Practice " + k_hostile, "1 Street"}, .logo = picture().image, .logo_alt = "Practice"},
        .title = "Title " + k_hostile,
        .subtitle = k_hostile,
        .foot = k_hostile,
        .date = "2026-11-22",
        .blocks = {ReportHeading{"First " + k_hostile, 2}, ReportParagraph{k_hostile + "\nnext line"},
                   ReportPictureRow{{{"Today", {picture(), picture()}}}},
                   ReportTable{.caption = "Places",
                               .columns = {{"Place"}, {"Now"}},
                               .rows = {{{.text = k_hostile}, {.rating = 6}}, {{.text = "Neck"}, {.text = "\u2013"}}}},
                   ReportHeading{"Second", 2}, ReportHeading{"Third", 3},
                   ReportStep{k_hostile, {{k_hostile}}, {k_hostile}, picture()},
                   ReportCallout{k_hostile, {k_hostile, "two"}},
                   ReportChart{.title = k_hostile,
                               .foot = k_hostile,
                               .column_title = "Visit",
                               .columns = {"one", "two"},
                               .ticks = {"1", "2"},
                               .positions = {0.0, 1.0},
                               .lines = {{"now", {7.0, std::nullopt}}, {k_hostile, {1.5, 2.0}, true}}},
                   ReportSignatures{{k_hostile}}}};
}

std::ptrdiff_t count(const std::string& text, const std::string& pattern) {
    const std::regex wanted(pattern);
    return std::distance(std::sregex_iterator(text.begin(), text.end(), wanted), std::sregex_iterator());
}

}  // namespace

TEST_CASE("nothing that was typed is read as HTML, and the page loads nothing", "[report][html]") {
    const std::string html = to_report_html(everything());
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("alert('") == std::string::npos);
    CHECK(html.find('\x01') == std::string::npos);
    CHECK(html.find('\xFF') == std::string::npos);
    CHECK(count(html, R"((src|href|action)="(?!data:image/))") == 0);
    CHECK(html.find("http:") == std::string::npos);
    CHECK(html.find("https:") == std::string::npos);
    CHECK(html.find("default-src 'none'") != std::string::npos);
    CHECK(to_report_html(everything()) == html);
}

TEST_CASE("who listens to a report hears its language, headings, columns and pictures", "[report][html]") {
    const std::string html = to_report_html(everything());
    CHECK(html.find("<html lang=\"de\">") != std::string::npos);
    CHECK(count(html, "<h1>") == 1);
    CHECK(count(html, "<img ") == 4);
    CHECK(count(html, "<img [^>]*alt=\"[^\"]+\"") == 4);
    CHECK(count(html, "<th scope=\"col\">") == 2 + 3);  // the table's, and those of the chart's values
    CHECK(count(html, "<th scope=\"row\">") == 2 + 2);
    CHECK(count(html, "<svg [^>]*role=\"img\" aria-label=\"[^\"]+\"") == 1);
    CHECK(html.find("<td>7</td>") != std::string::npos);
    CHECK(html.find("next line") != std::string::npos);
}

TEST_CASE("headings of a report never leave a level out", "[report][html]") {
    const std::string html = to_report_html(everything());
    const std::regex heading("<h([1-6])>");
    int before = 0;
    for (auto it = std::sregex_iterator(html.begin(), html.end(), heading); it != std::sregex_iterator(); ++it) {
        const int level = std::stoi((*it)[1]);
        CHECK(level <= before + 1);
        before = level;
    }
    CHECK(before > 0);
}

TEST_CASE("a report in large print has larger letters", "[report][html]") {
    CHECK(to_report_html(everything(), true).find("font-size: 150%") != std::string::npos);
    CHECK(to_report_html(everything(), false).find("font-size: 150%") == std::string::npos);
}
