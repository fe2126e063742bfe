#include "atlas_sources/parametric/skin_grid.h"

#include "geometry/frame.h"
#include "geometry/voxel_field_fill.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace palpate {
namespace {

/// Depth is kept between these bounds: farther in or out nothing asks for it.
constexpr float k_deepest_mm = 45.0F;
constexpr float k_margin_mm = 12.0F;      ///< free voxels beyond fat and blur
constexpr float k_mound_per_lack = 2.5F;  ///< spread grows with what is lacking, so mounds stay gentle

SkinRecipe::Station station_at(const std::vector<SkinRecipe::Station>& stations, float y_mm) {
    const auto below = std::find_if(stations.begin(), stations.end(), [&](const auto& s) { return s.y_mm <= y_mm; });
    if (below == stations.begin()) {
        return stations.front();
    }
    if (below == stations.end()) {
        return stations.back();
    }
    const SkinRecipe::Station& above = *(below - 1);
    const float t = smooth_ramp(below->y_mm, above.y_mm, y_mm);
    return {y_mm, glm::mix(below->closing_mm, above.closing_mm, t), glm::mix(below->fat_mm, above.fat_mm, t),
            glm::mix(below->calm, above.calm, t)};
}

SkinRecipe::Station largest_of(const std::vector<SkinRecipe::Station>& stations) {
    SkinRecipe::Station most;
    for (const SkinRecipe::Station& station : stations) {
        most.closing_mm = std::max(most.closing_mm, station.closing_mm);
        most.fat_mm = std::max(most.fat_mm, station.fat_mm);
        most.calm = std::max(most.calm, station.calm);
    }
    return most;
}

VoxelLayout layout_for(const SkinRecipe::Grid& recipe, std::span<const TriangleMesh* const> solids) {
    Box box;
    for (const TriangleMesh* solid : solids) {
        box.add(bounds(*solid));
    }
    // The closing needs room: its dilated shape must not touch the box.
    const SkinRecipe::Station most = largest_of(recipe.stations);
    const float margin = std::max(most.closing_mm, most.fat_mm + recipe.blur_mm) + k_margin_mm;
    box.low = box.low - margin;
    box.high = box.high + margin;
    box.low.y = std::max(box.low.y, recipe.from_y_mm);
    box.high.y = std::min(box.high.y, recipe.to_y_mm);
    if (recipe.meets_mirror_plane) {
        box.low.x = k_mirror_plane_x_mm + 0.5F * recipe.voxel_mm;
    }
    VoxelLayout layout;
    layout.spacing_mm = recipe.voxel_mm;
    layout.first_mm = box.low;
    layout.size = glm::max(glm::ivec3(glm::ceil(box.size() / recipe.voxel_mm)) + 1, glm::ivec3(2));
    return layout;
}

VoxelMask fill_group(const SkinRecipe::Grid& recipe, std::span<const TriangleMesh* const> solids,
                     const JobContext& context) {
    VoxelMask set(layout_for(recipe, solids));
    parallel_for(solids.size(), [&](std::size_t i) {
        context.check_stop();
        add_solid(set, *solids[i]);
        if (recipe.meets_mirror_plane && bounds(*solids[i]).low.x < k_mirror_plane_x_mm) {
            add_solid(set, mirrored(*solids[i]));
        }
    });
    return set;
}

/// The set grown by the closing radius of each height, cavities filled.
VoxelMask dilate(const SkinRecipe::Grid& recipe, const VoxelField& outside, const JobContext& context) {
    VoxelMask grown(outside.layout);
    const VoxelLayout& layout = outside.layout;
    for (int y = 0; y < layout.size.y; ++y) {
        const float radius = station_at(recipe.stations, layout.centre_mm(0, y, 0).y).closing_mm;
        for (int z = 0; z < layout.size.z; ++z) {
            const std::size_t row = layout.index(0, y, z);
            for (std::size_t i = row; i < row + static_cast<std::size_t>(layout.size.x); ++i) {
                grown.values[i] = outside.values[i] < radius ? 1 : 0;
            }
        }
    }
    fill_slice_cavities(grown, recipe.meets_mirror_plane ? LowFace::MirrorPlane : LowFace::Outside, context);
    return grown;
}

VoxelMask complement(VoxelMask set) {
    for (std::uint8_t& value : set.values) {
        value = value == 0 ? 1 : 0;
    }
    return set;
}

/// Of the lacks in one voxel only the worst.
std::vector<Lack> worst_per_voxel(std::span<const Lack> lacks, const VoxelLayout& layout) {
    std::map<std::size_t, Lack> worst;
    for (const Lack& lack : lacks) {
        const glm::vec3 place = glm::round((lack.place_mm - layout.first_mm) / layout.spacing_mm);
        const glm::ivec3 voxel = glm::clamp(glm::ivec3(place), glm::ivec3(0), layout.size - 1);
        Lack& kept = worst.try_emplace(layout.index(voxel.x, voxel.y, voxel.z), lack).first->second;
        if (lack.amount_mm > kept.amount_mm) {
            kept = lack;
        }
    }
    std::vector<Lack> result;
    for (const auto& [voxel, lack] : worst) {
        result.push_back(lack);
    }
    return result;
}

float spread_of(const Lack& lack, float least_mm) { return std::max(least_mm, k_mound_per_lack * lack.amount_mm); }

constexpr float k_mound_reach = 2.5F;  ///< in spreads

/// Part of a layout; `first` is its lowest voxel there.
struct VoxelStretch {
    VoxelLayout layout;
    glm::ivec3 first{0};
};

/// The voxels of a layout round a box; at least one.
VoxelStretch stretch_in(const Box& box, const VoxelLayout& layout) {
    const glm::ivec3 low = glm::ivec3(glm::floor((box.low - layout.first_mm) / layout.spacing_mm));
    const glm::ivec3 high = glm::ivec3(glm::ceil((box.high - layout.first_mm) / layout.spacing_mm));
    VoxelStretch stretch{layout, glm::clamp(low, glm::ivec3(0), layout.size - 1)};
    stretch.layout.size = glm::clamp(high, glm::ivec3(0), layout.size - 1) - stretch.first + 1;
    stretch.layout.first_mm = layout.centre_mm(stretch.first.x, stretch.first.y, stretch.first.z);
    return stretch;
}

/// Lacks whose mounds, blurred, may touch one another.
struct MoundRange {
    Box reach;
    std::vector<Lack> lacks;
};

bool overlap(const Box& a, const Box& b) {
    return glm::all(glm::lessThanEqual(a.low, b.high)) && glm::all(glm::lessThanEqual(b.low, a.high));
}

/// Ranges that do not touch: what is to be raised lies scattered over the body, and the box of all would be all of it.
std::vector<MoundRange> gather_ranges(const std::vector<Lack>& lacks, float spread_mm, float voxel_mm) {
    std::vector<MoundRange> ranges;
    for (const Lack& lack : lacks) {
        const float reach = k_mound_reach * spread_of(lack, spread_mm) + spread_mm + 4.0F * voxel_mm;
        MoundRange joined{{lack.place_mm - reach, lack.place_mm + reach}, {lack}};
        for (std::size_t i = 0; i < ranges.size();) {
            if (!overlap(ranges[i].reach, joined.reach)) {
                ++i;
                continue;
            }
            joined.reach.add(ranges[i].reach);
            joined.lacks.insert(joined.lacks.end(), ranges[i].lacks.begin(), ranges[i].lacks.end());
            ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(i));
            i = 0;  // grown, it may touch one that it did not before
        }
        ranges.push_back(std::move(joined));
    }
    return ranges;
}

