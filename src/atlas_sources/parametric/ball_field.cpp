#include "atlas_sources/parametric/ball_field.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace palpate::parametric {
namespace {

glm::dvec3 centre_of(const glm::dvec4& ball) { return {ball.x, ball.y, ball.z}; }

/// Fills the grid block by block from large to small. A hull's distance changes by at most the distance moved, so a
/// block's centre tells whether the surface can be near and which hulls can matter there.
class FieldFiller {
public:
    FieldFiller(FieldGrid& grid, const std::vector<BallHull>& hulls, double cut_off_mm)
        : grid_(grid), hulls_(hulls), cut_off_mm_(cut_off_mm) {}

    void fill(const JobContext& context) {
        constexpr std::size_t k_top_block = 32;
        std::vector<std::uint32_t> all(hulls_.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            all[i] = i;
        }
        for (std::size_t z = 0; z < grid_.size[2]; z += k_top_block) {
            for (std::size_t y = 0; y < grid_.size[1]; y += k_top_block) {
                context.check_stop();
                for (std::size_t x = 0; x < grid_.size[0]; x += k_top_block) {
                    fill_block({x, y, z}, k_top_block, all);
                }
            }
        }
    }

private:
    using Corner = std::array<std::size_t, 3>;

    /// A hull and its distance from a block's centre.
    struct Candidate {
        double distance_mm = 0.0;
        std::uint32_t hull = 0;
    };

    void fill_block(const Corner& corner, std::size_t edge, const std::vector<std::uint32_t>& candidates) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (corner[axis] >= grid_.size[axis]) {
                return;
            }
        }
        const double half = 0.5 * static_cast<double>(edge - 1) * grid_.step_mm;
        const double reach = std::sqrt(3.0) * half;
        const glm::dvec3 centre = place(corner) + half;
        std::vector<Candidate> nearby;
        nearby.reserve(candidates.size());
        double nearest = std::numeric_limits<double>::max();
        for (const std::uint32_t hull : candidates) {
            nearby.push_back({hulls_[hull].distance_mm(centre), hull});
            nearest = std::min(nearest, nearby.back().distance_mm);
        }
        if (nearest - reach >= cut_off_mm_) {
            return;  // the grid starts out as "far outside"
        }
        if (nearest + reach <= -cut_off_mm_) {
            fill_values(corner, edge, [this](const glm::dvec3&) { return -cut_off_mm_; });
            return;
        }
        const double farthest = std::min(nearest + 2.0 * reach, cut_off_mm_ + reach);
        std::erase_if(nearby, [&](const Candidate& candidate) { return candidate.distance_mm > farthest; });
        constexpr std::size_t k_smallest_block = 4;
        if (edge > k_smallest_block) {
            split_block(corner, edge / 2, nearby);
            return;
        }
        std::ranges::sort(nearby, {}, &Candidate::distance_mm);
        fill_values(corner, edge, [&](const glm::dvec3& point) {
            const double moved = glm::distance(point, centre);
            double value = cut_off_mm_;
            for (const Candidate& candidate : nearby) {
                if (candidate.distance_mm - moved >= value) {
                    break;  // this hull and all after it are farther
                }
                value = std::min(value, hulls_[candidate.hull].distance_mm(point));
            }
            return std::max(value, -cut_off_mm_);
        });
    }

    void split_block(const Corner& corner, std::size_t edge, const std::vector<Candidate>& nearby) {
        std::vector<std::uint32_t> candidates;
        candidates.reserve(nearby.size());
        for (const Candidate& candidate : nearby) {
            candidates.push_back(candidate.hull);
        }
        for (std::size_t octant = 0; octant < 8; ++octant) {
            fill_block({corner[0] + (octant & 1) * edge, corner[1] + (octant >> 1 & 1) * edge,
                        corner[2] + (octant >> 2) * edge},
                       edge, candidates);
        }
    }

    template <class Value>
    void fill_values(const Corner& corner, std::size_t edge, Value value) {
        for (std::size_t z = corner[2]; z < std::min(corner[2] + edge, grid_.size[2]); ++z) {
            for (std::size_t y = corner[1]; y < std::min(corner[1] + edge, grid_.size[1]); ++y) {
                for (std::size_t x = corner[0]; x < std::min(corner[0] + edge, grid_.size[0]); ++x) {
                    grid_.values[grid_.index(x, y, z)] = static_cast<float>(value(place({x, y, z})));
                }
            }
        }
    }

    [[nodiscard]] glm::dvec3 place(const Corner& corner) const {
        return grid_.origin_mm + grid_.step_mm * glm::dvec3(corner[0], corner[1], corner[2]);
    }

    FieldGrid& grid_;
    const std::vector<BallHull>& hulls_;
    double cut_off_mm_;
};

