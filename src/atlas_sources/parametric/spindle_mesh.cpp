#include "atlas_sources/parametric/b_spline.h"
#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/sampling.h"

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

constexpr double k_two_pi = 2.0 * std::numbers::pi;
/// Steps on which the frame is transported and from which the drawn rings are chosen. Fewer would turn the section.
constexpr std::size_t k_stations = 256;

glm::dvec3 unit_or(const glm::dvec3& v, const glm::dvec3& fallback) {
    const double length = glm::length(v);
    return length > 1e-12 ? v / length : fallback;
}

/// Centre line, frame and section at one parameter.
struct Station {
    double u = 0.0;
    glm::dvec3 centre{0.0};
    glm::dvec3 tangent{0.0};
    glm::dvec3 normal{0.0};
    glm::dvec3 binormal{0.0};
    std::vector<glm::dvec3> cosine;  ///< per harmonic: what cos(h t) multiplies
    std::vector<glm::dvec3> sine;
};

/// Double reflection (Wang et al. 2008): the next rotation-minimising normal.
glm::dvec3 transport_normal(const glm::dvec3& normal, const Station& from, const Station& to) {
    const auto reflect = [](const glm::dvec3& v, const glm::dvec3& axis) {
        const double length2 = std::max(glm::dot(axis, axis), 1e-18);
        return v - 2.0 / length2 * glm::dot(axis, v) * axis;
    };
    const glm::dvec3 chord = to.centre - from.centre;
    const glm::dvec3 normal_reflected = reflect(normal, chord);
    const glm::dvec3 tangent_reflected = reflect(from.tangent, chord);
    const glm::dvec3 turned = reflect(normal_reflected, to.tangent - tangent_reflected);
    return unit_or(turned - glm::dot(turned, to.tangent) * to.tangent, normal);
}

/// A section drawn together to a line has no inside: gives it a tenth of a millimetre of breadth.
void open_section(Station& station) {
    constexpr double k_half_breadth_mm = 0.05;
    glm::dvec3& cosine = station.cosine.front();
    glm::dvec3& sine = station.sine.front();
    const bool cosine_longer = glm::length(cosine) >= glm::length(sine);
    const glm::dvec3 longer = unit_or(cosine_longer ? cosine : sine, station.normal);
    const glm::dvec3 aside = glm::cross(station.tangent, longer);
    if (std::abs(glm::dot(cosine_longer ? sine : cosine, aside)) < k_half_breadth_mm) {
        (cosine_longer ? sine : cosine) += (cosine_longer ? k_half_breadth_mm : -k_half_breadth_mm) * aside;
    }
}

/// Area of a section seen along the tangent; negative where it is inside out.
double calc_turned_area(const Station& station) {
    double area = 0.0;
    for (std::size_t h = 0; h < station.cosine.size(); ++h) {
        const glm::dvec3 across = glm::cross(station.cosine[h], station.sine[h]);
        area += static_cast<double>(h + 1) * std::numbers::pi * glm::dot(across, station.tangent);
    }
    return area;
}

/// Near their ends some sections turn inside out: the tube narrows to a line and opens again with its sides exchanged.
/// Exchanges them back, by mirroring the section in its longer axis.
void turn_sections_outward(std::vector<Station>& stations) {
    double total = 0.0;
    for (const Station& station : stations) {
        total += calc_turned_area(station);
    }
    for (Station& station : stations) {
        if (calc_turned_area(station) * total >= 0) {
            continue;
        }
        const glm::dvec3& cosine = station.cosine.front();
        const glm::dvec3& sine = station.sine.front();
        const glm::dvec3 longer = glm::length(cosine) >= glm::length(sine) ? cosine : sine;
        const glm::dvec3 aside = glm::cross(station.tangent, unit_or(longer, station.normal));
        for (std::size_t h = 0; h < station.cosine.size(); ++h) {
            station.cosine[h] -= 2.0 * glm::dot(station.cosine[h], aside) * aside;
            station.sine[h] -= 2.0 * glm::dot(station.sine[h], aside) * aside;
        }
    }
}