/// Raises the field to a Gaussian mound over the lack, where it is lower.
void pile_up(VoxelField& lift, const Lack& lack, float spread_mm) {
    const VoxelLayout& layout = lift.layout;
    const glm::vec3 place = (lack.place_mm - layout.first_mm) / layout.spacing_mm;
    const float reach = k_mound_reach * spread_mm / layout.spacing_mm;
    const glm::ivec3 first = glm::max(glm::ivec3(glm::ceil(place - reach)), glm::ivec3(0));
    const glm::ivec3 last = glm::min(glm::ivec3(glm::floor(place + reach)), layout.size - 1);
    for (int z = first.z; z <= last.z; ++z) {
        for (int y = first.y; y <= last.y; ++y) {
            for (int x = first.x; x <= last.x; ++x) {
                const glm::vec3 away = layout.spacing_mm * (glm::vec3(x, y, z) - place) / spread_mm;
                const float mound = lack.amount_mm * std::exp(-0.5F * glm::dot(away, away));
                float& value = lift.values[layout.index(x, y, z)];
                value = std::max(value, mound);
            }
        }
    }
}

template <class Visit>
void for_each_voxel(const glm::ivec3& size, const Visit& visit) {
    for (int z = 0; z < size.z; ++z) {
        for (int y = 0; y < size.y; ++y) {
            for (int x = 0; x < size.x; ++x) {
                visit(x, y, z);
            }
        }
    }
}

