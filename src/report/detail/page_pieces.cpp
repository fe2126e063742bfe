#include "report/detail/page_pieces.h"

#include "base/error.h"
#include "geometry/encode_jpeg.h"
#include "report/detail/chart_sketch.h"
#include "report/detail/report_look.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace palpate::detail {
namespace {

constexpr double k_pt_per_mm = 72.0 / 25.4;
constexpr double k_tall_share = 0.42;  // of its width: a box lower than this is never parted

void path_round_box(cairo_t* cairo, double x, double y, double width, double height, double radius) {
    constexpr double k_quarter = 0.5 * std::numbers::pi;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + width - radius, y + radius, radius, -k_quarter, 0.0);
    cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0.0, k_quarter);
    cairo_arc(cairo, x + radius, y + height - radius, radius, k_quarter, 2.0 * k_quarter);
    cairo_arc(cairo, x + radius, y + radius, radius, 2.0 * k_quarter, 3.0 * k_quarter);
    cairo_close_path(cairo);
}

void fill_box(cairo_t* cairo, double x, double y, double width, double height, unsigned hex) {
    set_ink(cairo, hex);
    cairo_rectangle(cairo, x, y, width, height);
    cairo_fill(cairo);
}

void stroke_line(cairo_t* cairo, glm::dvec2 from, glm::dvec2 to, double width, unsigned hex) {
    set_ink(cairo, hex);
    cairo_set_line_width(cairo, width);
    cairo_move_to(cairo, from.x, from.y);
    cairo_line_to(cairo, to.x, to.y);
    cairo_stroke(cairo);
}

void draw_picture(cairo_t* cairo, cairo_surface_t* picture, double x, double y, double width, double height) {
    const double radius = 4.0;
    cairo_save(cairo);
    path_round_box(cairo, x, y, width, height, radius);
    cairo_clip_preserve(cairo);
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, width / cairo_image_surface_get_width(picture),
                height / cairo_image_surface_get_height(picture));
    cairo_set_source_surface(cairo, picture, 0.0, 0.0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD);
    cairo_paint(cairo);
    cairo_restore(cairo);
    set_ink(cairo, k_line_hex);
    cairo_set_line_width(cairo, 1.2);  // half of it is clipped
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

double aspect_of(const Image& image) {
    return static_cast<double>(image.width_px) / static_cast<double>(image.height_px);
}

void draw_sketch(cairo_t* cairo, const ChartSketch& sketch, const std::vector<SetText>& words, double x, double y) {
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    for (const SketchLine& line : sketch.lines) {
        const double dashes[] = {4.0 * line.width, 3.0 * line.width};
        cairo_set_dash(cairo, dashes, line.dashed ? 2 : 0, 0.0);
        stroke_line(cairo, line.from, line.to, line.width, line.hex);
    }
    cairo_set_dash(cairo, nullptr, 0, 0.0);
    for (const SketchDot& dot : sketch.dots) {
        cairo_new_path(cairo);
        cairo_arc(cairo, dot.centre.x, dot.centre.y, dot.radius, 0.0, 2.0 * std::numbers::pi);
        cairo_set_source_rgb(cairo, 1.0, 1.0, 1.0);
        dot.hollow ? cairo_fill_preserve(cairo) : cairo_new_sub_path(cairo);
        set_ink(cairo, dot.hex);
        cairo_set_line_width(cairo, 0.5 * dot.radius);
        dot.hollow ? cairo_stroke(cairo) : cairo_fill(cairo);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        const SketchWords& wanted = sketch.words[i];
        const double width = words[i].used_width();
        const double left = wanted.align == SketchAlign::Left     ? 0.0
                            : wanted.align == SketchAlign::Middle ? 0.5 * width
                                                                  : width;
        // Of a line of the words' size the baseline is at about nine tenths.
        words[i].draw(cairo, wanted.place.x - left, wanted.place.y - 1.04 * wanted.size);
    }
    cairo_restore(cairo);
}

