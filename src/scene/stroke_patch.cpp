#include "scene/stroke_patch.h"

#include "scene/detail/colours.h"
#include "scene/detail/contact_form.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <unordered_map>

namespace palpate {
namespace {

/// Light to dark in equal steps of lightness: read without colours, too.
constexpr std::array<glm::vec3, 5> k_pressure_fills{from_hex(0xbdeaf0), from_hex(0x6cc6d9), from_hex(0x2f97bd),
                                                    from_hex(0x176795), from_hex(0x0d3563)};
constexpr glm::vec3 k_light_ink = from_hex(0xffffff);
constexpr glm::vec3 k_dark_ink = from_hex(0x12161d);

constexpr float k_finest_mm = 1.5F;
constexpr float k_coarsest_mm = 5.5F;
constexpr float k_cells = 30.0F;       ///< along the longer side
constexpr float k_wide_mm = 17.0F;     ///< as deep as this from its rim, lines fit inside
constexpr float k_ring_gap_mm = 7.0F;  ///< between rings round what is smaller
constexpr float k_opacity = 0.74F;     ///< so that steps of pressure differ on every skin
constexpr float k_over_edge = 0.1F;    ///< cosine between normals of neighbours: beyond, the skin has turned away

/// The skin about a patch as a net of even squares: a row along the heading, and from each of its places one to both
/// sides. Made place by place as they are asked for.
class SkinNet {
public:
    SkinNet(const StrokeGround& ground, const StrokePatch& patch, float cell_mm)
        : ground_(ground), cell_mm_(cell_mm), middle_{ground.nearest(patch.place.position_mm), {}, {}, true} {
        middle_.ahead = unit_in_plane(patch.heading, middle_.place.normal);
        middle_.aside = glm::cross(middle_.ahead, middle_.place.normal);
    }

    [[nodiscard]] const SurfacePoint& at(int column, int row) { return knot(column, row).place; }

private:
    struct Knot {
        SurfacePoint place;
        glm::vec3 ahead{0.0F};
        glm::vec3 aside{0.0F};
        bool connected = true;  ///< false beyond an edge of the body: all further ones lie where the last one did
    };

    // NOLINTNEXTLINE(misc-no-recursion): one call for each cell from the middle, a few dozen
    const Knot& knot(int column, int row) {
        if (column == 0 && row == 0) {
            return middle_;
        }
        const std::int64_t key = std::int64_t{row} * 4096 + column;
        if (const auto found = knots_.find(key); found != knots_.end()) {
            return found->second;
        }
        const int back = column > 0 ? -1 : 1;
        const Knot from = column == 0 ? knot(0, row > 0 ? row - 1 : row + 1) : knot(column + back, row);
        const glm::vec3 way =
            column == 0 ? (row > 0 ? from.ahead : -from.ahead) : (column > 0 ? from.aside : -from.aside);
        return knots_.emplace(key, step(from, way, column == 0)).first->second;
    }

    [[nodiscard]] Knot step(const Knot& from, const glm::vec3& way, bool along_row) const {
        if (!from.connected) {
            return from;
        }
        Knot to = from;
        to.place = ground_.nearest(from.place.position_mm + cell_mm_ * way);
        to.connected = glm::dot(to.place.normal, from.place.normal) > k_over_edge &&
                       glm::distance(to.place.position_mm, from.place.position_mm) > 0.25F * cell_mm_;
        if (!to.connected) {
            to.place = from.place;
            return to;
        }
        if (along_row) {
            to.ahead = unit_in_plane(from.ahead, to.place.normal);
            to.aside = glm::cross(to.ahead, to.place.normal);
        } else {
            to.aside = unit_in_plane(from.aside, to.place.normal);
        }
        return to;
    }

    const StrokeGround& ground_;
    float cell_mm_;
    Knot middle_;
    std::unordered_map<std::int64_t, Knot> knots_;
};

/// Lays a contact's form onto the skin, cell by cell.
class PatchMaker {
public:
    PatchMaker(const StrokeGround& ground, const StrokePatch& patch, StrokeContact contact, float scale)
        : form_(contact, scale),
          mirrored_(patch.other_hand ? -1.0F : 1.0F),
          cell_mm_(choose_cell()),
          net_(ground, patch, cell_mm_) {
        const int steps = patch.touching ? static_cast<int>(std::lround(patch.pressure)) - 1 : 0;
        const bool wide = form_.depth_mm() >= k_wide_mm;
        const int lines = wide ? steps : (steps + 1) / 2;  // a thumb has no room for more
        for (int i = 1; i <= lines; ++i) {
            levels_.push_back(wide ? -form_.inner_line_mm(i) : k_ring_gap_mm * static_cast<float>(i));
        }
        beyond_mm_ = wide ? 0.0F : levels_.back();
    }