Box box_round(std::span<const RoundCone> chain, float margin_mm) {
    Box box;
    for (const RoundCone& cone : chain) {
        const float reach = std::max(cone.from_radius_mm, cone.to_radius_mm) + margin_mm;
        box.add(glm::min(cone.from_mm, cone.to_mm) - reach);
        box.add(glm::max(cone.from_mm, cone.to_mm) + reach);
    }
    return box;
}

/// The line through the points without corners (Catmull-Rom): corners would show as rays across the crease.
std::vector<glm::vec4> rounded_line(const std::vector<glm::vec4>& points) {
    constexpr int k_steps = 8;
    std::vector<glm::vec4> line;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const glm::vec4& before = points[i == 0 ? 0 : i - 1];
        const glm::vec4& after = points[std::min(i + 2, points.size() - 1)];
        for (int step = 0; step < k_steps; ++step) {
            const float t = static_cast<float>(step) / k_steps;
            const glm::vec4 linear = points[i + 1] - before;
            const glm::vec4 square = 2.0F * before - 5.0F * points[i] + 4.0F * points[i + 1] - after;
            const glm::vec4 cube = 3.0F * (points[i] - points[i + 1]) + after - before;
            line.push_back(points[i] + 0.5F * t * (linear + t * (square + t * cube)));
        }
    }
    line.push_back(points.back());
    return line;
}

/// Moves the line's points onto the zero surface they lie near.
void draw_onto(std::vector<glm::vec4>& line, const VoxelField& depth) {
    constexpr int k_rounds = 8;
    constexpr float k_longest_step_mm = 3.0F;
    for (glm::vec4& point : line) {
        glm::vec3 place(point);
        for (int round = 0; round < k_rounds; ++round) {
            const glm::vec3 inward = depth.gradient(place);
            const float steepness = glm::length(inward);
            if (steepness > 1e-3F) {
                const float step = std::clamp(depth.sample(place), -k_longest_step_mm, k_longest_step_mm);
                place -= step / steepness * inward;
            }
        }
        point = glm::vec4(place, point.w);
    }
}

/// How far the skin sinks at a point: by the share of the nearest place of the line, Gaussian across it.
float sunk_mm(const SkinRecipe::Crease& crease, const std::vector<glm::vec4>& line, const glm::vec3& point) {
    float least = std::numeric_limits<float>::max();
    float share = 0.0F;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const glm::vec3 start(line[i]);
        const glm::vec3 along = glm::vec3(line[i + 1]) - start;
        const float square = std::max(glm::dot(along, along), 1e-9F);
        const float t = std::clamp(glm::dot(point - start, along) / square, 0.0F, 1.0F);
        const float away = glm::distance(point, start + t * along);
        if (away < least) {
            least = away;
            share = glm::mix(line[i].w, line[i + 1].w, t);
        }
    }
    const float widths = least / crease.width_mm;
    return share * crease.depth_mm * std::exp(-0.5F * widths * widths);
}

}  // namespace

SkinGrid::SkinGrid(const VoxelLayout& layout, bool meets_mirror_plane)
    : field(layout, -k_deepest_mm), meets_mirror_plane_(meets_mirror_plane) {}

float SkinGrid::depth_mm(const glm::vec3& point_mm) const {
    glm::vec3 inside = glm::clamp(point_mm, field.layout.first_mm, field.layout.last_mm());
    glm::vec3 beyond = point_mm - inside;
    if (meets_mirror_plane_) {
        beyond.x = std::max(beyond.x, 0.0F);
    }
    return field.sample(inside) - glm::length(beyond);
}

