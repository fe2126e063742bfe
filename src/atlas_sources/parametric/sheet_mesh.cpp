#include "atlas_sources/parametric/part_mesh.h"
#include "atlas_sources/parametric/sampling.h"
#include "atlas_sources/parametric/sheet_surface.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

/// A closed or open row of grid places along the sheet's edge, with the outward direction of each.
struct Rim {
    std::vector<std::size_t> places;
    std::vector<glm::dvec3> outward;
    bool closed = false;
};

/// Builds both faces and the round rim of one sheet.
class SheetBuilder {
public:
    explicit SheetBuilder(const SheetFigure& figure) : figure_(figure), surface_(figure), ring_(surface_.is_ring()) {
        evaluate_densely();
        calc_shares();
        choose_lines();
        gather_grid();
    }

    [[nodiscard]] TriangleMesh build() {
        add_face(1.0);
        add_face(-1.0);
        add_face_triangles();
        for (const Rim& rim : make_rims()) {
            add_rim(rim);
        }
        mesh_.fibre_extent_mm = fibre_extent_;
        finish_surface(mesh_);
        return std::move(mesh_);
    }

private:
    static constexpr std::size_t k_dense_per_control = 10;
    static constexpr std::size_t k_curves_per_line = 3;  ///< see add_curve_points

    void evaluate_densely() {
        dense_rows_ = std::clamp<std::size_t>(k_dense_per_control * figure_.rows, 40, 160) + 1;
        dense_cols_ = std::clamp<std::size_t>(k_dense_per_control * figure_.cols, 40, 160) + 1;
        dense_.reserve(dense_rows_ * dense_cols_);
        for (std::size_t i = 0; i < dense_rows_; ++i) {
            for (std::size_t j = 0; j < dense_cols_; ++j) {
                dense_.push_back(surface_.at(parameter(i, dense_rows_), parameter(j, dense_cols_)));
            }
        }
        if (ring_) {
            close_ring();
        }
    }

    static double parameter(std::size_t index, std::size_t count) {
        return static_cast<double>(index) / static_cast<double>(count - 1);
    }

    /// Makes the first and the last column of a ring one and the same.
    void close_ring() {
        for (std::size_t i = 0; i < dense_rows_; ++i) {
            MidPoint& first = dense_[i * dense_cols_];
            MidPoint& last = dense_[(i + 1) * dense_cols_ - 1];
            first.half_thickness_mm = 0.5 * (first.half_thickness_mm + last.half_thickness_mm);
            first.along_u = unit_or(first.along_u + last.along_u, first.along_u);
            first.along_v = unit_or(first.along_v + last.along_v, first.along_v);
            first.normal = unit_or(first.normal + last.normal, first.normal);
            last = first;
        }
    }

    [[nodiscard]] static glm::dvec3 face_point(const MidPoint& point, double side) {
        return point.position + side * point.half_thickness_mm * point.normal;
    }

    /// What the grid lines must follow at one place: both faces, and the share of tendon drawn as a height over the
    /// stations, so that the border between flesh and tendon is as true as the shape.
    void add_curve_points(std::vector<glm::dvec3>& points, std::size_t station, std::size_t i, std::size_t j) const {
        constexpr double k_height_per_mm = 0.05;  // a border may be wrong by a millimetre, a face by a twentieth
        constexpr double k_seen_mm = 12.0;        // from here on all is tendon, or all flesh
        const std::size_t place = i * dense_cols_ + j;
        const double into_tendon_mm = k_tendon_ramp_mm * (static_cast<double>(dense_share_[place]) - 0.5);
        points.push_back(face_point(dense_[place], 1.0));
        points.push_back(face_point(dense_[place], -1.0));
        points.emplace_back(static_cast<double>(station),
                            k_height_per_mm * std::clamp(into_tendon_mm, -k_seen_mm, k_seen_mm), 0.0);
    }

    /// Picks the grid lines that both faces need.
    void choose_lines() {
        std::vector<glm::dvec3> by_row;
        std::vector<glm::dvec3> by_col;
        for (std::size_t i = 0; i < dense_rows_; ++i) {
            for (std::size_t j = 0; j < dense_cols_; ++j) {
                add_curve_points(by_row, i, i, j);
            }
        }
        for (std::size_t j = 0; j < dense_cols_; ++j) {
            for (std::size_t i = 0; i < dense_rows_; ++i) {
                add_curve_points(by_col, j, i, j);
            }
        }
        row_lines_ = choose_stations({by_row, k_curves_per_line * dense_cols_}, k_chord_tolerance_mm, dense_rows_ / 6);
        col_lines_ = choose_stations({by_col, k_curves_per_line * dense_rows_}, k_chord_tolerance_mm, dense_cols_ / 6);
    }