/// A rating's disc with the number in it.
struct RatingDisc {
    double radius;
    glm::vec3 fill;
    SetText number;

    void draw(cairo_t* cairo, double x, double y) const {
        cairo_new_path(cairo);
        cairo_arc(cairo, x + radius, y + radius, radius - 0.5, 0.0, 2.0 * std::numbers::pi);
        cairo_set_source_rgb(cairo, static_cast<double>(fill.r), static_cast<double>(fill.g),
                             static_cast<double>(fill.b));
        cairo_fill_preserve(cairo);
        set_ink(cairo, k_ink_hex);
        cairo_set_line_width(cairo, 0.9);
        cairo_stroke(cairo);
        number.draw(cairo, x, y + radius - 0.5 * number.height(), Align::Middle);
    }
};

/// One cell of a table with its place in the row.
struct CellBox {
    double x;
    std::optional<RatingDisc> disc;
    SetText words;
};

struct RowBox {
    std::vector<CellBox> cells;
    double height = 0.0;
};

unsigned hex_of(const glm::vec3& colour) {
    const auto byte = [](float share) { return static_cast<unsigned>(std::lround(255.0F * share)); };
    return (byte(colour.r) << 16U) | (byte(colour.g) << 8U) | byte(colour.b);
}

class PieceMaker {
public:
    PieceMaker(const ReportDocument& document, const TextFonts& fonts, const TypeSizes& sizes, double width)
        : document_(document), fonts_(fonts), sizes_(sizes), width_(width) {}

    void add_title_block();

    void operator()(const ReportHeading& heading);
    void operator()(const ReportParagraph& words);
    void operator()(const ReportList& list);
    void operator()(const ReportCallout& callout);
    void operator()(const ReportTable& table);
    void operator()(const ReportPictureRow& row);
    void operator()(const ReportStep& step);
    void operator()(const ReportChart& chart);
    void operator()(const ReportSignatures& signatures);

    [[nodiscard]] std::vector<Piece> take() { return std::move(pieces_); }

private:
    [[nodiscard]] SetText set(std::string_view text, double size, unsigned hex, double width,
                              bool strong = false) const {
        return {fonts_, text, {.size = size, .strong = strong, .hex = hex}, width};
    }
    [[nodiscard]] TextLook look_of(ReportTone tone) const;
    void add_letterhead();
    void add_lines(const SetText& text, double indent, double before);
    void add_item(const std::string& mark, const std::string& text, double before);
    [[nodiscard]] RowBox make_row(const std::vector<ReportCell>& cells, const ReportTable& table) const;
    [[nodiscard]] RowBox make_head(const ReportTable& table) const;
    [[nodiscard]] std::vector<double> columns_of(const ReportTable& table) const;
    [[nodiscard]] RatingDisc make_disc(int rating) const;
    [[nodiscard]] double disc_radius() const { return 0.92 * sizes_.body; }
    void add_split_step(const ReportStep& step);
    [[nodiscard]] double gap() const { return 0.55 * sizes_.body; }

    const ReportDocument& document_;
    const TextFonts& fonts_;
    TypeSizes sizes_;
    double width_;
    std::vector<Piece> pieces_;
};

TextLook PieceMaker::look_of(ReportTone tone) const {
    switch (tone) {
        case ReportTone::Lead: return {.size = sizes_.lead, .hex = k_ink_hex};
        case ReportTone::Strong: return {.size = sizes_.body, .strong = true, .hex = k_ink_hex};
        case ReportTone::Quiet: return {.size = sizes_.quiet, .hex = k_quiet_hex};
        case ReportTone::Normal: break;
    }
    return {.size = sizes_.body, .hex = k_ink_hex};
}

