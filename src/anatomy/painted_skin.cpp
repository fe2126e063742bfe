#include "anatomy/painted_skin.h"

#include "geometry/surface_path.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace palpate {
namespace {

using Polygon = std::vector<glm::dvec2>;
constexpr int k_sides = 64;  ///< of the polygon that stands for a circle: it strays from it by 0.04 mm at 60 mm
constexpr double k_nothing_mm2 = 1e-6;

/// A place's side of a line: n . p <= offset is inside.
struct HalfPlane {
    glm::dvec2 normal{0.0};
    double offset = 0.0;
};

/// The polygon that stands for a circle has the circle's area, so its corners lie a hair outside, its sides inside. From
/// here on a circle's radius is that of its corners: where a corner reaches into a triangle, the triangle is touched.
double corner_radius(double round_radius_mm) {
    constexpr double k_step = 2.0 * std::numbers::pi / k_sides;
    static const double growth = std::sqrt(k_step / std::sin(k_step));
    return round_radius_mm * growth;
}
double side_radius(double corner_radius_mm) {
    static const double cosine = std::cos(std::numbers::pi / k_sides);
    return corner_radius_mm * cosine;
}

const std::array<glm::dvec2, k_sides>& corner_directions() {
    static const auto directions = [] {
        std::array<glm::dvec2, k_sides> made{};
        for (int i = 0; i < k_sides; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / k_sides;
            made[static_cast<std::size_t>(i)] = {std::cos(angle), std::sin(angle)};
        }
        return made;
    }();
    return directions;
}

HalfPlane side_of(const glm::dvec2& middle, double radius_mm, std::size_t side) {
    const glm::dvec2 normal = glm::normalize(corner_directions()[side] + corner_directions()[(side + 1) % k_sides]);
    return {normal, glm::dot(normal, middle) + side_radius(radius_mm)};
}

double area_of(const Polygon& polygon) {
    double twice = 0.0;
    for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
        const glm::dvec2 a = polygon[i] - polygon[0];
        const glm::dvec2 b = polygon[i + 1] - polygon[0];
        twice += a.x * b.y - a.y * b.x;
    }
    return 0.5 * twice;
}

/// The part of a convex polygon on the inside of the line, or, with `outside`, the rest of it.
Polygon cut(const Polygon& polygon, const HalfPlane& line, bool outside) {
    Polygon kept;
    kept.reserve(polygon.size() + 1);
    const double sign = outside ? -1.0 : 1.0;
    const auto height = [&](const glm::dvec2& place) { return sign * (line.offset - glm::dot(line.normal, place)); };
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const glm::dvec2& from = polygon[i];
        const glm::dvec2& to = polygon[(i + 1) % polygon.size()];
        const double from_height = height(from);
        const double to_height = height(to);
        if (from_height >= 0.0) {
            kept.push_back(from);
        }
        if ((from_height > 0.0 && to_height < 0.0) || (from_height < 0.0 && to_height > 0.0)) {
            kept.push_back(glm::mix(from, to, from_height / (from_height - to_height)));
        }
    }
    return kept.size() < 3 ? Polygon() : kept;
}

bool is_cut_by(const Polygon& polygon, const HalfPlane& line) {
    return std::ranges::any_of(polygon,
                               [&](const glm::dvec2& place) { return glm::dot(line.normal, place) > line.offset; });
}

/// The part of a convex polygon in a circle; what lies outside goes, in convex pieces, to `rest` where one is given.
Polygon cut_by_circle(Polygon polygon, const glm::dvec2& middle, double radius_mm, std::vector<Polygon>* rest) {
    for (std::size_t side = 0; side < k_sides && !polygon.empty(); ++side) {
        const HalfPlane line = side_of(middle, radius_mm, side);
        if (!is_cut_by(polygon, line)) {
            continue;
        }
        if (rest != nullptr) {
            if (Polygon outside = cut(polygon, line, true); area_of(outside) > k_nothing_mm2) {
                rest->push_back(std::move(outside));
            }
        }
        polygon = cut(polygon, line, false);
    }
    return polygon;
}

Polygon polygon_of(const FlatTriangle& flat) { return {flat.corners.begin(), flat.corners.end()}; }

