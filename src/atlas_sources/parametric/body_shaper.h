#pragma once

#include "anatomy/body_form.h"
#include "atlas_sources/parametric/body_payload.h"
#include "atlas_sources/parametric/body_warp.h"
#include "atlas_sources/parametric/form_recipe.h"
#include "geometry/triangle_mesh.h"

#include <span>

namespace palpate::parametric {

/// Brings the base body, which the figures describe, into a form: the same triangles, with their vertices moved. Bones,
/// muscles and skin go through one smooth warp of space; the skin then takes on the form's fat. Immutable; any thread.
class BodyShaper {
public:
    /// `body` is the whole base body: its skin says how tall it is. Nothing is moved in the default form.
    BodyShaper(const FormRecipe& recipe, const BodyForm& form, std::span<const BodyMesh> body);

    /// False for the default form: every surface stays as it is.
    [[nodiscard]] bool moves() const { return moves_; }
    /// Where a point of the base body (mm) goes: for places in the body. Places on the skin follow its triangles.
    [[nodiscard]] glm::vec3 moved(const glm::vec3& point_mm) const { return moves_ ? warp_.moved(point_mm) : point_mm; }
    /// Moves the vertices of a surface of the base body under the skin and turns its normals. 0.3 us per vertex.
    void reshape(TriangleMesh& mesh) const;
    /// The same for the skin, with its fat. `facing`: find_facing_skin() of it. All cores; 0.1 s.
    void reshape_skin(TriangleMesh& skin, std::span<const std::uint32_t> facing) const;

private:
    FormRecipe recipe_;
    FormShares shares_;
    bool moves_ = false;
    BodyWarp warp_;
};

}  // namespace palpate::parametric
