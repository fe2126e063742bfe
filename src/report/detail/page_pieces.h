#pragma once

#include "report/detail/page_text.h"
#include "report/report_document.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace palpate::detail {

/// Sizes in points and how much room stands between things.
struct TypeSizes {
    double title = 22.0;
    double section = 13.5;
    double part = 11.0;
    double lead = 11.5;
    double body = 10.0;
    double quiet = 8.8;
};
[[nodiscard]] TypeSizes type_sizes(bool large_print);

/// What no page's end parts: a line of a paragraph, a row of a table, a picture.
struct Piece {
    double before = 0.0;  ///< room above it; none at the top of a page
    double height = 0.0;
    bool with_next = false;  ///< never the last one of a page
    std::function<void(cairo_t*, double x, double y)> draw{};
    std::shared_ptr<const Piece> head{};  ///< drawn again above it where it is the first one of a page
    std::string bookmark{};               ///< of a heading
    int level = 0;                        ///< of the bookmark
};

/// The pieces of a document in their order, set for a column of that width (points). Borrows the fonts while it works
/// and the document for the pieces' life.
[[nodiscard]] std::vector<Piece> make_pieces(const ReportDocument& document, const TextFonts& fonts,
                                             const TypeSizes& sizes, double width);

/// A picture as the surface cairo paints, with its JPEG beside it for the PDF.
[[nodiscard]] std::shared_ptr<cairo_surface_t> make_picture_surface(const Image& image, bool lossless = false);

}  // namespace palpate::detail
