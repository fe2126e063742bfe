#pragma once

#include "anatomy/skin_map.h"
#include "atlas_sources/parametric/skin_cutter.h"
#include "atlas_sources/parametric/skin_map_recipe.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <string>
#include <vector>

namespace palpate::parametric {

/// All maps of the recipe on the skin of the body at the figures' own size (product frame). The right half has the
/// mirrored labels. Works on all cores, about a second of computing. Throws Error Cancelled.
[[nodiscard]] std::vector<SkinMap> make_skin_maps(const SkinMapRecipe& recipe, const TriangleMesh& skin,
                                                  const JobContext& context);

/// One map from a function of the place. All cores. Throws Error Cancelled.
[[nodiscard]] SkinMap make_skin_map(std::string id, std::vector<std::string> areas, const TriangleMesh& skin,
                                    const SideLabel& label, const JobContext& context);

/// The place itself on the left half, else its mirror image there.
[[nodiscard]] glm::vec3 folded(const glm::vec3& place_mm);

}  // namespace palpate::parametric
