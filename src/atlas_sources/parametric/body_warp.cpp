#include "atlas_sources/parametric/body_warp.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace palpate::parametric {
namespace {

/// Positions are taken as decimetres about the middle of the body in the equations, so that their numbers are alike.
constexpr double k_unit_mm = 100.0;
constexpr std::array<double, 3> k_origin_mm{0.0, 900.0, 80.0};

/// Solves matrix * unknown = right, in place, by elimination with row pivots. `right` has three columns.
void solve(std::vector<std::vector<double>>& matrix, std::vector<std::array<double, 3>>& right) {
    const std::size_t size = matrix.size();
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row) {
            pivot = std::abs(matrix[row][column]) > std::abs(matrix[pivot][column]) ? row : pivot;
        }
        PALPATE_ASSERT(std::abs(matrix[pivot][column]) > 1e-12);  // control points are distinct: content is checked
        std::swap(matrix[pivot], matrix[column]);
        std::swap(right[pivot], right[column]);
        for (std::size_t row = column + 1; row < size; ++row) {
            const double factor = matrix[row][column] / matrix[column][column];
            if (factor == 0.0) {
                continue;
            }
            for (std::size_t k = column; k < size; ++k) {
                matrix[row][k] -= factor * matrix[column][k];
            }
            for (std::size_t axis = 0; axis < 3; ++axis) {
                right[row][axis] -= factor * right[column][axis];
            }
        }
    }
    for (std::size_t row = size; row-- > 0;) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            for (std::size_t k = row + 1; k < size; ++k) {
                right[row][axis] -= matrix[row][k] * right[k][axis];
            }
            right[row][axis] /= matrix[row][row];
        }
    }
}

std::array<double, 3> to_units(const glm::vec3& point) {
    return {(static_cast<double>(point.x) - k_origin_mm[0]) / k_unit_mm,
            (static_cast<double>(point.y) - k_origin_mm[1]) / k_unit_mm,
            (static_cast<double>(point.z) - k_origin_mm[2]) / k_unit_mm};
}

constexpr std::size_t k_lanes = 8;  ///< points worked on at once: the compiler turns the inner loops into vectors

/// Sums over all controls for k_lanes points: the displacement, then its nine derivatives.
struct Sums {
    std::array<std::array<float, k_lanes>, 3> move{};
    std::array<std::array<float, k_lanes>, 9> slope{};  ///< [3 * axis + direction]
};

}  // namespace

BodyWarp::BodyWarp(std::span<const WarpControl> controls, float softness_mm)
    : softness2_mm2_(softness_mm * softness_mm) {
    const std::size_t count = controls.size();
    const double softness = static_cast<double>(softness_mm) / k_unit_mm;
    std::vector<std::array<double, 3>> places(count);
    std::ranges::transform(controls, places.begin(),
                           [](const WarpControl& control) { return to_units(control.from_mm); });
    std::vector<std::vector<double>> matrix(count + 4, std::vector<double>(count + 4, 0.0));
    std::vector<std::array<double, 3>> right(count + 4, {0.0, 0.0, 0.0});
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            double distance2 = softness * softness;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const double step = places[i][axis] - places[j][axis];
                distance2 += step * step;
            }
            matrix[i][j] = std::sqrt(distance2);
        }
        matrix[i][count] = matrix[count][i] = 1.0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            matrix[i][count + 1 + axis] = matrix[count + 1 + axis][i] = places[i][axis];
        }
        const glm::dvec3 move = glm::dvec3(controls[i].to_mm) - glm::dvec3(controls[i].from_mm);
        right[i] = {move.x, move.y, move.z};
    }
    solve(matrix, right);
    for (std::size_t i = 0; i < count; ++i) {
        x_.push_back(controls[i].from_mm.x);
        y_.push_back(controls[i].from_mm.y);
        z_.push_back(controls[i].from_mm.z);
        weight_x_.push_back(static_cast<float>(right[i][0] / k_unit_mm));
        weight_y_.push_back(static_cast<float>(right[i][1] / k_unit_mm));
        weight_z_.push_back(static_cast<float>(right[i][2] / k_unit_mm));
    }
    for (int axis = 0; axis < 3; ++axis) {
        const auto at = static_cast<std::size_t>(axis);
        double shift = right[count][at];
        for (int direction = 0; direction < 3; ++direction) {
            const auto along = static_cast<std::size_t>(direction);
            const double slope = right[count + 1 + along][at] / k_unit_mm;
            linear_[direction][axis] += static_cast<float>(slope);
            shift -= slope * k_origin_mm[along];
        }
        shift_mm_[axis] = static_cast<float>(shift);
    }
}

