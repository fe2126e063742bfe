#include "atlas_sources/parametric/body_shaper.h"

#include "atlas_sources/parametric/skin_recipe.h"
#include "geometry/frame.h"

#include <algorithm>
#include <string>

namespace palpate::parametric {
namespace {

float top_of_skin_mm(std::span<const BodyMesh> body) {
    const auto skin = std::ranges::find(body, std::string(k_skin_id), &BodyMesh::catalogue_id);
    return skin == body.end() ? 0.0F : bounds(skin->mesh).high.y;
}

}  // namespace

BodyShaper::BodyShaper(const BodyForm& form, std::span<const BodyMesh> body) {
    if (const float top_mm = top_of_skin_mm(body); form.stature_mm && top_mm > 0.0F) {
        growth_ = *form.stature_mm / top_mm;
    }
}

glm::vec3 BodyShaper::moved(const glm::vec3& point_mm) const {
    const glm::vec3 centre(k_mirror_plane_x_mm, 0.0F, 0.0F);
    return centre + growth_ * (point_mm - centre);
}

void BodyShaper::reshape(TriangleMesh& mesh) const {
    for (glm::vec3& position : mesh.positions_mm) {
        position = moved(position);
    }
}

}  // namespace palpate::parametric
