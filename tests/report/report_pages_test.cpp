#include "report/report_pages.h"

#include "support/pdf_file.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <iterator>
#include <string>

using namespace palpate;
using test::PdfFile;

namespace {

ReportPicture picture(int width_px, int height_px) {
    Image image{width_px, height_px, {}};
    for (int i = 0; i < width_px * height_px; ++i) {
        const auto shade = static_cast<std::uint8_t>((i * 7 + i / width_px) % 251);
        image.rgba.insert(image.rgba.end(), {shade, static_cast<std::uint8_t>(255 - shade), 128, 255});
    }
    return {.image = std::make_shared<const Image>(std::move(image)), .caption = "From the front", .alt = "A body"};
}

ReportDocument document_of(std::vector<ReportBlock> blocks) {
    return {.title = "After your visit",
            .subtitle = "For A. Client",
            .foot = "A. Client",
            .page_words = "Page {page} of {pages}",
            .date = "2026-11-22",
            .blocks = std::move(blocks)};
}

ReportTable table_of(int rows, int words_in_a_cell = 1) {
    ReportTable table{.columns = {{"Place", 3.0}, {"Now", 1.0}, {"What came of it", 3.0}}};
    for (int row = 0; row < rows; ++row) {
        std::string words = "begin" + std::to_string(row);
        for (int i = 1; i < words_in_a_cell; ++i) {
            words += " and on";
        }
        table.rows.push_back(
            {{.text = words + " end" + std::to_string(row)}, {.rating = row % 11}, {.text = "as before"}});
    }
    return table;
}

std::vector<std::byte> pdf_of(const std::vector<ReportBlock>& blocks, const PageSetup& setup = {}) {
    return ReportPages(document_of(blocks), setup).to_pdf();
}

std::vector<ReportBlock> one_of_each() {
    return {ReportHeading{"Where you feel it", 2},
            ReportParagraph{"Words at the beginning.", ReportTone::Lead},
            ReportPictureRow{{{"Today", {picture(120, 240), picture(120, 240)}}, {"Last time", {picture(120, 240)}}}},
            table_of(4),
            ReportHeading{"At home", 2},
            ReportStep{"Ball", {{"Lean on a ball."}}, {"Place it.", "Lean in."}, picture(200, 150)},
            ReportCallout{"When to see a doctor", {"If it gets worse.", "If an arm goes numb."}},
            ReportList{{"One.", "Two."}, true},
            ReportChart{.title = "Pain",
                        .foot = "Less.",
                        .column_title = "Visit",
                        .columns = {"1: 3 Aug", "2: 9 Sep", "3: 1 Oct"},
                        .ticks = {"3 Aug", "9 Sep", "1 Oct"},
                        .positions = {0.0, 0.6, 1.0},
                        .lines = {{"now", {7.0, std::nullopt, 4.5}}, {"worst", {9.0, 8.0, 6.0}, true}}},
            ReportSignatures{{"Therapist", "Client"}}};
}

bool contains(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("the same report gives the same bytes, and dates are those it was given", "[report][pdf]") {
    const auto first = pdf_of(one_of_each());
    CHECK(first == pdf_of(one_of_each()));
    const std::string information = PdfFile(first).information();
    CHECK(contains(information, "CreationDate:    2026-11-22T"));
    CHECK(contains(information, "ModDate:         2026-11-22T"));
    CHECK(contains(information, "Title:           After your visit"));
}

TEST_CASE("a report is a whole PDF with its fonts inside, on either paper and in either print", "[report][pdf]") {
    const PaperSize paper = GENERATE(PaperSize::A4, PaperSize::Letter);
    const bool large_print = GENERATE(false, true);
    const PdfFile pdf(pdf_of(one_of_each(), {paper, large_print}));
    CHECK(pdf.find_faults().empty());
    CHECK(contains(pdf.information(), paper == PaperSize::A4 ? "(A4)" : "(letter)"));
    std::istringstream fonts(pdf.fonts());
    int count = 0;
    for (std::string line; std::getline(fonts, line); ++count) {
        INFO(line);
        CHECK(contains(line, "yes yes yes"));  // embedded, subset, to Unicode
    }
    CHECK(count >= 1);
    const std::string text = pdf.text();
    for (const char* words : {"After your visit", "For A. Client", "Where you feel it", "Today", "Last time",
                              "begin3 end3", "Lean on a ball.", "2.", "When to see a doctor", "If an arm goes numb.",
                              "Pain", "4.5", "worst", "Therapist", "Page 1 of"}) {
        INFO(words);
        CHECK(contains(text, words));
    }
}

TEST_CASE("text copied from a report has its ligatures, accents and other alphabets", "[report][pdf]") {
    const std::string hard =
        "Office, difficult, baffle, fjord; Übergrößen äöüß; naïve façade œuvre; Łódź, Čeština, "
        "Ελληνικά, Русский; 6→4, ▼ –";
    CHECK(contains(PdfFile(pdf_of({ReportParagraph{hard}})).text(),
                   "Office, difficult, baffle, fjord; Übergrößen äöüß; naïve façade œuvre;"));
    std::string line = PdfFile(pdf_of({ReportParagraph{hard}})).text();
    std::ranges::replace(line, '\n', ' ');
    CHECK(contains(line, "Łódź, Čeština, Ελληνικά, Русский; 6→4, ▼ –"));
}

TEST_CASE("no letter of a report in large print is below 16 points", "[report][pdf]") {
    const auto least = [](const PageSetup& setup) {
        return std::ranges::min(PdfFile(pdf_of(one_of_each(), setup)).word_heights());
    };
    CHECK(least({.large_print = false}) < 12.0);
    CHECK(least({.large_print = true}) >= 16.0);
}

TEST_CASE("no page's end parts a row of a table, and a table that goes on has its head again", "[report][pdf]") {
    const int words = GENERATE(1, 9, 40);
    const auto pages = PdfFile(pdf_of({ReportHeading{"A table", 2}, table_of(60, words)})).page_texts();
    REQUIRE(pages.size() > 1);
    int rows = 0;
    for (const std::string& page : pages) {
        CHECK(contains(page, "What came of it"));
        for (int row = 0; row < 60; ++row) {
            const bool begins = contains(page, "begin" + std::to_string(row) + (words > 1 ? " and" : " end"));
            const bool ends = contains(page, "end" + std::to_string(row) + "\n");
            INFO("row " << row);
            CHECK(begins == ends);
            rows += begins ? 1 : 0;
        }
    }
    CHECK(rows == 60);
}

TEST_CASE("no heading stands alone at a page's foot, and no line of a paragraph either", "[report][pdf]") {
    const int lines_before = GENERATE(range(30, 62));
    std::vector<ReportBlock> blocks;
    for (int i = 0; i < lines_before; ++i) {
        blocks.emplace_back(ReportList{{"line"}});
    }
    blocks.emplace_back(ReportHeading{"Heading", 2});
    std::string sentence = "First";
    for (int i = 0; i < 60; ++i) {
        sentence += " word" + std::to_string(i);
    }
    blocks.emplace_back(ReportParagraph{sentence + " last"});
    const auto pages = PdfFile(pdf_of(blocks)).page_texts();
    const auto with = [&](const std::string& word) {
        return std::ranges::find_if(pages, [&](const std::string& page) { return contains(page, word); }) -
               pages.begin();
    };
    CHECK(with("Heading") == with("First"));
    const auto lines_on = [](const std::string& page) {
        return std::ranges::count_if(page, [](char letter) { return letter == '\n'; });
    };
    CHECK(with("word40") <= with("last"));
    if (with("First") != with("last")) {
        CHECK(contains(pages[static_cast<std::size_t>(with("First"))], "word16"));  // two lines at least
        CHECK(contains(pages[static_cast<std::size_t>(with("last"))], "word50"));
        CHECK(lines_on(pages.back()) > 2);
    }
}

TEST_CASE("hostile words make no broken report, and nothing of them is lost", "[report][pdf]") {
    const std::string endless(20'000, 'x');
    std::vector<ReportBlock> blocks{
        ReportParagraph{std::string("broken \xC3\x28 \xFF\xFE bytes \x01\x07 bell \xE2\x80\xAE turned", 44)},
        ReportParagraph{endless},
        ReportCallout{endless, {endless, ""}},
        ReportHeading{"", 3},
        ReportList{{}},
        ReportCallout{},
        ReportTable{.columns = {{"A", 1.0}, {"B", 0.01}}, .rows = {{{.text = endless}, {.text = "narrow column"}}}},
        ReportStep{endless.substr(0, 4000), {{endless}}, {endless}, picture(40, 30)},
        ReportPictureRow{},
        ReportSignatures{},
        ReportParagraph{"the end"}};
    const PdfFile pdf(pdf_of(blocks, {.large_print = true}));
    CHECK(pdf.find_faults().empty());
    const std::string text = pdf.text();
    CHECK(contains(text, "broken \xEF\xBF\xBD( \xEF\xBF\xBD\xEF\xBF\xBD bytes"));
    CHECK(contains(text, "bell turned"));
    CHECK(contains(text, "the end"));
    CHECK(std::ranges::count(text, 'x') >= 6 * 20'000 + 4000);
}

TEST_CASE("pictures are in the PDF as they are, with more than 200 dots to the inch", "[report][pdf]") {
    const PdfFile pdf(pdf_of({ReportPictureRow{{{"Today", {picture(340, 700), picture(340, 700)}}}, 88.0}}));
    std::istringstream lines(pdf.pictures());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        std::istringstream fields(line);
        std::vector<std::string> field{std::istream_iterator<std::string>(fields), {}};
        REQUIRE(field.size() > 13);
        CHECK(field[8] == "jpeg");
        CHECK(std::stoi(field[12]) >= 200);
        CHECK(std::stoi(field[13]) >= 200);
    }
    CHECK(count == 2);
}

TEST_CASE("a page drawn to look at has the words where the paper has them", "[report]") {
    const ReportPages pages(document_of(one_of_each()), {});
    const Image page = pages.draw(0, 620);
    CHECK(page.width_px == 620);
    CHECK(page.height_px == 877);  // A4
    std::size_t inked = 0;
    for (std::size_t i = 0; i < page.rgba.size(); i += 4) {
        inked += page.rgba[i] < 200 ? 1U : 0U;
    }
    CHECK(inked > 5000);
    CHECK(page.rgba.front() == 255);  // the margin
}