/// A piece for each line; neither the first nor the last one of a paragraph is left alone.
void PieceMaker::add_lines(const SetText& text, double indent, double before) {
    for (std::size_t i = 0; i < text.lines(); ++i) {
        const bool near_an_end = i == 0 || i + 2 == text.lines();
        pieces_.push_back(
            {.before = i == 0 ? before : 0.0,
             .height = text.line_height(),
             .with_next = near_an_end && i + 1 < text.lines(),
             .draw = [text, indent, i](cairo_t* cairo, double x, double y) { text.draw(cairo, x + indent, y, i, 1); }});
    }
}

void PieceMaker::add_letterhead() {
    const Letterhead& letterhead = document_.letterhead;
    if (letterhead.empty()) {
        return;
    }
    constexpr double k_logo_height = 15.0 * k_pt_per_mm;
    constexpr double k_logo_share = 0.4;
    glm::dvec2 logo_size(0.0);
    std::shared_ptr<cairo_surface_t> logo;
    if (letterhead.logo != nullptr) {
        const double aspect = aspect_of(*letterhead.logo);
        const double height = std::min(k_logo_height, k_logo_share * width_ / aspect);
        logo_size = {height * aspect, height};
        logo = make_picture_surface(*letterhead.logo, true);
    }
    const double room = width_ - (logo != nullptr ? logo_size.x + 12.0 : 0.0);
    std::vector<SetText> lines;
    double height = 0.0;
    for (const std::string& line : letterhead.lines) {
        const bool first = lines.empty();
        lines.push_back(set(line, first ? sizes_.part : sizes_.quiet, first ? k_ink_hex : k_quiet_hex, room, first));
        height += lines.back().height();
    }
    pieces_.push_back({.height = std::max(height, logo_size.y),
                       .with_next = true,
                       .draw = [lines, logo, logo_size, width = width_](cairo_t* cairo, double x, double y) {
                           if (logo != nullptr) {
                               cairo_save(cairo);
                               cairo_translate(cairo, x + width - logo_size.x, y);
                               cairo_scale(cairo, logo_size.x / cairo_image_surface_get_width(logo.get()),
                                           logo_size.y / cairo_image_surface_get_height(logo.get()));
                               cairo_set_source_surface(cairo, logo.get(), 0.0, 0.0);
                               cairo_paint(cairo);
                               cairo_restore(cairo);
                           }
                           for (const SetText& line : lines) {
                               line.draw(cairo, x, y);
                               y += line.height();
                           }
                       }});
    pieces_.push_back(
        {.before = 2.0 * gap(), .height = 0.0, .with_next = true, .draw = [](cairo_t*, double, double) {}});
}

void PieceMaker::add_title_block() {
    add_letterhead();
    TextLook look{.size = sizes_.title, .strong = true, .hex = k_ink_hex, .line_share = 1.22};
    const SetText title(fonts_, document_.title, look, width_);
    const SetText subtitle = set(document_.subtitle, sizes_.body, k_quiet_hex, width_);
    pieces_.push_back({.height = title.height() + subtitle.height() + 2.4 * gap(),
                       .with_next = true,
                       .draw =
                           [this_gap = gap(), title, subtitle, width = width_](cairo_t* cairo, double x, double y) {
                               title.draw(cairo, x, y);
                               const double below = y + title.height() + 0.5 * this_gap;
                               subtitle.draw(cairo, x, below);
                               const double rule = below + subtitle.height() + 1.2 * this_gap;
                               stroke_line(cairo, {x, rule}, {x + width, rule}, 1.4, k_accent_hex);
                           },
                       .bookmark = document_.title,
                       .level = 1});
    pieces_.push_back({.before = gap(), .height = 0.0, .with_next = true, .draw = [](cairo_t*, double, double) {}});
}