    void calc_shares() {
        fibre_extent_ = calc_fibre_extent_mm();
        for (std::size_t i = 0; i < dense_rows_; ++i) {
            for (std::size_t j = 0; j < dense_cols_; ++j) {
                const auto fibre = surface_.fibre_coordinate(parameter(i, dense_rows_), parameter(j, dense_cols_));
                dense_share_.push_back(surface_.tendon_share(fibre, static_cast<double>(fibre_extent_.x)));
            }
        }
    }

    /// Length along the fibres and breadth across them, through the middle of the sheet.
    [[nodiscard]] glm::vec2 calc_fibre_extent_mm() const {
        double length_u = 0.0;
        double length_v = 0.0;
        const std::size_t middle_row = dense_rows_ / 2;
        const std::size_t middle_col = dense_cols_ / 2;
        for (std::size_t i = 1; i < dense_rows_; ++i) {
            length_u += glm::distance(dense_[i * dense_cols_ + middle_col].position,
                                      dense_[(i - 1) * dense_cols_ + middle_col].position);
        }
        for (std::size_t j = 1; j < dense_cols_; ++j) {
            length_v += glm::distance(dense_[middle_row * dense_cols_ + j].position,
                                      dense_[middle_row * dense_cols_ + j - 1].position);
        }
        const glm::dvec2 direction = glm::abs(glm::normalize(figure_.fibre));
        return {static_cast<float>(direction.x * length_u + direction.y * length_v),
                static_cast<float>(direction.y * length_u + direction.x * length_v)};
    }

    void gather_grid() {
        for (const std::size_t i : row_lines_) {
            for (const std::size_t j : col_lines_) {
                grid_.push_back(dense_[i * dense_cols_ + j]);
                grid_dense_.emplace_back(i, j);
            }
        }
    }

    void add_vertex(std::size_t place, const glm::dvec3& position, const glm::dvec3& normal) {
        const auto [row, col] = grid_dense_[place];
        const glm::dvec2 fibre = surface_.fibre_coordinate(parameter(row, dense_rows_), parameter(col, dense_cols_));
        mesh_.positions_mm.emplace_back(position);
        mesh_.normals.emplace_back(normal);
        mesh_.fibre_uv.emplace_back(fibre);
        mesh_.tendon.push_back(dense_share_[row * dense_cols_ + col]);
    }

    /// Normal of one face from its own neighbours, so that changing thickness shows in the light.
    [[nodiscard]] glm::dvec3 face_normal(std::size_t place, double side) const {
        const auto [i, j] = grid_dense_[place];
        const auto at = [&](std::size_t row, std::size_t col) {
            return face_point(dense_[row * dense_cols_ + col], side);
        };
        const std::size_t last_col = dense_cols_ - 1;
        const glm::dvec3 along_u = at(std::min(i + 1, dense_rows_ - 1), j) - at(i == 0 ? 0 : i - 1, j);
        const std::size_t before = j > 0 ? j - 1 : ring_ ? last_col - 1 : 0;
        const std::size_t after = j < last_col ? j + 1 : ring_ ? 1 : last_col;
        const glm::dvec3 along_v = at(i, after) - at(i, before);
        return unit_or(side * glm::cross(along_u, along_v), side * grid_[place].normal);
    }

    void add_face(double side) {
        for (std::size_t place = 0; place < grid_.size(); ++place) {
            add_vertex(place, face_point(grid_[place], side), face_normal(place, side));
        }
    }

    void add_triangle(std::size_t a, std::size_t b, std::size_t c) {
        for (const std::size_t index : {a, b, c}) {
            mesh_.indices.push_back(static_cast<std::uint32_t>(index));
        }
    }

    void add_face_triangles() {
        const std::size_t cols = col_lines_.size();
        const std::size_t bottom = grid_.size();
        for (std::size_t i = 0; i + 1 < row_lines_.size(); ++i) {
            for (std::size_t j = 0; j + 1 < cols; ++j) {
                const std::size_t a = i * cols + j;
                const std::size_t b = a + 1;
                const std::size_t c = a + cols;
                const std::size_t d = c + 1;
                add_triangle(a, c, d);
                add_triangle(a, d, b);
                add_triangle(bottom + a, bottom + d, bottom + c);
                add_triangle(bottom + a, bottom + b, bottom + d);
            }
        }
    }