bool lies_in(const Polygon& polygon, const glm::dvec2& middle, double radius_mm) {
    const double reach = side_radius(radius_mm);
    return std::ranges::all_of(polygon, [&](const glm::dvec2& place) { return glm::distance(place, middle) <= reach; });
}

/// Adds the shares at which the way from -> to enters and leaves a circle.
void add_crossings(const glm::dvec2& from, const glm::dvec2& to, const glm::dvec2& middle, double radius_mm,
                   std::vector<double>& shares) {
    const glm::dvec2 way = to - from;
    const glm::dvec2 start = from - middle;
    const double a = glm::dot(way, way);
    const double b = glm::dot(start, way);
    const double root = b * b - a * (glm::dot(start, start) - radius_mm * radius_mm);
    if (a > 0.0 && root > 0.0) {
        for (const double share : {(-b - std::sqrt(root)) / a, (-b + std::sqrt(root)) / a}) {
            if (share > 0.0 && share < 1.0) {
                shares.push_back(share);
            }
        }
    }
}

/// The shares of the way from -> to between which it lies in the triangle; empty (low > high) where it does not.
std::array<double, 2> find_inside(const glm::dvec2& from, const glm::dvec2& to, const FlatTriangle& flat) {
    double low = 0.0;
    double high = 1.0;
    for (std::size_t i = 0; i < 3; ++i) {
        const glm::dvec2 edge = flat.corners[(i + 1) % 3] - flat.corners[i];
        const glm::dvec2 inward(-edge.y, edge.x);
        const double start = glm::dot(inward, from - flat.corners[i]);
        const double gain = glm::dot(inward, to - from);
        if (gain == 0.0) {
            high = start < 0.0 ? -1.0 : high;
        } else if (gain > 0.0) {
            low = std::max(low, -start / gain);
        } else {
            high = std::min(high, -start / gain);
        }
    }
    return {low, high};
}

}  // namespace

PaintedSkin::Cover PaintedSkin::with_circle(Cover cover, const Circle& circle) {
    std::vector<Polygon> kept;
    double added_mm2 = 0.0;
    double taken_mm2 = 0.0;
    for (const Polygon& piece : cover.pieces) {
        std::vector<Polygon> rest;
        const double inside_mm2 = area_of(cut_by_circle(piece, circle.middle_mm, circle.radius_mm, &rest));
        taken_mm2 += inside_mm2;
        if (inside_mm2 <= k_nothing_mm2) {
            kept.push_back(piece);  // as it was: not in needless pieces
        } else {
            std::ranges::move(rest, std::back_inserter(kept));
        }
    }
    if (!circle.erase) {
        Polygon fresh = cut_by_circle(polygon_of(cover.flat), circle.middle_mm, circle.radius_mm, nullptr);
        added_mm2 = area_of(fresh);
        if (added_mm2 > k_nothing_mm2) {
            kept.push_back(std::move(fresh));
        }
    }
    const double share_of_nothing = 1e-9 * cover.flat.area_mm2();
    if (std::abs(added_mm2 - taken_mm2) <= share_of_nothing) {
        return cover;
    }
    cover.pieces = std::move(kept);
    cover.area_mm2 += added_mm2 - taken_mm2;
    cover.circles.push_back(circle);
    return cover;
}

