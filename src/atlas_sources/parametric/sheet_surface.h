#pragma once

#include "atlas_sources/parametric/b_spline.h"
#include "atlas_sources/parametric/figures.h"

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <cstddef>
#include <vector>

namespace palpate::parametric {

[[nodiscard]] inline glm::dvec3 unit_or(const glm::dvec3& v, const glm::dvec3& fallback) {
    const double length = glm::length(v);
    return length > 1e-12 ? v / length : fallback;
}

/// The mid-surface at one place (mm): point, half thickness, and unit directions along u, along v and across.
struct MidPoint {
    glm::dvec3 position{0.0};
    double half_thickness_mm = 0.0;
    glm::dvec3 along_u{0.0};
    glm::dvec3 along_v{0.0};
    glm::dvec3 normal{0.0};
};

/// The mid-surface of a sheet: a tensor-product B-spline whose shared edges lie exactly on their curves. Borrows the
/// figure, which must outlive it. Throws nothing.
class SheetSurface {
public:
    explicit SheetSurface(const SheetFigure& figure);

    /// u, v in [0,1].
    [[nodiscard]] MidPoint at(double u, double v) const;

    /// True where the first and last column are the same: a ring without an edge there.
    [[nodiscard]] bool is_ring() const;

    /// (u, v) of the sheet to (along, across) the fibres, both 0..1 over the whole sheet.
    [[nodiscard]] glm::dvec2 fibre_coordinate(double u, double v) const;

    /// Share of tendon, 0..1, at a fibre coordinate of fibres `length_mm` long.
    [[nodiscard]] float tendon_share(const glm::dvec2& fibre, double length_mm) const;

private:
    /// The shared stretches of one side of the sheet, in their order along it.
    struct SharedSide {
        SheetSide side;
        std::vector<const SharedEdge*> stretches;
    };

    [[nodiscard]] glm::dvec3 position(double u, double v, std::size_t side_count) const;
    [[nodiscard]] glm::dvec3 stretch_shift(std::size_t side, const SharedEdge& stretch, double place) const;
    [[nodiscard]] glm::dvec3 side_shift(std::size_t side, double place) const;

    const SheetFigure& figure_;
    SplineBasis u_basis_;
    SplineBasis v_basis_;
    std::vector<SharedSide> sides_;
};

/// Where the curve of a shared edge is at `place` (the edge's own parameter) within the shared stretch, mm.
[[nodiscard]] glm::dvec3 border_point(const SharedEdge& edge, double place);

}  // namespace palpate::parametric