std::vector<float> gaussian_kernel(double sigma_steps) {
    const auto radius = static_cast<int>(4.0 * sigma_steps + 0.5);
    std::vector<float> kernel;
    double sum = 0.0;
    for (int i = -radius; i <= radius; ++i) {
        const double weight = std::exp(-0.5 * (i / sigma_steps) * (i / sigma_steps));
        kernel.push_back(static_cast<float>(weight));
        sum += weight;
    }
    for (float& weight : kernel) {
        weight = static_cast<float>(weight / sum);
    }
    return kernel;
}

/// One separable pass over lines of `count` samples `stride` apart; `width` neighbouring lines at once, contiguous.
void blur_lines(float* first, std::size_t count, std::size_t stride, std::size_t width,
                const std::vector<float>& kernel, std::vector<float>& scratch) {
    const auto radius = static_cast<std::ptrdiff_t>(kernel.size() / 2);
    scratch.assign(count * width, 0.0F);
    for (std::size_t i = 0; i < count; ++i) {
        float* target = scratch.data() + i * width;
        for (std::size_t k = 0; k < kernel.size(); ++k) {
            const std::ptrdiff_t wanted = static_cast<std::ptrdiff_t>(i + k) - radius;
            const auto source =
                static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, static_cast<std::ptrdiff_t>(count) - 1));
            const float* line = first + source * stride;
            const float weight = kernel[k];
            for (std::size_t x = 0; x < width; ++x) {
                target[x] += weight * line[x];
            }
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        std::copy_n(scratch.data() + i * width, width, first + i * stride);
    }
}

/// Along x a line is its own neighbour: shifted copies of the padded line are added up.
void blur_line(float* line, std::size_t count, const std::vector<float>& kernel, std::vector<float>& scratch) {
    const std::size_t radius = kernel.size() / 2;
    scratch.assign(count + 2 * radius, line[0]);
    std::copy_n(line, count, scratch.begin() + static_cast<std::ptrdiff_t>(radius));
    std::fill(scratch.end() - static_cast<std::ptrdiff_t>(radius), scratch.end(), line[count - 1]);
    std::fill_n(line, count, 0.0F);
    for (std::size_t k = 0; k < kernel.size(); ++k) {
        const float weight = kernel[k];
        for (std::size_t x = 0; x < count; ++x) {
            line[x] += weight * scratch[x + k];
        }
    }
}

void blur_grid(FieldGrid& grid, double sigma_mm) {
    const std::vector<float> kernel = gaussian_kernel(sigma_mm / grid.step_mm);
    const auto [nx, ny, nz] = grid.size;
    std::vector<float> scratch;
    for (std::size_t row = 0; row < ny * nz; ++row) {
        blur_line(grid.values.data() + row * nx, nx, kernel, scratch);
    }
    for (std::size_t z = 0; z < nz; ++z) {
        blur_lines(grid.values.data() + z * nx * ny, ny, nx, nx, kernel, scratch);
    }
    for (std::size_t y = 0; y < ny; ++y) {
        blur_lines(grid.values.data() + y * nx, nz, nx * ny, nx, kernel, scratch);
    }
}

}  // namespace