double PaintedSkin::add(const SurfacePoint& place, float radius_mm, bool erase, double least_change_mm2) {
    std::vector<std::pair<std::uint32_t, Cover>> changed;
    double change_mm2 = 0.0;
    for (const FlatCircle& part : make_surface_disc(*skin_, place, corner_radius(radius_mm))) {
        const auto found = covers_.find(part.triangle);
        if (found == covers_.end() && erase) {
            continue;
        }
        Cover cover = found != covers_.end() ? found->second : Cover{.flat = flatten(skin_->mesh(), part.triangle)};
        const double before_mm2 = cover.area_mm2;
        const double whole_mm2 = cover.flat.area_mm2();
        Polygon all = polygon_of(cover.flat);
        if (lies_in(all, part.middle_mm, part.radius_mm)) {
            cover = Cover{.flat = cover.flat, .whole_before = !erase, .circles = {}, .pieces = {}};
            cover.area_mm2 = erase ? 0.0 : whole_mm2;
        } else {
            cover = with_circle(std::move(cover), {part.middle_mm, part.radius_mm, erase});
        }
        constexpr double k_as_good_as_all = 1.0 - 1e-6;
        if (cover.area_mm2 >= k_as_good_as_all * whole_mm2) {
            cover = Cover{.flat = cover.flat, .whole_before = true, .circles = {}, .pieces = {std::move(all)}};
            cover.area_mm2 = whole_mm2;
        }
        change_mm2 += cover.area_mm2 - before_mm2;
        changed.emplace_back(part.triangle, std::move(cover));
    }
    if (std::abs(change_mm2) < least_change_mm2) {
        return 0.0;
    }
    for (auto& [triangle, cover] : changed) {
        if (cover.area_mm2 <= k_nothing_mm2) {
            covers_.erase(triangle);
        } else {
            covers_.insert_or_assign(triangle, std::move(cover));
        }
    }
    return change_mm2;
}

AreaMeasure PaintedSkin::measure() const {
    AreaMeasure measure;
    for (const auto& [triangle, cover] : covers_) {
        measure.area_mm2 += cover.area_mm2;
    }
    measure.share = skin_->area_mm2() > 0.0 ? measure.area_mm2 / skin_->area_mm2() : 0.0;
    return measure;
}

void PaintedSkin::visit_pieces(const PieceVisitor& visit) const {
    std::vector<glm::vec3> corners;
    for (const auto& [triangle, cover] : covers_) {
        for (const Polygon& piece : cover.pieces) {
            corners.clear();
            for (const glm::dvec2& place : piece) {
                corners.push_back(cover.flat.weights_at(place));
            }
            visit(triangle, corners);
        }
    }
}

std::optional<SurfacePoint> PaintedSkin::middle() const {
    glm::dvec3 sum(0.0);
    double weight = 0.0;
    std::vector<std::pair<std::uint32_t, glm::vec3>> centres;  // weights of the middle of each triangle's largest piece
    for (const auto& [triangle, cover] : covers_) {
        const auto largest = std::ranges::max_element(cover.pieces, {}, area_of);
        glm::dvec2 centre(0.0);
        for (const glm::dvec2& corner : *largest) {
            centre += corner / static_cast<double>(largest->size());
        }
        centres.emplace_back(triangle, cover.flat.weights_at(centre));
        sum += cover.area_mm2 * glm::dvec3(surface_point(skin_->mesh(), triangle, centres.back().second).position_mm);
        weight += cover.area_mm2;
    }
    std::optional<SurfacePoint> nearest;
    double nearest_mm = std::numeric_limits<double>::max();
    for (const auto& [triangle, weights] : centres) {
        const SurfacePoint point = surface_point(skin_->mesh(), triangle, weights);
        const double distance = glm::distance(glm::dvec3(point.position_mm), sum / weight);
        if (distance < nearest_mm) {
            nearest_mm = distance;
            nearest = point;
        }
    }
    return nearest;
}

bool PaintedSkin::is_painted_before(const Cover& cover, std::size_t circle, const glm::dvec2& place) {
    while (circle-- > 0) {
        const Circle& earlier = cover.circles[circle];
        if (glm::distance(place, earlier.middle_mm) < earlier.radius_mm) {
            return !earlier.erase;
        }
    }
    return cover.whole_before;
}

