#include "geometry/voxel_field.h"

#include "base/wide_code.h"

#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <type_traits>

namespace palpate {
namespace {

using Squares = std::vector<std::int16_t>;

/// Reach in voxels is bounded so that reach^2 plus the square of one more step still fits 16 bits.
constexpr int k_longest_reach = 120;

std::size_t to_size(int value) { return static_cast<std::size_t>(value); }

/// Squared distances along x, in voxels: one sweep each way.
void sweep_row(const std::uint8_t* set, std::int16_t* squares, int count, int reach) {
    int gap = reach;
    for (int x = 0; x < count; ++x) {
        gap = set[x] != 0 ? 0 : std::min(gap + 1, reach);
        squares[x] = static_cast<std::int16_t>(gap * gap);
    }
    gap = reach;
    for (int x = count - 1; x >= 0; --x) {
        gap = set[x] != 0 ? 0 : std::min(gap + 1, reach);
        squares[x] = std::min(squares[x], static_cast<std::int16_t>(gap * gap));
    }
}

/// Rows of voxels along x that lie behind one another along y or z.
struct RowStack {
    std::size_t first = 0;
    std::size_t stride = 0;
    int rows = 0;
    int width = 0;
};

/// Calls `block(x, lanes)` for stretches that cover 0..width-1. Stretches of the full, constant length compile to vector
/// code; the last may overlap the one before, so a block must give the same result twice.
template <int Lanes, class Block>
void for_each_stretch(int width, const Block& block) {
    if (width < Lanes) {
        for (int x = 0; x < width; ++x) {
            block(x, std::integral_constant<int, 1>());
        }
        return;
    }
    for (int x = 0; x < width; x += Lanes) {
        block(std::min(x, width - Lanes), std::integral_constant<int, Lanes>());
    }
}

/// The lower envelope of parabolas along the stack, stretches of rows at a time: min over k of row[i + k] + k^2.
void spread_stack(const Squares& from, Squares& to, const RowStack& stack, int reach) {
    for (int row = 0; row < stack.rows; ++row) {
        const std::int16_t* own = from.data() + stack.first + to_size(row) * stack.stride;
        std::int16_t* result = to.data() + stack.first + to_size(row) * stack.stride;
        for_each_stretch<32>(stack.width, [&](int x, auto lanes) {
            std::array<std::int16_t, lanes> least{};
            std::copy(own + x, own + x + lanes, least.begin());
            for (int step = 1; step <= reach; ++step) {
                const auto square = static_cast<std::int16_t>(step * step);
                if (std::ranges::none_of(least, [&](std::int16_t value) { return value > square; })) {
                    break;  // farther rows can only be larger
                }
                const std::int16_t* before = own + x - to_size(std::min(step, row)) * stack.stride;
                const std::int16_t* after = own + x + to_size(std::min(step, stack.rows - 1 - row)) * stack.stride;
                for (std::size_t k = 0; k < least.size(); ++k) {
                    const auto nearer = static_cast<std::int16_t>(std::min(before[k], after[k]) + square);
                    least[k] = std::min(least[k], nearer);
                }
            }
            std::ranges::copy(least, result + x);
        });
    }
}

std::vector<float> gaussian_weights(float sigma_voxels) {
    const int radius = std::max(1, static_cast<int>(std::ceil(3.0F * sigma_voxels)));
    std::vector<float> weights;
    double sum = 0.0;
    for (int i = -radius; i <= radius; ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(sigma_voxels);
        weights.push_back(static_cast<float>(std::exp(-0.5 * t * t)));
        sum += static_cast<double>(weights.back());
    }
    for (float& weight : weights) {
        weight = static_cast<float>(static_cast<double>(weight) / sum);
    }
    return weights;
}

/// Index folded back into 0..count-1 as if mirrors stood half a voxel beyond the ends.
int reflected(int index, int count) {
    const int period = 2 * count;
    index = ((index % period) + period) % period;
    return index < count ? index : period - 1 - index;
}

constexpr int k_blur_lanes = 16;

/// Weighted sums of sixteen places at once, from `x` on in every source.
PALPATE_WIDE_CODE void blur_stretch(std::integral_constant<int, k_blur_lanes> /*lanes*/, const float* const* sources,
                                    int x, const std::vector<float>& weights, float* result) {
    std::array<float, k_blur_lanes> sum{};
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const float* source = sources[k] + x;
        const float weight = weights[k];
        for (std::size_t i = 0; i < k_blur_lanes; ++i) {
            sum[i] += weight * source[i];
        }
    }
    std::copy(sum.begin(), sum.end(), result + x);
}

/// The same for one place, where a row is shorter than sixteen.
void blur_stretch(std::integral_constant<int, 1> /*lanes*/, const float* const* sources, int x,
                  const std::vector<float>& weights, float* result) {
    float sum = 0.0F;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        sum += weights[k] * sources[k][x];
    }
    result[x] = sum;
}

