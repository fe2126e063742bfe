#include "report/detail/page_text.h"

#include "base/error.h"
#include "report/detail/clean_text.h"
#include "report/detail/report_look.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <limits>
#include <string>

namespace palpate::detail {
namespace {

constexpr const char* k_families = "Inter, DejaVu Sans, sans-serif";

int units(double points) { return static_cast<int>(points * PANGO_SCALE); }
double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

struct Description {
    PangoFontDescription* it;
    explicit Description(const TextLook& look) : it(pango_font_description_new()) {
        pango_font_description_set_family(it, k_families);
        pango_font_description_set_absolute_size(it, look.size * PANGO_SCALE);
        pango_font_description_set_weight(it, look.strong ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    }
    ~Description() { pango_font_description_free(it); }
    Description(const Description&) = delete;
    Description& operator=(const Description&) = delete;
};

}  // namespace

void Release::operator()(PangoContext* context) const { g_object_unref(context); }
void Release::operator()(PangoLayout* layout) const { g_object_unref(layout); }

SetText::SetText(const TextFonts& fonts, std::string_view text, const TextLook& look, double width)
    : layout_(pango_layout_new(&fonts.context()), Release()),
      look_(look),
      width_(width),
      drop_(fonts.drop_share() * look.size) {
    const Description description(look);
    const std::string clean = clean_text(text);
    constexpr auto k_most = static_cast<std::size_t>(std::numeric_limits<int>::max());
    PALPATE_ASSERT(clean.size() <= k_most);
    pango_layout_set_font_description(layout_.get(), description.it);
    pango_layout_set_width(layout_.get(), units(std::max(1.0, width)));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout_.get(), 0);
    pango_layout_set_text(layout_.get(), clean.c_str(), static_cast<int>(clean.size()));
    lines_ = static_cast<std::size_t>(pango_layout_get_line_count(layout_.get()));
}

double SetText::used_width() const {
    int width = 0;
    pango_layout_get_size(layout_.get(), &width, nullptr);
    return points(width);
}

void SetText::draw(cairo_t* cairo, double x, double y, std::size_t first, std::size_t count, Align align) const {
    set_ink(cairo, look_.hex);
    const double baseline = 0.5 * line_height() + drop_;
    for (std::size_t i = first; i < std::min(lines_, first + count); ++i) {
        PangoLayoutLine* line = pango_layout_get_line_readonly(layout_.get(), static_cast<int>(i));
        PangoRectangle box;
        pango_layout_line_get_extents(line, nullptr, &box);
        const double free = std::max(0.0, width_ - points(box.width));
        const double indent = align == Align::Left ? 0.0 : align == Align::Middle ? 0.5 * free : free;
        cairo_move_to(cairo, x + indent, y + static_cast<double>(i - first) * line_height() + baseline);
        pango_cairo_show_layout_line(cairo, line);
    }
}

TextFonts::TextFonts() {
    // A map of its own: Pango's shared one belongs to a thread and keeps its fonts for ever.
    PangoFontMap* fonts = pango_cairo_font_map_new();
    context_.reset(pango_font_map_create_context(fonts));
    g_object_unref(fonts);
    pango_cairo_context_set_resolution(context_.get(), 72.0);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_.get(), 0);
    pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);

    const TextLook look;
    const Description description(look);
    PangoFont* font = pango_context_load_font(context_.get(), description.it);
    if (font == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.fonts.missing", {{"package", "fonts-inter"}}});
    }
    PangoFontMetrics* metrics = pango_font_get_metrics(font, nullptr);
    drop_share_ = 0.5 *
                  (points(pango_font_metrics_get_ascent(metrics)) - points(pango_font_metrics_get_descent(metrics))) /
                  look.size;
    pango_font_metrics_unref(metrics);
    g_object_unref(font);
}

void set_ink(cairo_t* cairo, unsigned hex) {
    const glm::dvec3 colour(colour_of(hex));
    cairo_set_source_rgb(cairo, colour.r, colour.g, colour.b);
}

}  // namespace palpate::detail
