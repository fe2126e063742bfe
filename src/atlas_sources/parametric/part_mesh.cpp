#include "atlas_sources/parametric/part_mesh.h"

#include "atlas_sources/parametric/joined_solid.h"
#include "geometry/simplify.h"

#include <glm/geometric.hpp>

#include <utility>
#include <vector>

namespace palpate::parametric {
namespace {

/// The simplifier's bound; with it the whole body keeps within 900,000 triangles.
constexpr float k_simplify_error_mm = 0.2F;

TriangleMesh make_full_mesh(const FigurePart& part, const JobContext& context) {
    if (const auto* spindle = std::get_if<SpindleFigure>(&part)) {
        return make_spindle_mesh(*spindle);
    }
    if (const auto* sheet = std::get_if<SheetFigure>(&part)) {
        return make_sheet_mesh(*sheet);
    }
    return make_balls_mesh(std::get<BallsFigure>(part), context);
}

/// Where a thin place folds flat, simplifying joins its two faces in one edge: less of it then, until none is left.
TriangleMesh simplified_whole(const TriangleMesh& full) {
    constexpr float k_least_error_mm = 0.02F;
    for (float error_mm = k_simplify_error_mm; error_mm > k_least_error_mm; error_mm *= 0.5F) {
        TriangleMesh mesh = simplified(full, error_mm);
        if (count_open_edges(mesh) == 0) {
            return mesh;
        }
    }
    return full;
}

}  // namespace

TriangleMesh make_part_mesh(const FigurePart& part, const JobContext& context) {
    return simplified_whole(make_full_mesh(part, context));
}

TriangleMesh make_joined_structure_mesh(const FigureStructure& figure, const JobContext& context) {
    std::vector<TriangleMesh> parts;
    for (const FigurePart& part : figure.parts) {
        parts.push_back(make_part_mesh(part, context));  // joining heals their folds
    }
    return simplified_whole(make_joined_mesh(parts, figure.join_mm, context));
}

void finish_surface(TriangleMesh& mesh) {
    if (calc_volume_mm3(mesh) < 0) {
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
        }
        for (glm::vec3& normal : mesh.normals) {
            normal = -normal;
        }
    }
    std::vector<glm::vec3> mean(mesh.normals.size(), glm::vec3(0.0F));
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        for (std::size_t corner = 0; corner < 3; ++corner) {
            mean[mesh.indices[3 * i + corner]] += glm::cross(b - a, c - a);
        }
    }
    constexpr float k_least_agreement = 0.5F;
    for (std::size_t i = 0; i < mean.size(); ++i) {
        const float length = glm::length(mean[i]);
        if (length > 0 && glm::dot(mesh.normals[i], mean[i]) < k_least_agreement * length) {
            mesh.normals[i] = mean[i] / length;
        }
    }
}

}  // namespace palpate::parametric
