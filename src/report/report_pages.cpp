#include "report/report_pages.h"

#include "base/error.h"
#include "report/detail/clean_text.h"
#include "report/detail/page_pieces.h"
#include "report/detail/report_look.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <glm/vec2.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace palpate {
namespace {

using detail::Cairo;
using detail::CairoSurface;
using detail::Piece;

constexpr double k_pt_per_mm = 72.0 / 25.4;
constexpr double k_side_mm = 18.0;
constexpr double k_top_mm = 14.0;
constexpr double k_bottom_mm = 18.0;  // with the foot in it
constexpr double k_foot_mm = 11.0;

constexpr std::array<std::pair<PaperSize, std::string_view>, 2> k_paper_names{
    {{PaperSize::A4, "a4"}, {PaperSize::Letter, "letter"}}};

/// Points, upright.
glm::dvec2 size_of(PaperSize paper) {
    return paper == PaperSize::A4 ? k_pt_per_mm * glm::dvec2(210.0, 297.0) : glm::dvec2(612.0, 792.0);
}

struct Placed {
    const Piece* piece;
    double y = 0.0;
    double scale = 1.0;
};

struct Page {
    std::vector<Placed> pieces;
};

/// Puts pieces on pages, each chain of pieces that stay together on one.
class Paginator {
public:
    explicit Paginator(double height) : height_(height), pages_(1) {}

    void add(std::span<const Piece> chain) {
        double needed = 0.0;
        for (const Piece& piece : chain) {
            needed += piece.before + piece.height;
        }
        if (!pages_.back().pieces.empty() && y_ + needed > height_ && needed <= height_) {
            turn();
        }
        for (const Piece& piece : chain) {
            if (!pages_.back().pieces.empty() && y_ + piece.before + piece.height > height_) {
                turn();
            }
            place(piece);
        }
    }

    [[nodiscard]] std::vector<Page> take() { return std::move(pages_); }

private:
    void turn() {
        pages_.emplace_back();
        y_ = 0.0;
    }

    void place(const Piece& piece) {
        Page& page = pages_.back();
        if (page.pieces.empty() && piece.head != nullptr) {
            page.pieces.push_back({piece.head.get(), y_});
            y_ += piece.head->height;
        } else if (!page.pieces.empty()) {
            y_ += piece.before;
        }
        const double room = height_ - y_;
        const double scale = piece.height > room ? std::max(0.05, room / piece.height) : 1.0;
        page.pieces.push_back({&piece, y_, scale});
        y_ += piece.height * scale;
    }

    double height_;
    double y_ = 0.0;
    std::vector<Page> pages_;
};

std::vector<Page> paginate(const std::vector<Piece>& pieces, double height) {
    Paginator paginator(height);
    for (std::size_t first = 0; first < pieces.size();) {
        std::size_t last = first;
        while (pieces[last].with_next && last + 1 < pieces.size()) {
            ++last;
        }
        paginator.add(std::span(pieces).subspan(first, last - first + 1));
        first = last + 1;
    }
    return paginator.take();
}

std::string filled(std::string words, std::string_view hole, std::size_t number) {
    const std::size_t at = words.find(hole);
    return at == std::string::npos ? words : words.replace(at, hole.size(), std::to_string(number));
}

void check(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw Error(ErrorCode::Io, {"error.report.not-drawn", {{"detail", cairo_status_to_string(status)}}});
    }
}

}  // namespace

std::string_view name_of(PaperSize paper) {
    const auto found = std::ranges::find(k_paper_names, paper, &std::pair<PaperSize, std::string_view>::first);
    PALPATE_ASSERT(found != k_paper_names.end());
    return found->second;
}

std::optional<PaperSize> find_paper_size(std::string_view name) {
    const auto found = std::ranges::find(k_paper_names, name, &std::pair<PaperSize, std::string_view>::second);
    return found == k_paper_names.end() ? std::nullopt : std::optional(found->first);
}

struct ReportPages::Parts {
    Parts(ReportDocument given, const PageSetup& setup)
        : document(std::move(given)),
          size(size_of(setup.paper)),
          sizes(detail::type_sizes(setup.large_print)),
          pieces(detail::make_pieces(document, fonts, sizes, column())),
          pages(paginate(pieces, size.y - k_pt_per_mm * (k_top_mm + k_bottom_mm))) {}

    [[nodiscard]] double column() const { return size.x - 2.0 * k_pt_per_mm * k_side_mm; }
    void draw(cairo_t* cairo, std::size_t page) const;
    void draw_foot(cairo_t* cairo, std::size_t page) const;
    void add_bookmarks(cairo_surface_t* pdf) const;

    ReportDocument document;
    glm::dvec2 size;
    detail::TypeSizes sizes;
    detail::TextFonts fonts;
    std::vector<Piece> pieces;
    std::vector<Page> pages;
};

void ReportPages::Parts::draw_foot(cairo_t* cairo, std::size_t page) const {
    const double left = k_pt_per_mm * k_side_mm;
    const double y = size.y - k_pt_per_mm * k_foot_mm;
    const detail::TextLook look{.size = std::min(sizes.quiet, 16.0) * 0.94, .hex = detail::k_quiet_hex};
    const std::string number = filled(filled(document.page_words, "{page}", page + 1), "{pages}", pages.size());
    const detail::SetText right(fonts, number, look, 0.4 * column());
    const detail::SetText foot(fonts, document.foot, look, column() - right.used_width() - 12.0);
    detail::set_ink(cairo, detail::k_line_hex);
    cairo_set_line_width(cairo, 0.6);
    cairo_move_to(cairo, left, y - 5.0);
    cairo_line_to(cairo, left + column(), y - 5.0);
    cairo_stroke(cairo);
    foot.draw(cairo, left, y, 0, 1);
    right.draw(cairo, left + 0.6 * column(), y, detail::Align::Right);
}