double FieldGrid::value_at(const glm::dvec3& point_mm) const {
    const glm::dvec3 most(size[0] - 1, size[1] - 1, size[2] - 1);
    const glm::dvec3 at = glm::clamp((point_mm - origin_mm) / step_mm, glm::dvec3(0.0), most - 1e-6);
    const glm::dvec3 low = glm::floor(at);
    const glm::dvec3 t = at - low;
    const std::size_t first =
        index(static_cast<std::size_t>(low.x), static_cast<std::size_t>(low.y), static_cast<std::size_t>(low.z));
    const auto along_x = [&](std::size_t start) {
        const auto a = static_cast<double>(values[start]);
        return a + t.x * (static_cast<double>(values[start + 1]) - a);
    };
    const std::size_t up = size[0];
    const std::size_t deep = size[0] * size[1];
    const double near = along_x(first) + t.y * (along_x(first + up) - along_x(first));
    const double far = along_x(first + deep) + t.y * (along_x(first + deep + up) - along_x(first + deep));
    return near + t.z * (far - near);
}

glm::dvec3 FieldGrid::gradient_at(const glm::dvec3& point_mm) const {
    glm::dvec3 gradient(0.0);
    for (int axis = 0; axis < 3; ++axis) {
        glm::dvec3 offset(0.0);
        offset[axis] = 0.5 * step_mm;
        gradient[axis] = (value_at(point_mm + offset) - value_at(point_mm - offset)) / step_mm;
    }
    return gradient;
}

BallHull::Cone::Cone(const glm::dvec4& a, const glm::dvec4& b)
    : start(centre_of(a)), start_radius(a.w), length(glm::distance(centre_of(a), centre_of(b))) {
    if (length <= std::abs(b.w - a.w)) {  // the bigger ball holds the smaller
        if (b.w > a.w) {
            start = centre_of(b);
            start_radius = b.w;
        }
        length = 0.0;
        return;
    }
    along = (centre_of(b) - centre_of(a)) / length;
    growth = (b.w - a.w) / length;
    lean = growth / std::sqrt(1.0 - growth * growth);
}

double BallHull::Cone::distance_mm(const glm::dvec3& point) const {
    const glm::dvec3 offset = point - start;
    const double square = glm::dot(offset, offset);
    if (length == 0.0) {
        return std::sqrt(square) - start_radius;
    }
    const double height = glm::dot(offset, along);
    const double aside2 = std::max(square - height * height, 0.0);
    const double foot = std::clamp(height + lean * std::sqrt(aside2), 0.0, length);
    return std::sqrt(aside2 + (height - foot) * (height - foot)) - (start_radius + foot * growth);
}

BallHull::BallHull(const glm::dvec4& ball) : BallHull(ball, ball) {}

BallHull::BallHull(const glm::dvec4& a, const glm::dvec4& b) : cone_count_(1) { cones_[0] = Cone(a, b); }

BallHull::BallHull(const glm::dvec4& a, const glm::dvec4& b, const glm::dvec4& c) : cone_count_(3) {
    cones_ = {Cone(b, c), Cone(a, c), Cone(a, b)};  // opposite to a, b, c
    prepare_face(a, b, c);
}

void BallHull::prepare_face(const glm::dvec4& a, const glm::dvec4& b, const glm::dvec4& c) {
    corner_ = centre_of(a);
    corner_radius_ = a.w;
    const glm::dvec3 e1 = centre_of(b) - corner_;
    const glm::dvec3 e2 = centre_of(c) - corner_;
    const glm::dvec3 normal = glm::cross(e1, e2);
    const double doubled_area = glm::length(normal);
    if (doubled_area < 1e-6) {
        return;  // no face: the edges say it all
    }
    face_normal_ = normal / doubled_area;
    const double g11 = glm::dot(e1, e1);
    const double g12 = glm::dot(e1, e2);
    const double g22 = glm::dot(e2, e2);
    const double determinant = g11 * g22 - g12 * g12;
    dual_1_ = (g22 * e1 - g12 * e2) / determinant;
    dual_2_ = (g11 * e2 - g12 * e1) / determinant;
    growth_ = (b.w - a.w) * dual_1_ + (c.w - a.w) * dual_2_;
    const double growth2 = glm::dot(growth_, growth_);
    has_face_ = growth2 < 1.0;
    slope_ = has_face_ ? std::sqrt(1.0 - growth2) : 1.0;
}