void PieceMaker::operator()(const ReportHeading& heading) {
    const bool section = heading.level <= 2;
    const SetText text =
        set(heading.text, section ? sizes_.section : sizes_.part, section ? k_accent_hex : k_ink_hex, width_, true);
    pieces_.push_back({.before = (section ? 2.2 : 1.4) * gap(),
                       .height = text.height() + 0.3 * gap(),
                       .with_next = true,
                       .draw = [text](cairo_t* cairo, double x, double y) { text.draw(cairo, x, y); },
                       .bookmark = heading.text,
                       .level = heading.level});
}

void PieceMaker::operator()(const ReportParagraph& words) {
    add_lines(SetText(fonts_, words.text, look_of(words.tone), width_), 0.0, 0.6 * gap());
}

void PieceMaker::add_item(const std::string& mark, const std::string& text, double before) {
    const double indent = 1.7 * sizes_.body;
    const SetText sign = set(mark, sizes_.body, k_accent_hex, indent, true);
    const SetText words = set(text, sizes_.body, k_ink_hex, width_ - indent);
    const std::size_t first = pieces_.size();
    add_lines(words, indent, before);
    const auto line = pieces_[first].draw;
    pieces_[first].draw = [sign, line](cairo_t* cairo, double x, double y) {
        sign.draw(cairo, x + 2.0, y);
        line(cairo, x, y);
    };
}

void PieceMaker::operator()(const ReportList& list) {
    int number = 0;
    for (const std::string& item : list.items) {
        add_item(list.numbered ? std::to_string(++number) + "." : "\u2022", item, 0.25 * gap());
    }
}

void PieceMaker::operator()(const ReportCallout& callout) {
    const double inside = 1.8 * gap();
    const std::size_t first = pieces_.size();
    const double outer = std::exchange(width_, width_ - 2.0 * inside);
    if (!callout.title.empty()) {
        pieces_.push_back({});
        const SetText title =
            set(callout.title, sizes_.part, callout.warning ? k_warning_hex : k_accent_hex, width_, true);
        pieces_.back() = {.height = title.height() + 0.3 * gap(),
                          .with_next = true,
                          .draw = [title](cairo_t* cairo, double x, double y) { title.draw(cairo, x, y); }};
    }
    if (callout.lines.size() == 1) {
        (*this)(ReportParagraph{callout.lines.front(), callout.warning ? ReportTone::Normal : ReportTone::Quiet});
    } else {
        (*this)(ReportList{callout.lines});
    }
    width_ = outer;
    double height = 0.0;
    for (std::size_t i = first; i < pieces_.size(); ++i) {
        height += pieces_[i].before + pieces_[i].height;
    }
    // Each piece brings its part of the ground along, room above it included: the box goes on over a page's end.
    for (std::size_t i = first; i < pieces_.size(); ++i) {
        Piece& piece = pieces_[i];
        const double above = (i == first ? 1.2 * gap() : piece.before);
        const double below = i + 1 == pieces_.size() ? 1.4 * gap() : 0.0;
        piece.before = i == first ? 2.0 * gap() : 0.0;
        piece.with_next = piece.with_next || (i + 1 < pieces_.size() && height < k_tall_share * outer);
        piece.draw = [draw = piece.draw, above, inside, outer, whole = above + piece.height + below,
                      warning = callout.warning](cairo_t* cairo, double x, double y) {
            constexpr double k_seam = 0.4;  // else viewers show a hair between two boxes
            fill_box(cairo, x, y, outer, whole + k_seam, warning ? k_warning_ground_hex : k_calm_ground_hex);
            fill_box(cairo, x, y, 3.0, whole + k_seam, warning ? k_warning_hex : k_accent_hex);
            draw(cairo, x + inside, y + above);
        };
        piece.height += above + below;
    }
}

std::vector<double> PieceMaker::columns_of(const ReportTable& table) const {
    double shares = 0.0;
    for (const ReportColumn& column : table.columns) {
        shares += column.share;
    }
    std::vector<double> widths;
    for (const ReportColumn& column : table.columns) {
        widths.push_back(width_ * column.share / shares);
    }
    return widths;
}