void ReportPages::Parts::draw(cairo_t* cairo, std::size_t page) const {
    for (const Placed& placed : pages.at(page).pieces) {
        const double x = k_pt_per_mm * k_side_mm;
        const double y = k_pt_per_mm * k_top_mm + placed.y;
        cairo_save(cairo);
        if (placed.scale < 1.0) {
            cairo_translate(cairo, x, y);
            cairo_scale(cairo, placed.scale, placed.scale);
            placed.piece->draw(cairo, 0.0, 0.0);
        } else {
            placed.piece->draw(cairo, x, y);
        }
        cairo_restore(cairo);
    }
    draw_foot(cairo, page);
}

void ReportPages::Parts::add_bookmarks(cairo_surface_t* pdf) const {
    std::array<int, 4> parents{CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT,
                               CAIRO_PDF_OUTLINE_ROOT};
    for (std::size_t page = 0; page < pages.size(); ++page) {
        for (const Placed& placed : pages[page].pieces) {
            if (placed.piece->level == 0) {
                continue;
            }
            const auto level = static_cast<std::size_t>(std::clamp(placed.piece->level, 1, 3));
            const std::string place = fmt::format("page={} pos=[{:.1f} {:.1f}]", page + 1, k_pt_per_mm * k_side_mm,
                                                  k_pt_per_mm * k_top_mm + placed.y);
            const int id = cairo_pdf_surface_add_outline(pdf, parents[level - 1],
                                                         detail::clean_text(placed.piece->bookmark).c_str(),
                                                         place.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
            std::fill(parents.begin() + static_cast<std::ptrdiff_t>(level), parents.end(), id);
        }
    }
}

ReportPages::ReportPages(ReportDocument document, const PageSetup& setup)
    : parts_(std::make_unique<Parts>(std::move(document), setup)) {}
ReportPages::~ReportPages() = default;
ReportPages::ReportPages(ReportPages&&) noexcept = default;
ReportPages& ReportPages::operator=(ReportPages&&) noexcept = default;

std::size_t ReportPages::count() const { return parts_->pages.size(); }

Image ReportPages::draw(std::size_t page, int width_px) const {
    PALPATE_ASSERT(page < count() && width_px > 0);
    const double scale = width_px / parts_->size.x;
    const int height_px = static_cast<int>(std::lround(scale * parts_->size.y));
    const CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px));
    const Cairo cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1.0, 1.0, 1.0);
    cairo_paint(cairo.get());
    cairo_scale(cairo.get(), scale, scale);
    parts_->draw(cairo.get(), page);
    check(cairo_status(cairo.get()));
    cairo_surface_flush(surface.get());
    Image image{
        width_px, height_px,
        std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px))};
    const unsigned char* rows = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    for (std::size_t y = 0; y < static_cast<std::size_t>(height_px); ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(rows + y * stride);
        for (std::size_t x = 0; x < static_cast<std::size_t>(width_px); ++x) {
            std::uint8_t* pixel = &image.rgba[4 * (y * static_cast<std::size_t>(width_px) + x)];
            pixel[0] = static_cast<std::uint8_t>(row[x] >> 16U);
            pixel[1] = static_cast<std::uint8_t>(row[x] >> 8U);
            pixel[2] = static_cast<std::uint8_t>(row[x]);
            pixel[3] = 255;
        }
    }
    return image;
}

std::vector<std::byte> ReportPages::to_pdf() const {
    std::vector<std::byte> bytes;
    const CairoSurface pdf(cairo_pdf_surface_create_for_stream(
        [](void* target, const unsigned char* chunk, unsigned int size) {
            auto& all = *static_cast<std::vector<std::byte>*>(target);
            const auto* start = reinterpret_cast<const std::byte*>(chunk);
            all.insert(all.end(), start, start + size);
            return CAIRO_STATUS_SUCCESS;
        },
        &bytes, parts_->size.x, parts_->size.y));
    const ReportDocument& document = parts_->document;
    const auto say = [&](cairo_pdf_metadata_t what, const std::string& words) {
        cairo_pdf_surface_set_metadata(pdf.get(), what, detail::clean_text(words).c_str());
    };
    say(CAIRO_PDF_METADATA_TITLE, document.title);
    say(CAIRO_PDF_METADATA_CREATOR, "Palpate " PALPATE_VERSION);
    say(CAIRO_PDF_METADATA_CREATE_DATE, document.date + "T00:00:00Z");
    say(CAIRO_PDF_METADATA_MOD_DATE, document.date + "T00:00:00Z");
    const Cairo cairo(cairo_create(pdf.get()));
    for (std::size_t page = 0; page < count(); ++page) {
        parts_->draw(cairo.get(), page);
        cairo_show_page(cairo.get());
    }
    check(cairo_status(cairo.get()));
    parts_->add_bookmarks(pdf.get());
    cairo_surface_finish(pdf.get());
    check(cairo_surface_status(pdf.get()));
    return bytes;
}

}  // namespace palpate
