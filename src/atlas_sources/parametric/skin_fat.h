#pragma once

#include "atlas_sources/parametric/form_recipe.h"
#include "geometry/triangle_mesh.h"

#include <glm/vec3.hpp>

#include <vector>

namespace palpate::parametric {

/// How the fat of a form moves the skin of the base body, mm, per vertex and in the base body's own frame: layers and
/// mounds pushed outward, hollows between muscles filled. Never inward: what is slim is so by the warp, which takes the
/// muscles along. All cores; 60 ms for the built-in body.
[[nodiscard]] std::vector<glm::vec3> calc_fat(const TriangleMesh& skin, const FormRecipe& recipe,
                                              const FormShares& shares);

}  // namespace palpate::parametric
