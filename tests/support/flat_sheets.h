#pragma once

#include "geometry/triangle_mesh.h"

#include <cmath>
#include <cstdint>
#include <memory>

namespace palpate::test {

/// A strip of a grid of squares in two triangles each, `columns` x `rows` of `step_mm`, its first corner at the origin,
/// bent by `place_at(x, y)` mm to wherever it shall lie. Faces +z where it is not bent.
template <class PlaceAt>
std::shared_ptr<const TriangleMesh> make_sheet(std::uint32_t columns, std::uint32_t rows, float step_mm,
                                               PlaceAt place_at) {
    auto mesh = std::make_shared<TriangleMesh>();
    for (std::uint32_t j = 0; j <= rows; ++j) {
        for (std::uint32_t i = 0; i <= columns; ++i) {
            mesh->positions_mm.push_back(place_at(static_cast<float>(i) * step_mm, static_cast<float>(j) * step_mm));
        }
    }
    for (std::uint32_t j = 0; j < rows; ++j) {
        for (std::uint32_t i = 0; i < columns; ++i) {
            const std::uint32_t a = j * (columns + 1) + i;
            const std::uint32_t c = a + columns + 1;
            mesh->indices.insert(mesh->indices.end(), {a, a + 1, c, c, a + 1, c + 1});
        }
    }
    mesh->normals.resize(mesh->positions_mm.size());
    recalculate_normals(*mesh);
    return mesh;
}

inline std::shared_ptr<const TriangleMesh> make_flat_sheet(std::uint32_t columns, std::uint32_t rows, float step_mm) {
    return make_sheet(columns, rows, step_mm, [](float x, float y) { return glm::vec3(x, y, 0.0F); });
}

/// A sheet wound round the y axis at that radius.
inline std::shared_ptr<const TriangleMesh> make_cylinder_sheet(std::uint32_t columns, std::uint32_t rows, float step_mm,
                                                               float radius_mm) {
    return make_sheet(columns, rows, step_mm, [radius_mm](float x, float y) {
        return glm::vec3(radius_mm * std::sin(x / radius_mm), y, radius_mm * std::cos(x / radius_mm));
    });
}

/// A sheet folded over along x = `fold_mm`: its second half lies `gap_mm` behind the first.
inline std::shared_ptr<const TriangleMesh> make_folded_sheet(std::uint32_t columns, std::uint32_t rows, float step_mm,
                                                             float fold_mm, float gap_mm) {
    return make_sheet(columns, rows, step_mm, [=](float x, float y) {
        return x <= fold_mm ? glm::vec3(x, y, 0.0F) : glm::vec3(2.0F * fold_mm - x, y, -gap_mm);
    });
}

}  // namespace palpate::test