void blur_row(float* row, int count, const std::vector<float>& weights, std::vector<float>& padded) {
    const int radius = static_cast<int>(weights.size() / 2);
    padded.resize(to_size(count + 2 * radius));
    std::copy(row, row + count, padded.begin() + radius);
    for (int i = 0; i < radius; ++i) {
        padded[to_size(i)] = row[reflected(i - radius, count)];
        padded[to_size(radius + count + i)] = row[reflected(count + i, count)];
    }
    std::vector<const float*> sources(weights.size());
    std::iota(sources.begin(), sources.end(), padded.data());
    for_each_stretch<k_blur_lanes>(count,
                                   [&](int x, auto lanes) { blur_stretch(lanes, sources.data(), x, weights, row); });
}

void blur_stack(const float* from, float* to, const RowStack& stack, const std::vector<float>& weights) {
    const int radius = static_cast<int>(weights.size() / 2);
    std::vector<const float*> sources(weights.size());
    for (int row = 0; row < stack.rows; ++row) {
        for (int k = -radius; k <= radius; ++k) {
            sources[to_size(k + radius)] = from + stack.first + to_size(reflected(row + k, stack.rows)) * stack.stride;
        }
        float* result = to + stack.first + to_size(row) * stack.stride;
        for_each_stretch<k_blur_lanes>(
            stack.width, [&](int x, auto lanes) { blur_stretch(lanes, sources.data(), x, weights, result); });
    }
}

RowStack stack_along_y(const VoxelLayout& layout, std::size_t z) {
    return {z * to_size(layout.size.x) * to_size(layout.size.y), to_size(layout.size.x), layout.size.y, layout.size.x};
}

RowStack stack_along_z(const VoxelLayout& layout, std::size_t y) {
    return {y * to_size(layout.size.x), to_size(layout.size.x) * to_size(layout.size.y), layout.size.z, layout.size.x};
}

/// Marks what the outside of one y slice reaches; `reached` has size.x * size.z entries.
class SliceFlood {
public:
    SliceFlood(const VoxelMask& set, int y) : set_(set), y_(y) {
        reached_.assign(to_size(set.layout.size.x) * to_size(set.layout.size.z), 0);
    }

    void enter(int x, int z) {
        const glm::ivec3& size = set_.layout.size;
        if (x < 0 || z < 0 || x >= size.x || z >= size.z || set_.values[set_.layout.index(x, y_, z)] != 0) {
            return;
        }
        std::uint8_t& mark = reached_[to_size(z) * to_size(size.x) + to_size(x)];
        if (mark == 0) {
            mark = 1;
            open_.push_back({x, z});
        }
    }

    void spread() {
        while (!open_.empty()) {
            const auto [x, z] = open_.back();
            open_.pop_back();
            enter(x - 1, z);
            enter(x + 1, z);
            enter(x, z - 1);
            enter(x, z + 1);
        }
    }

    [[nodiscard]] bool reached(int x, int z) const {
        return reached_[to_size(z) * to_size(set_.layout.size.x) + to_size(x)] != 0;
    }

private:
    const VoxelMask& set_;
    int y_;
    std::vector<std::uint8_t> reached_;
    std::vector<std::array<int, 2>> open_;
};

}  // namespace

std::size_t VoxelLayout::count() const { return to_size(size.x) * to_size(size.y) * to_size(size.z); }

std::size_t VoxelLayout::index(int x, int y, int z) const {
    return (to_size(z) * to_size(size.y) + to_size(y)) * to_size(size.x) + to_size(x);
}

glm::vec3 VoxelLayout::centre_mm(int x, int y, int z) const { return first_mm + spacing_mm * glm::vec3(x, y, z); }

glm::vec3 VoxelLayout::last_mm() const { return centre_mm(size.x - 1, size.y - 1, size.z - 1); }

