#pragma once

#include "atlas_sources/parametric/head_field.h"
#include "atlas_sources/parametric/skin_recipe.h"
#include "base/jobs.h"
#include "geometry/triangle_mesh.h"

#include <span>
#include <string>

namespace palpate {

/// A closed part of a left or midline structure, product frame.
struct SkinSolid {
    std::string catalogue_id;
    bool midline = false;
    TriangleMesh mesh;
};

/// The one closed, outward skin over the solids and their mirror images: exactly mirror-symmetric about the plane of
/// frame.h, smooth normals, all solids inside. The same input gives the same skin.
/// Cost: about five seconds on two cores for the whole body. Reports progress; throws Error Cancelled.
[[nodiscard]] TriangleMesh build_skin(std::span<const SkinSolid> solids, const SkinRecipe& recipe,
                                      const HeadField& head, const JobContext& context);

}  // namespace palpate
