#pragma once

#include "atlas_sources/parametric/skin.h"
#include "atlas_sources/parametric/skin_field.h"
#include "atlas_sources/parametric/skin_recipe.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace palpate {

/// A nail on the back of a finger's or toe's last segment, in that segment's own frame.
struct Nail {
    glm::vec3 tip_mm{0.0F};  ///< centre of the digit's last ball
    glm::vec3 along{0.0F};   ///< unit, towards the tip
    glm::vec3 dorsal{0.0F};  ///< unit, out through the nail
    glm::vec3 aside{0.0F};   ///< unit, completes the frame
    float radius_mm = 0.0F;  ///< of the last ball
    float fold_mm = 0.0F;    ///< where the plate comes out of its fold, along from the ball's centre
    float edge_mm = 0.0F;    ///< and where it ends
    float width_mm = 0.0F;   ///< round the digit

    /// How far the skin rises there over a digit without nail, mm: the plate, a groove round it, the soft fold beyond.
    /// 0 away from the nail.
    [[nodiscard]] float rise_mm(const glm::vec3& point_mm) const;
    /// Signed distance from the plate's outline on the digit's surface, mm, negative on it; far away on the pulp's side.
    [[nodiscard]] float beside_outline_mm(const glm::vec3& point_mm) const;
};

/// The nails of all digits that have one and whose bones are there.
[[nodiscard]] std::vector<Nail> make_nails(std::span<const SkinSolid> solids, const SkinRecipe& recipe);

/// Splits the triangles at the nails' borders to about half a millimetre and raises the nails, their normals with them.
/// Elsewhere the mesh stays as it is; a closed mesh stays closed.
void add_nails(TriangleMesh& skin, std::span<const Nail> nails, const SkinField& field);

}  // namespace palpate