RatingDisc PieceMaker::make_disc(int rating) const {
    const RatingInk& ink = document_.ratings[static_cast<std::size_t>(rating)];
    const unsigned number_hex = rating == 0 ? k_ink_hex : hex_of(ink.ink);
    return {disc_radius(), rating == 0 ? glm::vec3(1.0F) : ink.fill,
            set(std::to_string(rating), 0.95 * sizes_.body, number_hex, 2.0 * disc_radius(), true)};
}

RowBox PieceMaker::make_row(const std::vector<ReportCell>& cells, const ReportTable& table) const {
    PALPATE_ASSERT(cells.size() == table.columns.size());
    const std::vector<double> widths = columns_of(table);
    RowBox row;
    double x = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::optional<RatingDisc> disc;
        if (cells[i].rating) {
            disc = make_disc(*cells[i].rating);
        }
        const double beside = disc ? 2.0 * disc->radius + gap() : 0.0;
        row.cells.push_back(
            {x, std::move(disc), set(cells[i].text, sizes_.body, k_ink_hex, widths[i] - beside - gap())});
        row.height = std::max(row.height, row.cells.back().words.height());
        x += widths[i];
    }
    return row;
}

RowBox PieceMaker::make_head(const ReportTable& table) const {
    const std::vector<double> widths = columns_of(table);
    RowBox row;
    double x = 0.0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        row.cells.push_back({x, {}, set(table.columns[i].title, sizes_.quiet, k_quiet_hex, widths[i] - gap(), true)});
        row.height = std::max(row.height, row.cells.back().words.height());
        x += widths[i];
    }
    return row;
}

void draw_row(cairo_t* cairo, const RowBox& row, double x, double y) {
    for (const CellBox& cell : row.cells) {
        double left = x + cell.x;
        if (cell.disc) {
            const double first_line = 0.5 * cell.words.line_height();
            cell.disc->draw(cairo, left, y + first_line - cell.disc->radius);
            left += 2.0 * cell.disc->radius + 0.5 * cell.disc->radius;
        }
        cell.words.draw(cairo, left, y);
    }
}

void PieceMaker::operator()(const ReportTable& table) {
    const RowBox head = make_head(table);
    const auto first = std::make_shared<const Piece>(
        Piece{.before = gap(),
              .height = head.height + 0.5 * gap(),
              .with_next = true,
              .draw = [head](cairo_t* cairo, double x, double y) { draw_row(cairo, head, x, y); }});
    pieces_.push_back(*first);
    for (const auto& cells : table.rows) {
        const RowBox row = make_row(cells, table);
        const double above = 0.8 * gap();
        pieces_.push_back({.height = row.height + 2.0 * above,
                           .draw =
                               [row, above, width = width_](cairo_t* cairo, double x, double y) {
                                   stroke_line(cairo, {x, y}, {x + width, y}, 0.6, k_line_hex);
                                   draw_row(cairo, row, x, y + above);
                               },
                           .head = first});
    }
}