std::vector<Station> make_stations(const SpindleFigure& figure) {
    const SplineBasis basis(figure.axis.size());
    const std::size_t width = 4 * figure.harmonics;
    std::vector<Station> stations(k_stations + 1);
    for (std::size_t i = 0; i <= k_stations; ++i) {
        Station& station = stations[i];
        station.u = static_cast<double>(i) / static_cast<double>(k_stations);
        const SplineWeights weights = basis.at(station.u);
        station.centre = blend<glm::dvec3>(figure.axis, weights);
        station.tangent = unit_or(blend_slope<glm::dvec3>(figure.axis, weights),
                                  i > 0 ? stations[i - 1].tangent : glm::dvec3(0, 1, 0));
        const glm::dvec3& start = figure.start_normal;
        station.normal = i > 0 ? transport_normal(stations[i - 1].normal, stations[i - 1], station)
                               : unit_or(start - glm::dot(start, station.tangent) * station.tangent, {1, 0, 0});
        station.binormal = glm::cross(station.tangent, station.normal);

        std::vector<double> row(width, 0.0);
        for (std::size_t k = 0; k < weights.count; ++k) {
            for (std::size_t c = 0; c < width; ++c) {
                row[c] += weights.value[k] * figure.section[(weights.first + k) * width + c];
            }
        }
        for (std::size_t h = 0; h < figure.harmonics; ++h) {
            station.cosine.push_back(row[4 * h] * station.normal + row[4 * h + 1] * station.binormal);
            station.sine.push_back(row[4 * h + 2] * station.normal + row[4 * h + 3] * station.binormal);
        }
    }
    turn_sections_outward(stations);
    open_section(stations.front());
    open_section(stations.back());
    return stations;
}

/// Offset from the centre line at angle `t`, and its first two derivatives by t.
struct SectionPoint {
    glm::dvec3 offset{0.0};
    glm::dvec3 slope{0.0};
    glm::dvec3 bend{0.0};
};

SectionPoint section_at(const Station& station, double t) {
    SectionPoint point;
    for (std::size_t h = 0; h < station.cosine.size(); ++h) {
        const auto order = static_cast<double>(h + 1);
        const double c = std::cos(order * t);
        const double s = std::sin(order * t);
        const glm::dvec3 offset = c * station.cosine[h] + s * station.sine[h];
        point.offset += offset;
        point.slope += order * (c * station.sine[h] - s * station.cosine[h]);
        point.bend -= order * order * offset;
    }
    return point;
}

/// Points per ring so that the chords of every section keep the tolerance: chord error is about bend * step^2 / 8.
std::size_t choose_ring_size(const std::vector<Station>& stations) {
    constexpr std::size_t k_probe_stride = 8;
    constexpr int k_probe_angles = 48;
    double sharpest = 0.0;
    for (std::size_t i = 0; i < stations.size(); i += k_probe_stride) {
        for (int k = 0; k < k_probe_angles; ++k) {
            const SectionPoint point = section_at(stations[i], k_two_pi * k / k_probe_angles);
            const glm::dvec3 along = unit_or(point.slope, glm::dvec3(0.0));
            sharpest = std::max(sharpest, glm::length(point.bend - glm::dot(point.bend, along) * along));
        }
    }
    const double step = std::sqrt(8.0 * k_chord_tolerance_mm / std::max(sharpest, 1e-6));
    const auto even = 2 * static_cast<std::size_t>(std::ceil(k_two_pi / step / 2.0));
    return std::clamp<std::size_t>(even, 8, 80);
}

double calc_length_mm(const std::vector<Station>& stations) {
    double length = 0.0;
    for (std::size_t i = 1; i < stations.size(); ++i) {
        length += glm::distance(stations[i - 1].centre, stations[i].centre);
    }
    return length;
}

/// How far the chords of a quarter ellipse cut in `pieces` at even angles leave it.
double cap_chord_error_mm(double radius_mm, double height_mm, std::size_t pieces) {
    const double step = std::numbers::pi / 2.0 / static_cast<double>(pieces);
    const auto point = [&](double angle) {
        return glm::dvec2(radius_mm * std::cos(angle), height_mm * std::sin(angle));
    };
    double worst = 0.0;
    for (std::size_t i = 0; i < pieces; ++i) {
        const double from = step * static_cast<double>(i);
        const glm::dvec2 chord = point(from + step) - point(from);
        const glm::dvec2 middle = point(from + 0.5 * step) - point(from);
        worst = std::max(worst, std::abs(chord.x * middle.y - chord.y * middle.x) / glm::length(chord));
    }
    return worst;
}

/// Builds the rings, caps and poles of one tube.
class SpindleBuilder {
public:
    explicit SpindleBuilder(const SpindleFigure& figure)
        : figure_(figure),
          stations_(make_stations(figure)),
          ring_size_(choose_ring_size(stations_)),
          length_mm_(calc_length_mm(stations_)) {
        for (const Station& station : stations_) {
            for (std::size_t k = 0; k < ring_size_; ++k) {
                points_.push_back(station.centre + section_at(station, angle(k)).offset);
            }
        }
        unfold();
    }