bool SkinGrid::holds(const glm::vec3& point_mm) const {
    const glm::vec3 last = field.layout.last_mm();
    const glm::vec3& first = field.layout.first_mm;
    return point_mm.y > first.y && point_mm.z > first.z && (meets_mirror_plane_ || point_mm.x > first.x) &&
           point_mm.x < last.x && point_mm.y < last.y && point_mm.z < last.z;
}

template <class Combine>
void SkinGrid::combine(std::span<const RoundCone> chain, float seam_mm, const Combine& join) {
    const VoxelLayout& layout = field.layout;
    const VoxelStretch stretch = stretch_in(box_round(chain, std::max(seam_mm, k_margin_mm)), layout);
    const glm::ivec3& size = stretch.layout.size;
    parallel_for(static_cast<std::size_t>(size.z), [&](std::size_t slice) {
        for (int y = 0; y < size.y; ++y) {
            for (int x = 0; x < size.x; ++x) {
                const glm::vec3 place = stretch.layout.centre_mm(x, y, static_cast<int>(slice));
                float depth = -k_deepest_mm - seam_mm;
                for (const RoundCone& cone : chain) {
                    depth = std::max(depth, cone.depth_mm(place));
                }
                const glm::ivec3 voxel = stretch.first + glm::ivec3(x, y, static_cast<int>(slice));
                float& value = field.values[layout.index(voxel.x, voxel.y, voxel.z)];
                value = join(value, depth, seam_mm);
            }
        }
    });
}

void SkinGrid::add(std::span<const RoundCone> chain, float seam_mm) {
    combine(chain, seam_mm, [](float body, float pad, float seam) { return smooth_max(body, pad, seam); });
}

void SkinGrid::carve(std::span<const RoundCone> chain, float seam_mm) {
    combine(chain, seam_mm, [](float body, float pad, float seam) { return -smooth_max(-body, pad, seam); });
}

void SkinGrid::soften(std::span<const RoundCone> chain, float blur_mm) {
    constexpr float k_fade_mm = 6.0F;
    const VoxelStretch stretch = stretch_in(box_round(chain, k_margin_mm), field.layout);
    const glm::ivec3& size = stretch.layout.size;
    const auto place_of = [&](int x, int y, int z) {
        const glm::ivec3 voxel = stretch.first + glm::ivec3(x, y, z);
        return field.layout.index(voxel.x, voxel.y, voxel.z);
    };
    VoxelField soft(stretch.layout);
    for_each_voxel(size, [&](int x, int y, int z) {
        soft.values[stretch.layout.index(x, y, z)] = field.values[place_of(x, y, z)];
    });
    blur(soft, blur_mm, JobContext());
    for_each_voxel(size, [&](int x, int y, int z) {
        const glm::ivec3 voxel(x, y, z);
        const glm::ivec3 to_face = glm::min(voxel, size - 1 - voxel);
        const int nearest = std::min({to_face.x, to_face.y, to_face.z});
        const float share = smooth_ramp(0.0F, k_fade_mm, static_cast<float>(nearest) * field.layout.spacing_mm);
        float& value = field.values[place_of(x, y, z)];
        value = glm::mix(value, soft.values[stretch.layout.index(x, y, z)], share);
    });
}

void SkinGrid::sink(const SkinRecipe::Crease& crease) {
    std::vector<glm::vec4> line = rounded_line(crease.points);
    const bool from_front = crease.front_of_z_mm.has_value();
    if (!from_front) {
        draw_onto(line, field);
    }
    const float reach = 3.0F * crease.width_mm;
    Box box;
    for (const glm::vec4& point : line) {
        box.add(glm::vec3(point) - reach);
        box.add(glm::vec3(point) + reach);
    }
    if (from_front) {
        box.low.z = *crease.front_of_z_mm;
        box.high.z = field.layout.last_mm().z;
    }
    const VoxelStretch stretch = stretch_in(box, field.layout);
    const glm::vec3 seen(1.0F, 1.0F, from_front ? 0.0F : 1.0F);
    for_each_voxel(stretch.layout.size, [&](int x, int y, int z) {
        const glm::ivec3 voxel = stretch.first + glm::ivec3(x, y, z);
        float& value = field.values[field.layout.index(voxel.x, voxel.y, voxel.z)];
        if (std::abs(value) < reach) {  // the line lies on the surface: deeper is farther from it
            value -= sunk_mm(crease, line, seen * stretch.layout.centre_mm(x, y, z));
        }
    });
}

