#pragma once

#include "geometry/image.h"

#include <glm/vec3.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace palpate {

/// Which of the three pages a practice hands out or keeps.
enum class ReportKind { HandOut, Session, Progress };
/// "handout", "session", "progress"; texts: report.page.title.<name>.
[[nodiscard]] std::string_view name_of(ReportKind kind);
[[nodiscard]] std::optional<ReportKind> find_report_kind(std::string_view name);
[[nodiscard]] const std::vector<ReportKind>& all_report_kinds();

// Every member has an initialiser, so that designated ones may name only what matters.

/// A picture on the page. What it shows is told in `alt`, for those who cannot see it; the caption is for everyone.
struct ReportPicture {
    std::shared_ptr<const Image> image{};  ///< never null in a document
    std::string caption{};                 ///< may be empty
    std::string alt{};
};

struct ReportHeading {
    std::string text{};
    int level = 2;  ///< 2 or 3; the title is 1
};

enum class ReportTone {
    Normal,
    Lead,  ///< larger: what the page begins with
    Strong,
    Quiet  ///< smaller: sources, what a picture's numbers mean
};

/// Line breaks of the text stay; an empty line is kept as a gap.
struct ReportParagraph {
    std::string text{};
    ReportTone tone = ReportTone::Normal;
};

struct ReportList {
    std::vector<std::string> items{};
    bool numbered = false;
};

/// Words set apart in a box: when to see a doctor, what to do first.
struct ReportCallout {
    std::string title{};
    std::vector<std::string> lines{};  ///< as a list where there are several
    bool warning = true;               ///< false: a calm box, with smaller words
};

struct ReportColumn {
    std::string title{};
    double share = 1.0;  ///< of the table's width, against the others' shares
};

/// A rating is drawn as on the body: a disc of its colour with the number in it.
struct ReportCell {
    std::string text{};
    std::optional<int> rating{};  ///< 0..10
};

/// The first column names the row. Each row has a cell for each column.
struct ReportTable {
    std::string caption{};  ///< read aloud before the table; not printed on paper, where a heading stands above
    std::vector<ReportColumn> columns{};
    std::vector<std::vector<ReportCell>> rows{};
};

/// Pictures that belong together, with a few words above: "Today".
struct ReportPictureGroup {
    std::string title{};
    std::vector<ReportPicture> pictures{};
};

/// All pictures of a row have one height, as large as the page's width allows and no larger than this.
struct ReportPictureRow {
    std::vector<ReportPictureGroup> groups{};
    double most_height_mm = 92.0;
};

/// Something to do, with its picture beside it.
struct ReportStep {
    std::string title{};
    std::vector<ReportParagraph> words{};
    std::vector<std::string> steps{};  ///< numbered
    std::optional<ReportPicture> picture{};
};

/// Values nobody said are open and part the line.
struct ReportChartLine {
    std::string name{};
    std::vector<std::optional<double>> values{};  ///< one for each column
    bool dashed = false;
};

struct ReportChart {
    std::string title{};
    std::string foot{};                  ///< what it comes to; may be empty
    std::string column_title{};          ///< of the columns, for the table of values: "Visit"
    std::vector<std::string> columns{};  ///< what each is called: "3: 12 Oct 2026"
    std::vector<std::string> ticks{};    ///< the same as short as it goes under the axis: "12 Oct"
    std::vector<double> positions{};     ///< 0..1 along the axis, ascending; one for each column
    std::vector<ReportChartLine> lines{};
    double low = 0.0;
    double high = 10.0;
};

/// Lines to sign on, each with what it is for.
struct ReportSignatures {
    std::vector<std::string> labels{};
};

using ReportBlock = std::variant<ReportHeading, ReportParagraph, ReportList, ReportCallout, ReportTable,
                                 ReportPictureRow, ReportStep, ReportChart, ReportSignatures>;

/// Fill and ink (sRGB, 0..1) of a rating's disc.
struct RatingInk {
    glm::vec3 fill{0.85F};
    glm::vec3 ink{0.0F};
};

/// What a practice prints at the head of its papers.
struct Letterhead {
    std::vector<std::string> lines{};     ///< the first one is the practice's name
    std::shared_ptr<const Image> logo{};  ///< null: none
    std::string logo_alt{};               ///< what it shows
    [[nodiscard]] bool empty() const { return lines.empty() && logo == nullptr; }
};

/// A report as it is read: everything in the reader's language, nothing left to look up. Built by build_*_report(), set
/// on pages by ReportPages, written as one web page by to_report_html(). A plain value.
struct ReportDocument {
    ReportKind kind = ReportKind::HandOut;
    std::string language = "en";  ///< BCP 47
    Letterhead letterhead{};
    std::string title{};
    std::string subtitle{};    ///< whose, which visit, when
    std::string foot{};        ///< at the foot of each page, so that single sheets find each other
    std::string page_words{};  ///< "Page {page} of {pages}"
    std::string date{};        ///< ISO: the file's own date
    std::vector<ReportBlock> blocks{};
    std::array<RatingInk, 11> ratings{};
};

}  // namespace palpate