double BallHull::distance_mm(const glm::dvec3& point_mm) const {
    double distance = std::numeric_limits<double>::max();
    std::array<bool, 3> wanted{true, true, true};
    if (has_face_) {
        const glm::dvec3 offset = point_mm - corner_;
        const double signed_height = glm::dot(offset, face_normal_);
        const double height = std::abs(signed_height);
        const glm::dvec3 foot = offset - signed_height * face_normal_ + height / slope_ * growth_;
        const double w1 = glm::dot(foot, dual_1_);
        const double w2 = glm::dot(foot, dual_2_);
        // The distance is convex over the triangle: its least value lies inside, or on an edge whose weight is negative
        // at the foot.
        wanted = {w1 + w2 > 1.0, w1 < 0.0, w2 < 0.0};
        if (!wanted[0] && !wanted[1] && !wanted[2]) {
            return height * slope_ - (corner_radius_ + glm::dot(offset, growth_));
        }
    }
    for (std::size_t i = 0; i < cone_count_; ++i) {
        if (wanted[i]) {
            distance = std::min(distance, cones_[i].distance_mm(point_mm));
        }
    }
    return distance;
}

std::vector<BallHull> make_hulls(const BallsFigure& figure) {
    std::vector<BallHull> hulls;
    std::set<std::pair<std::uint32_t, std::uint32_t>> covered;
    std::vector<bool> used(figure.balls.size(), false);
    for (const auto& [a, b, c] : figure.triangles) {
        hulls.emplace_back(figure.balls[a], figure.balls[b], figure.balls[c]);
        covered.insert({std::minmax(a, b), std::minmax(b, c), std::minmax(a, c)});
        used[a] = used[b] = used[c] = true;
    }
    for (const auto& [a, b] : figure.edges) {
        if (!covered.contains(std::minmax(a, b))) {
            hulls.emplace_back(figure.balls[a], figure.balls[b]);
        }
        used[a] = used[b] = true;
    }
    for (std::size_t i = 0; i < figure.balls.size(); ++i) {
        if (!used[i]) {
            hulls.emplace_back(figure.balls[i]);
        }
    }
    return hulls;
}

double choose_field_step_mm(const BallsFigure& figure) {
    constexpr double k_steps_across = 108.0;
    constexpr double k_steps_per_sigma = 1.6;  // what the blur leaves is no finer
    glm::dvec3 low = centre_of(figure.balls.front());
    glm::dvec3 high = low;
    for (const glm::dvec4& ball : figure.balls) {
        low = glm::min(low, centre_of(ball));
        high = glm::max(high, centre_of(ball));
    }
    const double by_size = glm::distance(low, high) / k_steps_across;
    const double by_blur = 0.5 * figure.blend_mm / k_steps_per_sigma;
    return std::clamp(std::max(by_size, by_blur), 0.7, 1.3);
}

FieldGrid make_ball_field(const BallsFigure& figure, double step_mm, const JobContext& context) {
    const double sigma = 0.5 * figure.blend_mm;
    const double cut_off = 2.0 * step_mm + 3.0 * sigma;
    glm::dvec3 low(std::numeric_limits<double>::max());
    glm::dvec3 high(std::numeric_limits<double>::lowest());
    for (const glm::dvec4& ball : figure.balls) {
        low = glm::min(low, centre_of(ball) - ball.w);
        high = glm::max(high, centre_of(ball) + ball.w);
    }
    FieldGrid grid;
    grid.step_mm = step_mm;
    grid.origin_mm = low - cut_off - step_mm;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto i = static_cast<glm::length_t>(axis);
        grid.size[axis] = static_cast<std::size_t>((high[i] + cut_off + step_mm - grid.origin_mm[i]) / step_mm) + 2;
    }
    grid.values.assign(grid.size[0] * grid.size[1] * grid.size[2], static_cast<float>(cut_off));
    FieldFiller(grid, make_hulls(figure), cut_off).fill(context);
    if (sigma > 0) {
        context.check_stop();
        blur_grid(grid, sigma);
    }
    return grid;
}

}  // namespace palpate::parametric
