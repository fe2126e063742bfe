#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace palpate::detail {

// Text on a page, by Pango. All lengths are points (1/72 inch), y grows downwards.

struct Release {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(PangoContext* context) const;
    void operator()(PangoLayout* layout) const;
};
using Cairo = std::unique_ptr<cairo_t, Release>;
using CairoSurface = std::unique_ptr<cairo_surface_t, Release>;

enum class Align { Left, Middle, Right };

struct TextLook {
    double size = 10.0;
    bool strong = false;
    unsigned hex = 0;
    double line_share = 1.34;  ///< height of a line against the size
};

/// The product's fonts, without hinting, so that lines break alike on paper and on the screen.
class TextFonts {
public:
    /// Throws Error NotFound where the system has no font.
    TextFonts();
    [[nodiscard]] PangoContext& context() const { return *context_; }
    /// From the middle of a line down to where its letters stand, against their size. The same for all lines: what another
    /// font would have must not move one.
    [[nodiscard]] double drop_share() const { return drop_share_; }

private:
    std::unique_ptr<PangoContext, Release> context_;
    double drop_share_ = 0.0;
};

/// Words broken into lines of one width. Lines are of even height, whatever letters are in them.
class SetText {
public:
    SetText(const TextFonts& fonts, std::string_view text, const TextLook& look, double width);

    [[nodiscard]] std::size_t lines() const { return lines_; }
    [[nodiscard]] double line_height() const { return look_.size * look_.line_share; }
    [[nodiscard]] double height() const { return line_height() * static_cast<double>(lines_); }
    /// What the widest line takes.
    [[nodiscard]] double used_width() const;
    /// Draws some of the lines, the first of them with its top there.
    void draw(cairo_t* cairo, double x, double y, std::size_t first, std::size_t count,
              Align align = Align::Left) const;
    void draw(cairo_t* cairo, double x, double y, Align align = Align::Left) const {
        draw(cairo, x, y, 0, lines_, align);
    }

private:
    std::shared_ptr<PangoLayout> layout_;
    TextLook look_;
    double width_;
    double drop_;
    std::size_t lines_;
};

void set_ink(cairo_t* cairo, unsigned hex);

}  // namespace palpate::detail
