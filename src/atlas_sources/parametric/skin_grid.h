#pragma once

#include "atlas_sources/parametric/skin_recipe.h"
#include "atlas_sources/parametric/skin_shapes.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"
#include "geometry/voxel_field.h"

#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace palpate {

/// A place where a grid's skin is to rise.
struct Lack {
    glm::vec3 place_mm{0.0F};
    float amount_mm = 0.0F;
};

/// Depth below the skin that one group of solids makes, on a box of voxels: positive inside, about mm.
class SkinGrid {
public:
    SkinGrid(const VoxelLayout& layout, bool meets_mirror_plane);

    /// Depth at a point; beyond the box it falls by a mm per mm.
    [[nodiscard]] float depth_mm(const glm::vec3& point_mm) const;
    [[nodiscard]] bool holds(const glm::vec3& point_mm) const;

    /// Joins the union of the cones to the body (or takes it away), the seam between the two rounded.
    void add(std::span<const RoundCone> chain, float seam_mm);
    void carve(std::span<const RoundCone> chain, float seam_mm);
    void sink(const SkinRecipe::Crease& crease);
    /// Blurs the field round the cones, fading out towards the faces of their box.
    void soften(std::span<const RoundCone> chain, float blur_mm);

    /// Raises the depth by soft mounds of at least this spread that reach each lack's amount at its place.
    void raise(std::span<const Lack> lacks, float spread_mm, const JobContext& context);

    VoxelField field;

private:
    template <class Combine>
    void combine(std::span<const RoundCone> chain, float seam_mm, const Combine& join);

    bool meets_mirror_plane_;
};

/// Closes the solids by the recipe's radii, lays the fat on and blurs the result. Throws Error Cancelled.
[[nodiscard]] SkinGrid grow_grid(const SkinRecipe::Grid& recipe, std::span<const TriangleMesh* const> solids,
                                 const JobContext& context);

}  // namespace palpate