    [[nodiscard]] glm::dvec3 outward_at(std::size_t row, std::size_t col) const {
        const MidPoint& point = grid_[row * col_lines_.size() + col];
        glm::dvec3 outward(0.0);
        if (row == 0) {
            outward += glm::cross(point.normal, point.along_v);
        } else if (row + 1 == row_lines_.size()) {
            outward += glm::cross(point.along_v, point.normal);
        }
        if (col == 0 && !ring_) {
            outward += glm::cross(point.along_u, point.normal);
        } else if (col + 1 == col_lines_.size() && !ring_) {
            outward += glm::cross(point.normal, point.along_u);
        }
        return unit_or(outward, point.normal);
    }

    void add_place(Rim& rim, std::size_t row, std::size_t col) const {
        rim.places.push_back(row * col_lines_.size() + col);
        rim.outward.push_back(outward_at(row, col));
    }

    /// Round the sheet from u = 0 by v = 1, u = 1, v = 0; a ring has two rims that meet themselves.
    [[nodiscard]] std::vector<Rim> make_rims() const {
        const std::size_t last_row = row_lines_.size() - 1;
        const std::size_t last_col = col_lines_.size() - 1;
        std::vector<Rim> rims(ring_ ? 2 : 1);
        for (std::size_t col = 0; col <= last_col; ++col) {
            add_place(rims.front(), 0, col);
        }
        for (std::size_t row = 1; !ring_ && row <= last_row; ++row) {
            add_place(rims.front(), row, last_col);
        }
        for (std::size_t col = ring_ ? last_col + 1 : last_col; col-- > 0;) {
            add_place(rims.back(), last_row, col);
        }
        for (std::size_t row = last_row; !ring_ && row-- > 1;) {
            add_place(rims.front(), row, 0);
        }
        rims.front().closed = !ring_;
        return rims;
    }

    /// Half circles from the upper edge to the lower one.
    void add_rim(const Rim& rim) {
        double thickest = 0.0;
        for (const std::size_t place : rim.places) {
            thickest = std::max(thickest, grid_[place].half_thickness_mm);
        }
        const std::size_t pieces = arc_pieces(thickest, std::numbers::pi, k_chord_tolerance_mm, 3, 10);
        std::vector<std::size_t> above = rim.places;
        for (std::size_t piece = 1; piece <= pieces; ++piece) {
            std::vector<std::size_t> below;
            const double angle = std::numbers::pi * static_cast<double>(piece) / static_cast<double>(pieces);
            for (std::size_t k = 0; k < rim.places.size(); ++k) {
                const MidPoint& point = grid_[rim.places[k]];
                if (piece == pieces) {
                    below.push_back(rim.places[k] + grid_.size());
                    continue;
                }
                const glm::dvec3 normal = std::cos(angle) * point.normal + std::sin(angle) * rim.outward[k];
                below.push_back(mesh_.positions_mm.size());
                add_vertex(rim.places[k], point.position + point.half_thickness_mm * normal, normal);
            }
            join_rows(above, below, rim.closed);
            above = std::move(below);
        }
    }

    void join_rows(const std::vector<std::size_t>& above, const std::vector<std::size_t>& below, bool closed) {
        const std::size_t count = above.size();
        for (std::size_t k = 0; k + (closed ? 0 : 1) < count; ++k) {
            const std::size_t next = (k + 1) % count;
            add_triangle(above[k], above[next], below[next]);
            add_triangle(above[k], below[next], below[k]);
        }
    }

    const SheetFigure& figure_;
    SheetSurface surface_;
    bool ring_;
    std::size_t dense_rows_ = 0;
    std::size_t dense_cols_ = 0;
    std::vector<MidPoint> dense_;
    std::vector<float> dense_share_;
    std::vector<std::size_t> row_lines_;
    std::vector<std::size_t> col_lines_;
    glm::vec2 fibre_extent_{0.0F};
    std::vector<MidPoint> grid_;
    std::vector<std::pair<std::size_t, std::size_t>> grid_dense_;
    TriangleMesh mesh_;
};

}  // namespace

TriangleMesh make_sheet_mesh(const SheetFigure& figure) { return SheetBuilder(figure).build(); }

}  // namespace palpate::parametric