void PieceMaker::operator()(const ReportPictureRow& row) {
    struct Placed {
        std::shared_ptr<cairo_surface_t> surface;
        double x, width;
        SetText caption;
    };
    struct Title {
        double x;
        SetText words;
    };
    constexpr double k_between = 6.0;
    constexpr double k_between_groups = 20.0;
    double aspects = 0.0;
    double gaps = 0.0;
    for (const ReportPictureGroup& group : row.groups) {
        for (const ReportPicture& picture : group.pictures) {
            aspects += aspect_of(*picture.image);
        }
        gaps += k_between * static_cast<double>(std::max<std::size_t>(1, group.pictures.size()) - 1);
    }
    gaps += k_between_groups * static_cast<double>(std::max<std::size_t>(1, row.groups.size()) - 1);
    if (aspects <= 0.0) {
        return;
    }
    const double height = std::min(row.most_height_mm * k_pt_per_mm, (width_ - gaps) / aspects);
    std::vector<Placed> placed;
    std::vector<Title> titles;
    double x = 0.0;
    double title_height = 0.0;
    double caption_height = 0.0;
    for (const ReportPictureGroup& group : row.groups) {
        const double left = x;
        for (const ReportPicture& picture : group.pictures) {
            const double width = height * aspect_of(*picture.image);
            placed.push_back({make_picture_surface(*picture.image), x, width,
                              set(picture.caption, sizes_.quiet, k_quiet_hex, width)});
            caption_height = std::max(caption_height, picture.caption.empty() ? 0.0 : placed.back().caption.height());
            x += width + k_between;
        }
        x += k_between_groups - k_between;
        if (!group.title.empty()) {
            titles.push_back({left, set(group.title, sizes_.part, k_ink_hex, x - left - k_between_groups, true)});
            title_height = std::max(title_height, titles.back().words.height() + 0.5 * gap());
        }
    }
    pieces_.push_back({.before = gap(),
                       .height = title_height + height + caption_height + gap(),
                       .draw = [placed = std::move(placed), titles = std::move(titles), title_height, height](
                                   cairo_t* cairo, double left, double y) {
                           for (const Title& title : titles) {
                               title.words.draw(cairo, left + title.x, y);
                           }
                           for (const Placed& picture : placed) {
                               draw_picture(cairo, picture.surface.get(), left + picture.x, y + title_height,
                                            picture.width, height);
                               picture.caption.draw(cairo, left + picture.x, y + title_height + height + 1.5);
                           }
                       }});
}

/// Words and steps under each other, the picture first: for what would be higher than half a page beside its picture.
void PieceMaker::add_split_step(const ReportStep& step) {
    (*this)(ReportHeading{step.title, 3});
    if (step.picture) {
        (*this)(ReportPictureRow{.groups = {{.pictures = {*step.picture}}}, .most_height_mm = 60.0});
    }
    for (const ReportParagraph& words : step.words) {
        (*this)(words);
    }
    (*this)(ReportList{step.steps, true});
}

void PieceMaker::operator()(const ReportStep& step) {
    const double outer = width_;
    const double share = 0.33;
    const double picture_width = step.picture ? share * outer : 0.0;
    const double picture_height = step.picture ? picture_width / aspect_of(*step.picture->image) : 0.0;
    std::vector<Piece> before = std::exchange(pieces_, {});
    width_ = step.picture ? outer - picture_width - 3.0 * gap() : outer;
    (*this)(ReportHeading{step.title, 3});
    pieces_.front().before = 0.0;
    for (const ReportParagraph& words : step.words) {
        (*this)(words);
    }
    (*this)(ReportList{step.steps, true});
    width_ = outer;
    std::vector<Piece> inside = std::exchange(pieces_, std::move(before));
    double height = 0.0;
    for (const Piece& piece : inside) {
        height += piece.before + piece.height;
    }
    if (height > 0.62 * outer) {
        add_split_step(step);
        return;
    }
    const auto picture = step.picture ? make_picture_surface(*step.picture->image) : nullptr;
    pieces_.push_back({.before = 1.8 * gap(),
                       .height = std::max(height, picture_height),
                       .draw = [inside = std::move(inside), picture, picture_width, picture_height, outer](
                                   cairo_t* cairo, double x, double y) {
                           if (picture != nullptr) {
                               draw_picture(cairo, picture.get(), x + outer - picture_width, y, picture_width,
                                            picture_height);
                           }
                           for (const Piece& piece : inside) {
                               y += piece.before;
                               piece.draw(cairo, x, y);
                               y += piece.height;
                           }
                       }});
}