void PaintedSkin::visit_rim_of(const Cover& cover, std::size_t index,
                               const std::function<void(const glm::dvec2&, const glm::dvec2&)>& visit) {
    const Circle& circle = cover.circles[index];
    std::vector<double> shares;
    for (std::size_t side = 0; side < k_sides; ++side) {
        const glm::dvec2 from = circle.middle_mm + circle.radius_mm * corner_directions()[side];
        const glm::dvec2 to = circle.middle_mm + circle.radius_mm * corner_directions()[(side + 1) % k_sides];
        const auto [low, high] = find_inside(from, to, cover.flat);
        if (low >= high) {
            continue;
        }
        shares = {low, high};
        for (std::size_t other = 0; other < cover.circles.size(); ++other) {
            if (other != index) {
                add_crossings(from, to, cover.circles[other].middle_mm, cover.circles[other].radius_mm, shares);
            }
        }
        std::ranges::sort(shares);
        for (std::size_t i = 1; i < shares.size(); ++i) {
            const glm::dvec2 middle = glm::mix(from, to, 0.5 * (shares[i - 1] + shares[i]));
            const bool in_triangle = shares[i - 1] >= low && shares[i] <= high && shares[i - 1] < shares[i];
            const bool covered_later = std::any_of(
                cover.circles.begin() + static_cast<std::ptrdiff_t>(index) + 1, cover.circles.end(),
                [&](const Circle& later) { return glm::distance(middle, later.middle_mm) < later.radius_mm; });
            if (in_triangle && !covered_later && is_painted_before(cover, index, middle) == circle.erase) {
                visit(glm::mix(from, to, shares[i - 1]), glm::mix(from, to, shares[i]));
            }
        }
    }
}

void PaintedSkin::visit_rim(const RimVisitor& visit) const {
    for (const auto& [triangle, cover] : covers_) {
        for (std::size_t i = 0; i < cover.circles.size(); ++i) {
            visit_rim_of(cover, i, [&, triangle = triangle, &flat = cover.flat](const auto& from, const auto& to) {
                visit(triangle, flat.weights_at(from), flat.weights_at(to));
            });
        }
    }
}

bool PaintedSkin::covers(const SurfacePoint& place) const {
    const auto found = covers_.find(place.triangle);
    if (found == covers_.end()) {
        return false;
    }
    const auto& corners = found->second.flat.corners;
    const glm::dvec2 flat =
        static_cast<double>(place.barycentric.y) * corners[1] + static_cast<double>(place.barycentric.z) * corners[2];
    return is_painted_before(found->second, found->second.circles.size(), flat);
}

namespace {

/// The skin's own place of an anchor; nullopt for anchors on anything else.
std::optional<ResolvedAnchor> find_on_skin(const SurfaceGraph& skin, const Atlas& atlas, const SurfaceAnchor& anchor) {
    const auto place = resolve(anchor, atlas);
    const bool on_skin = place && atlas.structures()[place->structure_index].mesh == skin.shared_mesh();
    return on_skin ? place : std::nullopt;
}

}  // namespace

PaintedRow paint_dabs(std::shared_ptr<const SurfaceGraph> skin, const Atlas& atlas, std::span<const BrushDab> dabs,
                      const JobContext& context) {
    check_dab_count(dabs.size());
    constexpr float k_largest_radius_mm = 300.0F;  // of a damaged record: beyond, the search would cover the body
    PaintedRow row{.skin = PaintedSkin(skin)};
    for (const BrushDab& dab : dabs) {
        context.check_stop();
        const bool has_radius = dab.radius_mm > 0.0F && dab.radius_mm <= k_largest_radius_mm;  // false for NaN
        const auto place = has_radius ? find_on_skin(*skin, atlas, dab.place) : std::nullopt;
        if (place) {
            row.skin.add(place->point, dab.radius_mm, dab.erase);
            row.largest_error_mm = std::max(row.largest_error_mm, place->error_mm);
        } else {
            ++row.lost_dabs;
        }
    }
    return row;
}

std::vector<SurfacePoint> find_line(const SurfaceGraph& skin, const Atlas& atlas,
                                    std::span<const SurfaceAnchor> anchors) {
    std::vector<SurfacePoint> line;
    for (const SurfaceAnchor& anchor : anchors) {
        const auto found = resolve(anchor, atlas);
        if (!found) {
            continue;
        }
        const bool on_skin = atlas.structures()[found->structure_index].mesh == skin.shared_mesh();
        const SurfacePoint place = on_skin ? found->point : closest_point(skin.mesh(), found->point.position_mm);
        if (line.empty()) {
            line.push_back(place);
            continue;
        }
        const std::vector<SurfacePoint> part = find_surface_path(skin, line.back(), place);
        line.insert(line.end(), part.begin() + (part.empty() ? 0 : 1), part.end());
        if (part.empty()) {
            line.push_back(place);
        }
    }
    return line.size() < 2 ? std::vector<SurfacePoint>() : line;
}

}  // namespace palpate
