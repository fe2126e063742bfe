#include "atlas_sources/parametric/ball_field.h"
#include "atlas_sources/parametric/iso_surface.h"
#include "atlas_sources/parametric/part_mesh.h"

#include <glm/geometric.hpp>

#include <vector>

namespace palpate::parametric {
namespace {

/// Averages normals with their neighbours', so that the flat hulls between three balls do not show as facets in the
/// light. The surface itself stays. A round reaches about one step of the field further.
void soften_normals(TriangleMesh& mesh) {
    constexpr int k_rounds = 8;
    std::vector<glm::vec3> sum;
    for (int round = 0; round < k_rounds; ++round) {
        sum = mesh.normals;
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            const std::uint32_t a = mesh.indices[i];
            const std::uint32_t b = mesh.indices[i + 1];
            const std::uint32_t c = mesh.indices[i + 2];
            const glm::vec3 all = mesh.normals[a] + mesh.normals[b] + mesh.normals[c];
            sum[a] += all;
            sum[b] += all;
            sum[c] += all;
        }
        for (std::size_t i = 0; i < sum.size(); ++i) {
            const float length = glm::length(sum[i]);
            if (length > 0) {
                mesh.normals[i] = sum[i] / length;
            }
        }
    }
}

}  // namespace

TriangleMesh make_balls_mesh(const BallsFigure& figure, const JobContext& context) {
    TriangleMesh mesh = make_iso_surface(make_ball_field(figure, choose_field_step_mm(figure), context), context);
    finish_surface(mesh);
    soften_normals(mesh);
    return mesh;
}

}  // namespace palpate::parametric
