#pragma once

#include "atlas_sources/parametric/skin.h"
#include "atlas_sources/parametric/skin_recipe.h"
#include "atlas_sources/parametric/skin_shapes.h"
#include "geometry/triangle_mesh.h"

#include <span>
#include <vector>

namespace palpate {

/// A finger or toe as cones along its bones, which come in the digit's order, from hand or foot to the tip.
/// Needs one radius more than bones, and bones with vertices.
[[nodiscard]] std::vector<RoundCone> make_digit(const SkinRecipe::Digit& digit, float tip_mm,
                                                std::span<const TriangleMesh> bones);

/// The same from all the body's solids; empty where one of the digit's bones is missing.
[[nodiscard]] std::vector<RoundCone> find_digit(const SkinRecipe::Digit& digit, float tip_mm,
                                                std::span<const SkinSolid> solids);

/// Folds, knuckles and wrinkles at the joints of a digit that make_digit() made; none without a nail, which tells its
/// back.
[[nodiscard]] std::vector<SkinRecipe::Crease> make_joint_creases(const SkinRecipe::Digits& set,
                                                                 const SkinRecipe::Digit& digit,
                                                                 std::span<const RoundCone> cones);

}  // namespace palpate