void SkinGrid::raise(std::span<const Lack> lacks, float spread_mm, const JobContext& context) {
    const std::vector<Lack> worst = worst_per_voxel(lacks, field.layout);
    for (const MoundRange& range : gather_ranges(worst, spread_mm, field.layout.spacing_mm)) {
        context.check_stop();
        const VoxelStretch stretch = stretch_in(range.reach, field.layout);
        VoxelField lift(stretch.layout);
        for (const Lack& lack : range.lacks) {
            pile_up(lift, lack, spread_of(lack, spread_mm));
        }
        blur(lift, std::max(0.3F * spread_mm, field.layout.spacing_mm), context);
        const glm::ivec3& size = stretch.layout.size;
        for (int z = 0; z < size.z; ++z) {
            for (int y = 0; y < size.y; ++y) {
                const float* from = lift.values.data() + stretch.layout.index(0, y, z);
                const glm::ivec3 start = stretch.first + glm::ivec3(0, y, z);
                float* to = field.values.data() + field.layout.index(start.x, start.y, start.z);
                std::transform(from, from + size.x, to, to, std::plus<>());
            }
        }
    }
}

namespace {

/// Mixes in a broader blur by the calm of each height.
void calm_down(VoxelField& field, const SkinRecipe::Grid& recipe, const JobContext& context) {
    VoxelField broad = field;
    blur(broad, recipe.calm_blur_mm, context);
    const VoxelLayout& layout = field.layout;
    for (int y = 0; y < layout.size.y; ++y) {
        const float calm = station_at(recipe.stations, layout.centre_mm(0, y, 0).y).calm;
        for (int z = 0; z < layout.size.z && calm > 0.0F; ++z) {
            const std::size_t row = layout.index(0, y, z);
            for (std::size_t i = row; i < row + static_cast<std::size_t>(layout.size.x); ++i) {
                field.values[i] = glm::mix(field.values[i], broad.values[i], calm);
            }
        }
    }
}

}  // namespace

SkinGrid grow_grid(const SkinRecipe::Grid& recipe, std::span<const TriangleMesh* const> solids,
                   const JobContext& context) {
    const SkinRecipe::Station most = largest_of(recipe.stations);
    const float half_voxel = 0.5F * recipe.voxel_mm;  // a set ends half a voxel beyond its last centre
    const VoxelField outside =
        calc_distance_mm(fill_group(recipe, solids, context), most.closing_mm + k_margin_mm + recipe.blur_mm, context);
    const VoxelMask grown = dilate(recipe, outside, context);
    const VoxelField inside = calc_distance_mm(complement(grown), most.closing_mm + k_margin_mm, context);
    SkinGrid grid(outside.layout, recipe.meets_mirror_plane);
    const VoxelLayout& layout = outside.layout;
    parallel_for(static_cast<std::size_t>(layout.size.y), [&](std::size_t slice) {
        const int y = static_cast<int>(slice);
        const SkinRecipe::Station radii = station_at(recipe.stations, layout.centre_mm(0, y, 0).y);
        for (int z = 0; z < layout.size.z; ++z) {
            const std::size_t row = layout.index(0, y, z);
            for (std::size_t i = row; i < row + static_cast<std::size_t>(layout.size.x); ++i) {
                const float bridged = inside.values[i] - half_voxel - (radii.closing_mm - radii.fat_mm);
                const float open = radii.fat_mm + half_voxel - outside.values[i];
                grid.field.values[i] =
                    std::clamp(grown.values[i] != 0 ? std::max(bridged, open) : open, -k_deepest_mm, k_deepest_mm);
            }
        }
    });
    blur(grid.field, recipe.blur_mm, context);
    if (most.calm > 0.0F) {
        calm_down(grid.field, recipe, context);
    }
    return grid;
}

}  // namespace palpate