    [[nodiscard]] std::shared_ptr<const MarkShape> make() {
        glm::vec2 low = form_.low() - beyond_mm_;
        glm::vec2 high = form_.high() + beyond_mm_;
        if (mirrored_ < 0.0F) {
            low = {-high.x, low.y};
            high = {-(form_.low().x - beyond_mm_), high.y};
        }
        const auto first = glm::ivec2(glm::floor(low / cell_mm_));
        const auto last = glm::ivec2(glm::ceil(high / cell_mm_));
        for (int row = first.y; row < last.y; ++row) {
            for (int column = first.x; column < last.x; ++column) {
                add_cell({column, row});
            }
        }
        return shape_;
    }

private:
    struct Corner {
        glm::ivec2 knot{0};
        float outside_mm = 0.0F;
    };

    [[nodiscard]] float choose_cell() const {
        const glm::vec2 size = form_.high() - form_.low();
        return glm::clamp(std::max(size.x, size.y) / k_cells, k_finest_mm, k_coarsest_mm);
    }

    void add_cell(const glm::ivec2& cell) {
        constexpr std::array<glm::ivec2, 4> k_around{glm::ivec2(0, 0), {1, 0}, {1, 1}, {0, 1}};
        std::array<Corner, 4> corners;
        for (std::size_t i = 0; i < 4; ++i) {
            corners[i].knot = cell + k_around[i];
            const glm::vec2 place = cell_mm_ * glm::vec2(corners[i].knot);
            corners[i].outside_mm = form_.outside_mm({mirrored_ * place.x, place.y});
        }
        add_inside(corners);
        for (const float level : levels_) {
            add_line({corners[0], corners[1], corners[2]}, level);
            add_line({corners[0], corners[2], corners[3]}, level);
        }
    }

    /// The part of a cell inside the outline, as a fan. Cut at its diagonal as its lines are, so that both fit.
    void add_inside(const std::array<Corner, 4>& corners) {
        for (const auto& triangle :
             {std::array{corners[0], corners[1], corners[2]}, std::array{corners[0], corners[2], corners[3]}}) {
            std::vector<std::uint32_t> fan;
            for (std::size_t i = 0; i < 3; ++i) {
                const Corner& from = triangle[i];
                const Corner& to = triangle[(i + 1) % 3];
                if (from.outside_mm <= 0.0F) {
                    fan.push_back(add_knot(from.knot));
                }
                if ((from.outside_mm <= 0.0F) != (to.outside_mm <= 0.0F)) {
                    fan.push_back(add_vertex(crossing(from, to, 0.0F).position_mm));
                }
            }
            for (std::size_t i = 1; i + 1 < fan.size(); ++i) {
                shape_->indices.insert(shape_->indices.end(), {fan[0], fan[i], fan[i + 1]});
            }
        }
    }

    void add_line(const std::array<Corner, 3>& triangle, float level_mm) {
        std::vector<SurfacePoint> ends;
        for (std::size_t i = 0; i < 3; ++i) {
            const Corner& from = triangle[i];
            const Corner& to = triangle[(i + 1) % 3];
            if ((from.outside_mm <= level_mm) != (to.outside_mm <= level_mm)) {
                ends.push_back(crossing(from, to, level_mm));
            }
        }
        if (ends.size() == 2) {
            shape_->rim.push_back({ends[0].position_mm, ends[1].position_mm, ends[0].normal, false});
        }
    }

    [[nodiscard]] SurfacePoint crossing(const Corner& from, const Corner& to, float level_mm) {
        const float share = (level_mm - from.outside_mm) / (to.outside_mm - from.outside_mm);
        SurfacePoint point = net_.at(from.knot.x, from.knot.y);
        point.position_mm = glm::mix(point.position_mm, net_.at(to.knot.x, to.knot.y).position_mm, share);
        return point;
    }

    std::uint32_t add_vertex(const glm::vec3& position) {
        shape_->corners_mm.push_back(position);
        return static_cast<std::uint32_t>(shape_->corners_mm.size() - 1);
    }

    std::uint32_t add_knot(const glm::ivec2& knot) {
        const std::int64_t key = std::int64_t{knot.y} * 4096 + knot.x;
        const auto found = of_knot_.find(key);
        return found != of_knot_.end()
                   ? found->second
                   : of_knot_.emplace(key, add_vertex(net_.at(knot.x, knot.y).position_mm)).first->second;
    }

    ContactForm form_;
    float mirrored_;
    float cell_mm_;
    SkinNet net_;
    std::vector<float> levels_{0.0F};  ///< the outline and the lines within or round it
    float beyond_mm_ = 0.0F;
    std::shared_ptr<MarkShape> shape_ = std::make_shared<MarkShape>();
    std::unordered_map<std::int64_t, std::uint32_t> of_knot_;
};

void add_band(const std::vector<RoutePoint>& points, bool arrow_at_end, std::vector<SkinStroke>& band) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        band.push_back({points[i - 1].place.position_mm, points[i].place.position_mm, points[i].place.normal, false});
    }
    if (!arrow_at_end || points.size() < 2) {
        return;
    }
    constexpr float k_least_mm = 3.0F;  // long enough to have a direction
    const SurfacePoint& end = points.back().place;
    std::size_t start = points.size() - 2;
    while (start > 0 && glm::distance(points[start].place.position_mm, end.position_mm) < k_least_mm) {
        --start;
    }
    band.push_back({points[start].place.position_mm, end.position_mm, end.normal, true});
}