void PieceMaker::operator()(const ReportChart& chart) {
    (*this)(ReportHeading{chart.title, 3});
    ChartSketch sketch = sketch_chart(chart, width_, sizes_.quiet);
    std::vector<SetText> words;
    for (const SketchWords& wanted : sketch.words) {
        constexpr double k_never_broken = 2000.0;
        words.push_back(set(wanted.text, wanted.size, wanted.hex, k_never_broken));
    }
    pieces_.push_back({.before = 0.4 * gap(),
                       .height = sketch.size.y,
                       .with_next = !chart.foot.empty(),
                       .draw = [sketch, words = std::move(words)](cairo_t* cairo, double x, double y) {
                           draw_sketch(cairo, sketch, words, x, y);
                       }});
    if (!chart.foot.empty()) {
        (*this)(ReportParagraph{chart.foot, ReportTone::Quiet});
    }
}

void PieceMaker::operator()(const ReportSignatures& signatures) {
    const auto count = static_cast<double>(std::max<std::size_t>(1, signatures.labels.size()));
    constexpr double k_between = 24.0;
    const double width = (width_ - k_between * (count - 1.0)) / count;
    std::vector<SetText> labels;
    double height = 0.0;
    for (const std::string& label : signatures.labels) {
        labels.push_back(set(label, sizes_.quiet, k_quiet_hex, width));
        height = std::max(height, labels.back().height());
    }
    const double room = 14.0 * k_pt_per_mm;  // for a hand
    pieces_.push_back({.before = 2.0 * gap(),
                       .height = room + height + gap(),
                       .draw = [labels = std::move(labels), width, room](cairo_t* cairo, double x, double y) {
                           for (const SetText& label : labels) {
                               stroke_line(cairo, {x, y + room}, {x + width, y + room}, 0.8, k_quiet_hex);
                               label.draw(cairo, x, y + room + 3.0);
                               x += width + k_between;
                           }
                       }});
}

}  // namespace

TypeSizes type_sizes(bool large_print) {
    return large_print
               ? TypeSizes{.title = 27.0, .section = 20.0, .part = 17.5, .lead = 18.0, .body = 17.0, .quiet = 16.0}
               : TypeSizes{};
}

std::vector<Piece> make_pieces(const ReportDocument& document, const TextFonts& fonts, const TypeSizes& sizes,
                               double width) {
    PieceMaker maker(document, fonts, sizes, width);
    maker.add_title_block();
    for (const ReportBlock& block : document.blocks) {
        std::visit(maker, block);
    }
    return maker.take();
}

std::shared_ptr<cairo_surface_t> make_picture_surface(const Image& image, bool lossless) {
    std::shared_ptr<cairo_surface_t> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, image.width_px, image.height_px), Release());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
        throw Error(ErrorCode::Io, {"geometry.image.not-encoded", {}});
    }
    unsigned char* rows = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height_px); ++y) {
        auto* row = reinterpret_cast<std::uint32_t*>(rows + y * stride);  // cairo aligns rows to four bytes
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width_px); ++x) {
            const std::uint8_t* pixel = &image.rgba[4 * (y * static_cast<std::size_t>(image.width_px) + x)];
            const auto on_white = [&](std::size_t channel) {
                const unsigned alpha = pixel[3];
                return (pixel[channel] * alpha + 255U * (255U - alpha) + 127U) / 255U;
            };
            row[x] = (on_white(0) << 16U) | (on_white(1) << 8U) | on_white(2);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    if (!lossless) {
        auto bytes = std::make_unique<std::vector<std::byte>>(encode_jpeg(image));
        const auto* start = reinterpret_cast<const unsigned char*>(bytes->data());
        const std::size_t size = bytes->size();
        if (cairo_surface_set_mime_data(
                surface.get(), CAIRO_MIME_TYPE_JPEG, start, size,
                [](void* owned) { delete static_cast<std::vector<std::byte>*>(owned); },
                bytes.get()) == CAIRO_STATUS_SUCCESS) {
            static_cast<void>(bytes.release());  // the surface's now
        }
    }
    return surface;
}

}  // namespace palpate::detail