    [[nodiscard]] TriangleMesh build() {
        add_cap(stations_.front(), figure_.start_cap_mm, -1.0);
        for (const std::size_t index : choose_rings()) {
            add_ring(index);
        }
        add_cap(stations_.back(), figure_.end_cap_mm, 1.0);
        mesh_.fibre_extent_mm = {static_cast<float>(length_mm_), static_cast<float>(calc_girth_mm())};
        finish_surface(mesh_);
        return std::move(mesh_);
    }

private:
    [[nodiscard]] double angle(std::size_t k) const {
        return k_two_pi * static_cast<double>(k) / static_cast<double>(ring_size_);
    }

    /// Where the axis bends more sharply than its section is wide, or the section leans, rings run into each other on
    /// the inner side. Lets no line along the tube run backwards: half the way by holding points back on the way up,
    /// half on the way down, so that neither end gives way alone.
    void unfold() {
        std::vector<glm::dvec3> upward = points_;
        std::vector<glm::dvec3> downward = points_;
        for (std::size_t k = 0; k < ring_size_; ++k) {
            for (std::size_t i = 0; i < k_stations; ++i) {
                hold_back(upward[(i + 1) * ring_size_ + k], upward[i * ring_size_ + k], stations_[i + 1].tangent);
                const std::size_t j = k_stations - i - 1;
                hold_back(downward[j * ring_size_ + k], downward[(j + 1) * ring_size_ + k], -stations_[j].tangent);
            }
        }
        for (std::size_t i = 0; i < points_.size(); ++i) {
            points_[i] = 0.5 * (upward[i] + downward[i]);
        }
    }

    /// Moves `point` along `forward` until it lies a hair before `before`, so that no two points fall together.
    static void hold_back(glm::dvec3& point, const glm::dvec3& before, const glm::dvec3& forward) {
        constexpr double k_least_step_mm = 0.002;
        point -= std::min(glm::dot(point - before, forward) - k_least_step_mm, 0.0) * forward;
    }

    [[nodiscard]] std::vector<std::size_t> choose_rings() const {
        constexpr std::size_t k_longest_step = k_stations / 8;
        std::vector<std::size_t> forced;
        for (const double u : tendon_edges(figure_.fleshy)) {
            forced.push_back(static_cast<std::size_t>(std::lround(u * static_cast<double>(k_stations))));
        }
        return choose_stations({points_, ring_size_}, k_chord_tolerance_mm, k_longest_step, forced);
    }

    [[nodiscard]] double calc_girth_mm() const {
        const std::size_t middle = k_stations / 2 * ring_size_;
        double girth = 0.0;
        for (std::size_t k = 0; k < ring_size_; ++k) {
            girth += glm::distance(points_[middle + k], points_[middle + (k + 1) % ring_size_]);
        }
        return girth;
    }

    void add_vertex(const glm::dvec3& position, const glm::dvec3& normal, double u, double v) {
        mesh_.positions_mm.emplace_back(position);
        mesh_.normals.emplace_back(unit_or(normal, glm::dvec3(0, 1, 0)));
        mesh_.fibre_uv.emplace_back(u, v);
        mesh_.tendon.push_back(tendon_share(figure_.fleshy, u, length_mm_));
    }

    /// The last vertex of a ring repeats the first with v = 1 instead of 0.
    void close_ring(std::size_t first) {
        mesh_.positions_mm.push_back(mesh_.positions_mm[first]);
        mesh_.normals.push_back(mesh_.normals[first]);
        mesh_.fibre_uv.emplace_back(mesh_.fibre_uv[first].x, 1.0F);
        mesh_.tendon.push_back(mesh_.tendon[first]);
    }

    void join_to_ring_before(std::size_t first) {
        const auto stride = static_cast<std::uint32_t>(ring_size_ + 1);
        if (!ring_open_) {
            ring_open_ = true;
            return;
        }
        const auto start = static_cast<std::uint32_t>(first) - stride;
        for (std::uint32_t k = 0; k < ring_size_; ++k) {
            const std::uint32_t a = start + k;
            const std::uint32_t b = a + 1;
            for (const std::uint32_t index : {a, b, b + stride, a, b + stride, a + stride}) {
                mesh_.indices.push_back(index);
            }
        }
    }

    void add_ring(std::size_t index) {
        const std::size_t first = mesh_.positions_mm.size();
        const std::size_t before = index == 0 ? 0 : index - 1;
        const std::size_t after = std::min(index + 1, k_stations);
        for (std::size_t k = 0; k < ring_size_; ++k) {
            const glm::dvec3 along = points_[after * ring_size_ + k] - points_[before * ring_size_ + k];
            const glm::dvec3 round = section_at(stations_[index], angle(k)).slope;
            add_vertex(points_[index * ring_size_ + k], glm::cross(round, along), stations_[index].u,
                       static_cast<double>(k) / static_cast<double>(ring_size_));
        }
        close_ring(first);
        join_to_ring_before(first);
    }