void BodyWarp::move(std::span<const glm::vec3> points_mm, std::span<WarpedPoint> result) const {
    PALPATE_ASSERT(points_mm.size() == result.size());
    for (std::size_t first = 0; first < points_mm.size(); first += k_lanes) {
        const std::size_t used = std::min(k_lanes, points_mm.size() - first);
        std::array<float, k_lanes> x{};
        std::array<float, k_lanes> y{};
        std::array<float, k_lanes> z{};
        for (std::size_t lane = 0; lane < k_lanes; ++lane) {
            const glm::vec3& point = points_mm[first + std::min(lane, used - 1)];
            x[lane] = point.x;
            y[lane] = point.y;
            z[lane] = point.z;
        }
        Sums sums;
        for (std::size_t i = 0; i < x_.size(); ++i) {
            for (std::size_t lane = 0; lane < k_lanes; ++lane) {
                const float dx = x[lane] - x_[i];
                const float dy = y[lane] - y_[i];
                const float dz = z[lane] - z_[i];
                const float distance = std::sqrt(dx * dx + dy * dy + dz * dz + softness2_mm2_);
                const float inverse = 1.0F / distance;
                const float slope_x = dx * inverse;
                const float slope_y = dy * inverse;
                const float slope_z = dz * inverse;
                sums.move[0][lane] += weight_x_[i] * distance;
                sums.move[1][lane] += weight_y_[i] * distance;
                sums.move[2][lane] += weight_z_[i] * distance;
                sums.slope[0][lane] += weight_x_[i] * slope_x;
                sums.slope[1][lane] += weight_x_[i] * slope_y;
                sums.slope[2][lane] += weight_x_[i] * slope_z;
                sums.slope[3][lane] += weight_y_[i] * slope_x;
                sums.slope[4][lane] += weight_y_[i] * slope_y;
                sums.slope[5][lane] += weight_y_[i] * slope_z;
                sums.slope[6][lane] += weight_z_[i] * slope_x;
                sums.slope[7][lane] += weight_z_[i] * slope_y;
                sums.slope[8][lane] += weight_z_[i] * slope_z;
            }
        }
        for (std::size_t lane = 0; lane < used; ++lane) {
            WarpedPoint& warped = result[first + lane];
            warped.position_mm = linear_ * points_mm[first + lane] + shift_mm_ +
                                 glm::vec3(sums.move[0][lane], sums.move[1][lane], sums.move[2][lane]);
            for (int axis = 0; axis < 3; ++axis) {
                for (int direction = 0; direction < 3; ++direction) {
                    warped.stretch[direction][axis] =
                        linear_[direction][axis] + sums.slope[static_cast<std::size_t>(3 * axis + direction)][lane];
                }
            }
        }
    }
}

glm::vec3 BodyWarp::moved(const glm::vec3& point_mm) const {
    WarpedPoint warped;
    move(std::span(&point_mm, 1), std::span(&warped, 1));
    return warped.position_mm;
}

void BodyWarp::stretch_heights(float factor, float shift_mm) {
    for (float& weight : weight_y_) {
        weight *= factor;
    }
    for (int direction = 0; direction < 3; ++direction) {
        linear_[direction][1] *= factor;
    }
    shift_mm_.y = factor * shift_mm_.y + shift_mm;
}

}  // namespace palpate::parametric