void add_ring(const StrokeGround& ground, const RoutePoint& middle, float radius_mm, std::vector<SkinStroke>& band) {
    constexpr int k_corners = 24;
    std::vector<RoutePoint> ring;
    const glm::vec3 aside = glm::cross(middle.heading, middle.place.normal);
    for (int i = 0; i <= k_corners; ++i) {
        const float angle = 2.0F * std::numbers::pi_v<float> * static_cast<float>(i % k_corners) / k_corners;
        RoutePoint point = middle;
        point.place = ground.walk(
            middle.place, radius_mm * (std::cos(angle) * aside + std::sin(angle) * middle.heading), point.heading);
        ring.push_back(point);
    }
    add_band(ring, false, band);
}

/// What one hand does in one step.
void add_still(const StrokeGround& ground, const StrokeTrack& track, StrokePath path, float scale,
               std::vector<SkinStroke>& band) {
    constexpr float k_inner_ring_mm = 4.0F;
    constexpr float k_outer_ring_mm = 13.0F;
    if (track.points.size() == 1) {
        add_ring(ground, track.points.front(), std::max(scale, 0.5F) * k_inner_ring_mm, band);
        add_ring(ground, track.points.front(), std::max(scale, 0.5F) * k_outer_ring_mm, band);
    } else if (track.there_and_back) {
        std::vector<RoutePoint> there = track.points;
        const auto middle = std::ranges::lower_bound(track.at_mm, 0.5F * track.length_mm());
        there.resize(static_cast<std::size_t>(middle - track.at_mm.begin()) + 1);
        add_band(there, true, band);
        std::ranges::reverse(there);
        add_band(there, true, band);
    } else {
        add_band(track.points, path != StrokePath::Cross, band);
    }
}

}  // namespace

ContactSize size_of(StrokeContact contact) {
    if (contact <= StrokeContact::CrossedPalms) {
        return {85.0F, 150.0F};  // fingers and thumb are narrower than the palm
    }
    const ContactForm form(contact, 1.0F);
    const glm::vec2 size = form.high() - form.low();
    return {size.x, size.y};
}

RatingColours pressure_colours(int pressure) {
    const glm::vec3 fill = k_pressure_fills[static_cast<std::size_t>(std::clamp(pressure, 1, 5) - 1)];
    const bool dark_reads_better = calc_contrast(fill, k_dark_ink) >= calc_contrast(fill, k_light_ink);
    return {fill, dark_reads_better ? k_dark_ink : k_light_ink};
}

std::shared_ptr<const MarkShape> make_patch_shape(const StrokeGround& ground, const StrokePatch& patch,
                                                  StrokeContact contact, float scale) {
    return PatchMaker(ground, patch, contact, scale).make();
}

namespace {

/// Two hands side by side keep their thumbs in.
StrokeContact contact_of(const StrokeStyle& style) {
    const bool side_by_side = style.path == StrokePath::OpposedLines || style.path == StrokePath::SplitLines;
    return side_by_side && style.contact == StrokeContact::Palm ? StrokeContact::FlatHand : style.contact;
}

}  // namespace

std::vector<MarkTrace> draw_moment(const StrokeGround& ground, const StrokeRoute& route, const StrokeMoment& moment) {
    std::vector<MarkTrace> traces;
    for (const StrokePatch& patch : moment.patches) {
        const RatingColours colours = pressure_colours(static_cast<int>(std::lround(patch.pressure)));
        traces.push_back({.id = {},
                          .shape = make_patch_shape(ground, patch, contact_of(route.style), route.contact_scale),
                          .place_mm = patch.place.position_mm,
                          .fill = colours.fill,
                          .ink = colours.ink,
                          .hollow = !patch.touching,
                          .opacity = k_opacity});
    }
    return traces;
}

std::vector<MarkTrace> draw_still(const StrokeGround& ground, const StrokeRoute& route) {
    auto shape = std::make_shared<MarkShape>();
    std::vector<glm::vec3> starts;  // what is done twice from one place is drawn once
    for (const StrokeStep& step : route.steps) {
        const glm::vec3& start = step.hands.front().points.front().place.position_mm;
        if (std::ranges::any_of(starts, [&](const glm::vec3& known) { return glm::distance(known, start) < 1.0F; })) {
            continue;
        }
        starts.push_back(start);
        for (const StrokeTrack& track : step.hands) {
            add_still(ground, track, route.style.path, route.contact_scale, shape->band);
        }
    }
    const RatingColours colours = pressure_colours(route.style.pressure_max);
    const glm::vec3 place = route.steps.front().hands.front().points.front().place.position_mm;
    return {{.id = {}, .shape = std::move(shape), .place_mm = place, .fill = colours.fill, .ink = colours.ink}};
}

}  // namespace palpate