    /// Latitudes of a cap between the end section (0) and the pole (a quarter turn), both left out.
    [[nodiscard]] std::vector<double> cap_latitudes(const Station& station, double height_mm) const {
        if (height_mm <= 0) {
            return {};
        }
        double widest = 0.0;
        for (std::size_t k = 0; k < ring_size_; ++k) {
            widest = std::max(widest, glm::length(section_at(station, angle(k)).offset));
        }
        std::size_t pieces = 2;
        while (pieces < 6 && cap_chord_error_mm(widest, height_mm, pieces) > k_chord_tolerance_mm) {
            ++pieces;
        }
        const double quarter = std::numbers::pi / 2.0;
        std::vector<double> latitudes;
        for (std::size_t i = 1; i < pieces; ++i) {
            latitudes.push_back(quarter * static_cast<double>(i) / static_cast<double>(pieces));
        }
        return latitudes;
    }

    /// `sign` -1 for the start, +1 for the end. A height of zero is a flat fan with an edge of its own.
    void add_cap(const Station& station, double height_mm, double sign) {
        std::vector<double> latitudes = cap_latitudes(station, height_mm);
        const bool at_start = sign < 0;
        if (height_mm <= 0) {
            latitudes = {0.0};
        }
        if (at_start) {
            std::ranges::reverse(latitudes);
            add_pole(station, height_mm, sign);
        }
        for (const double latitude : latitudes) {
            add_cap_ring(station, height_mm, sign, latitude);
        }
        if (at_start) {
            join_pole(sign);
            // A flat fan's ring is not joined to the tube's: they are the same place with other normals.
            ring_open_ = height_mm > 0;
        } else {
            add_pole(station, height_mm, sign);
            join_pole(sign);
        }
    }

    void add_cap_ring(const Station& station, double height_mm, double sign, double latitude) {
        const std::size_t first = mesh_.positions_mm.size();
        const double rise = sign * height_mm * std::sin(latitude);
        for (std::size_t k = 0; k < ring_size_; ++k) {
            const SectionPoint point = section_at(station, angle(k));
            const glm::dvec3 offset = points_[(sign < 0 ? 0 : k_stations) * ring_size_ + k] - station.centre;
            const glm::dvec3 position = station.centre + rise * station.tangent + std::cos(latitude) * offset;
            const glm::dvec3 poleward =
                sign * height_mm * std::cos(latitude) * station.tangent - std::sin(latitude) * offset;
            const glm::dvec3 normal = height_mm > 0 ? sign * glm::cross(point.slope, poleward) : sign * station.tangent;
            add_vertex(position, normal, station.u, static_cast<double>(k) / static_cast<double>(ring_size_));
        }
        close_ring(first);
        if (height_mm > 0) {
            join_to_ring_before(first);
        }
    }

    /// One vertex per sector, so that v is right in each.
    void add_pole(const Station& station, double height_mm, double sign) {
        pole_ = mesh_.positions_mm.size();
        for (std::size_t k = 0; k < ring_size_; ++k) {
            add_vertex(station.centre + sign * height_mm * station.tangent, sign * station.tangent, station.u,
                       (static_cast<double>(k) + 0.5) / static_cast<double>(ring_size_));
        }
    }

    void join_pole(double sign) {
        // At the start the first ring follows the pole; at the end the last ring stands before it.
        const std::size_t ring = sign < 0 ? pole_ + ring_size_ : pole_ - ring_size_ - 1;
        for (std::size_t k = 0; k < ring_size_; ++k) {
            const auto a = static_cast<std::uint32_t>(ring + k);
            const auto pole = static_cast<std::uint32_t>(pole_ + k);
            mesh_.indices.push_back(pole);
            mesh_.indices.push_back(sign < 0 ? a + 1 : a);
            mesh_.indices.push_back(sign < 0 ? a : a + 1);
        }
    }

    const SpindleFigure& figure_;
    std::vector<Station> stations_;
    std::size_t ring_size_;
    double length_mm_;
    std::vector<glm::dvec3> points_;  ///< ring_size_ per station
    TriangleMesh mesh_;
    std::size_t pole_ = 0;
    bool ring_open_ = false;  ///< the ring added last waits to be joined to the next
};

}  // namespace

TriangleMesh make_spindle_mesh(const SpindleFigure& figure) { return SpindleBuilder(figure).build(); }

}  // namespace palpate::parametric
