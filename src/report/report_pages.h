#pragma once

#include "report/report_document.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace palpate {

enum class PaperSize { A4, Letter };
/// "a4", "letter".
[[nodiscard]] std::string_view name_of(PaperSize paper);
[[nodiscard]] std::optional<PaperSize> find_paper_size(std::string_view name);

/// How a report is set on paper.
struct PageSetup {
    PaperSize paper = PaperSize::A4;
    bool large_print = false;  ///< no letter below 16 points
    bool operator==(const PageSetup&) const = default;
};

/// A report set on pages: the same pages as a PDF and as pictures to look at first. No row of a table and no picture is
/// parted by a page's end, no heading stands alone at a page's foot, a table that goes on has its head again. What is
/// higher than a page, which nothing of ours is, becomes smaller until it fits. Thread: one at a time; another report may
/// be set by another thread meanwhile.
class ReportPages {
public:
    /// Sets the document, which is copied, and packs its pictures: 130 ms of processor time for two pages with seven
    /// pictures; the first time of a program as long again as it takes to look through the system's fonts. Throws Error NotFound where the system has no font.
    ReportPages(ReportDocument document, const PageSetup& setup);
    ~ReportPages();
    ReportPages(ReportPages&&) noexcept;
    ReportPages& operator=(ReportPages&&) noexcept;

    [[nodiscard]] std::size_t count() const;
    /// One page on white, `width_px` wide. Throws Error Io when memory is short.
    [[nodiscard]] Image draw(std::size_t page, int width_px) const;
    /// Letters as letters with their fonts inside, pictures as JPEG, lines as lines, headings as bookmarks. The same
    /// document and fonts give the same bytes. Throws Error Io when memory is short.
    [[nodiscard]] std::vector<std::byte> to_pdf() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace palpate