float VoxelField::sample(const glm::vec3& point_mm) const {
    const glm::vec3 most = glm::vec3(layout.size - 1);
    const glm::vec3 place = glm::clamp((point_mm - layout.first_mm) / layout.spacing_mm, glm::vec3(0.0F), most);
    const glm::ivec3 low = glm::min(glm::ivec3(place), glm::max(layout.size - 2, glm::ivec3(0)));
    const glm::vec3 t = place - glm::vec3(low);
    const std::size_t step_x = layout.size.x > 1 ? 1 : 0;
    const std::size_t step_y = layout.size.y > 1 ? to_size(layout.size.x) : 0;
    const std::size_t step_z = layout.size.z > 1 ? to_size(layout.size.x) * to_size(layout.size.y) : 0;
    const float* v = values.data() + layout.index(low.x, low.y, low.z);
    const auto along_x = [&](std::size_t at) { return v[at] + t.x * (v[at + step_x] - v[at]); };
    const float near = glm::mix(along_x(0), along_x(step_y), t.y);
    const float far = glm::mix(along_x(step_z), along_x(step_y + step_z), t.y);
    return glm::mix(near, far, t.z);
}

glm::vec3 VoxelField::gradient(const glm::vec3& point_mm) const {
    const float half = 0.5F * layout.spacing_mm;
    glm::vec3 result{0.0F};
    for (int axis = 0; axis < 3; ++axis) {
        glm::vec3 offset{0.0F};
        offset[axis] = half;
        result[axis] = (sample(point_mm + offset) - sample(point_mm - offset)) / layout.spacing_mm;
    }
    return result;
}

VoxelField calc_distance_mm(const VoxelMask& set, float reach_mm, const JobContext& context) {
    const VoxelLayout& layout = set.layout;
    const int reach = std::clamp(static_cast<int>(std::ceil(reach_mm / layout.spacing_mm)), 1, k_longest_reach);
    Squares first(layout.count());
    Squares second(layout.count());
    parallel_for(to_size(layout.size.z), [&](std::size_t z) {
        context.check_stop();
        const RowStack stack = stack_along_y(layout, z);
        for (int y = 0; y < stack.rows; ++y) {
            const std::size_t row = stack.first + to_size(y) * stack.stride;
            sweep_row(set.values.data() + row, first.data() + row, stack.width, reach);
        }
        spread_stack(first, second, stack, reach);
    });
    parallel_for(to_size(layout.size.y), [&](std::size_t y) {
        context.check_stop();
        spread_stack(second, first, stack_along_z(layout, y), reach);
    });
    VoxelField distance(layout);
    parallel_for(to_size(layout.size.z), [&](std::size_t z) {
        const std::size_t slice = to_size(layout.size.x) * to_size(layout.size.y);
        for (std::size_t i = z * slice; i < (z + 1) * slice; ++i) {
            const float voxels = std::sqrt(static_cast<float>(first[i]));
            distance.values[i] = std::min(voxels * layout.spacing_mm, reach_mm);
        }
    });
    return distance;
}

void blur(VoxelField& field, float sigma_mm, const JobContext& context) {
    const VoxelLayout& layout = field.layout;
    const std::vector<float> weights = gaussian_weights(sigma_mm / layout.spacing_mm);
    std::vector<float> half_done(layout.count());
    parallel_for(to_size(layout.size.z), [&](std::size_t z) {
        context.check_stop();
        const RowStack stack = stack_along_y(layout, z);
        std::vector<float> padded;
        for (int y = 0; y < stack.rows; ++y) {
            blur_row(field.values.data() + stack.first + to_size(y) * stack.stride, stack.width, weights, padded);
        }
        blur_stack(field.values.data(), half_done.data(), stack, weights);
    });
    parallel_for(to_size(layout.size.y), [&](std::size_t y) {
        context.check_stop();
        blur_stack(half_done.data(), field.values.data(), stack_along_z(layout, y), weights);
    });
}

void fill_slice_cavities(VoxelMask& set, LowFace low_x, const JobContext& context) {
    const glm::ivec3& size = set.layout.size;
    parallel_for(to_size(size.y), [&](std::size_t slice) {
        context.check_stop();
        const int y = static_cast<int>(slice);
        SliceFlood flood(set, y);
        for (int x = 0; x < size.x; ++x) {
            flood.enter(x, 0);
            flood.enter(x, size.z - 1);
        }
        for (int z = 0; z < size.z; ++z) {
            if (low_x == LowFace::Outside) {
                flood.enter(0, z);
            }
            flood.enter(size.x - 1, z);
        }
        flood.spread();
        for (int z = 0; z < size.z; ++z) {
            for (int x = 0; x < size.x; ++x) {
                set.values[set.layout.index(x, y, z)] = flood.reached(x, z) ? 0 : 1;
            }
        }
    });
}

}  // namespace palpate
