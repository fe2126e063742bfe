#pragma once

#include "anatomy/body_form.h"
#include "atlas_sources/parametric/body_payload.h"
#include "geometry/triangle_mesh.h"

#include <span>

namespace palpate::parametric {

/// Brings the base body, which the figures describe, into a form: the same triangles, with their vertices moved.
/// Immutable; any thread.
class BodyShaper {
public:
    /// `body` is the whole base body: its skin says how tall it is.
    BodyShaper(const BodyForm& form, std::span<const BodyMesh> body);

    /// False for the default form: every surface stays as it is.
    [[nodiscard]] bool moves() const { return growth_ != 1.0F; }
    /// Where a point of the base body (mm) goes.
    [[nodiscard]] glm::vec3 moved(const glm::vec3& point_mm) const;
    /// Moves the vertices of a surface of the base body and turns its normals. 50 ns per vertex.
    void reshape(TriangleMesh& mesh) const;

private:
    float growth_ = 1.0F;
};

}  // namespace palpate::parametric
