#pragma once

#include "base/jobs.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

/// A box of cubic voxels, x fastest, then y, then z. `first_mm` is the centre of voxel (0,0,0), product frame.
struct VoxelLayout {
    glm::ivec3 size{0};
    glm::vec3 first_mm{0.0F};
    float spacing_mm = 1.0F;

    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::size_t index(int x, int y, int z) const;
    [[nodiscard]] glm::vec3 centre_mm(int x, int y, int z) const;
    [[nodiscard]] glm::vec3 last_mm() const;
    bool operator==(const VoxelLayout&) const = default;
};

/// Which voxels belong to a set. Invariant: values.size() == layout.count(); a value is 0 or 1.
struct VoxelMask {
    explicit VoxelMask(const VoxelLayout& box) : layout(box), values(box.count(), 0) {}

    VoxelLayout layout;
    std::vector<std::uint8_t> values;
};

/// One number per voxel centre. Invariant: values.size() == layout.count().
struct VoxelField {
    explicit VoxelField(const VoxelLayout& box, float value = 0.0F) : layout(box), values(box.count(), value) {}

    /// Trilinear; a point outside the box reads the nearest place of the box.
    [[nodiscard]] float sample(const glm::vec3& point_mm) const;
    /// Rate of change per mm, central differences of `sample` half a voxel either way.
    [[nodiscard]] glm::vec3 gradient(const glm::vec3& point_mm) const;

    VoxelLayout layout;
    std::vector<float> values;
};

/// Distance in mm from each voxel centre to the nearest centre of the set; 0 inside. Exact up to `reach_mm`, which is
/// what everything farther reads. Cost: about 0.4 ns per voxel and voxel of reach. Throws Error Cancelled.
[[nodiscard]] VoxelField calc_distance_mm(const VoxelMask& set, float reach_mm, const JobContext& context);

/// Gaussian blur, separable, cut at three sigma. The box reflects at its faces, so the sum of all values stays, and a
/// body cut at its mirror plane (between voxels) blurs as the whole body would. Throws Error Cancelled.
void blur(VoxelField& field, float sigma_mm, const JobContext& context);

/// What lies beyond the low x face when cavities are looked for.
enum class LowFace { Outside, MirrorPlane };

/// Adds to the set, slice by slice across y, all that the outside of the slice cannot reach (four neighbours). A body
/// cut at its mirror plane is not entered through the cut.
void fill_slice_cavities(VoxelMask& set, LowFace low_x, const JobContext& context);

}  // namespace palpate
