#include "geometry/simplify.h"

#include <meshoptimizer.h>

#include <algorithm>

namespace palpate {
namespace {

/// meshoptimizer measures errors as a share of the mesh's extent.
float relative_error(const TriangleMesh& mesh, float error_mm) {
    const float scale =
        meshopt_simplifyScale(&mesh.positions_mm[0].x, mesh.positions_mm.size(), sizeof(mesh.positions_mm[0]));
    return scale > 0 ? error_mm / scale : 0.0F;
}

/// `indices` with as few triangles as stay within `error_mm` of the mesh.
std::vector<std::uint32_t> simplified_indices(const TriangleMesh& mesh, const std::vector<std::uint32_t>& indices,
                                              float error_mm) {
    std::vector<std::uint32_t> result(indices.size());
    const std::size_t count =
        meshopt_simplify(result.data(), indices.data(), indices.size(), &mesh.positions_mm[0].x,
                         mesh.positions_mm.size(), sizeof(mesh.positions_mm[0]), 0, relative_error(mesh, error_mm));
    result.resize(count);
    return result;
}

template <class Value>
void remap(std::vector<Value>& values, const std::vector<std::uint32_t>& new_place, std::size_t new_count) {
    if (values.empty()) {
        return;
    }
    std::vector<Value> moved(new_count);
    meshopt_remapVertexBuffer(moved.data(), values.data(), values.size(), sizeof(Value), new_place.data());
    values = std::move(moved);
}

/// Moves every vertex to its new place and drops those without one.
void remap_vertices(TriangleMesh& mesh, const std::vector<std::uint32_t>& new_place, std::size_t new_count) {
    meshopt_remapIndexBuffer(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), new_place.data());
    for (CoarseLevel& level : mesh.coarse) {
        meshopt_remapIndexBuffer(level.indices.data(), level.indices.data(), level.indices.size(), new_place.data());
    }
    remap(mesh.positions_mm, new_place, new_count);
    remap(mesh.normals, new_place, new_count);
    remap(mesh.fibre_uv, new_place, new_count);
    remap(mesh.tendon, new_place, new_count);
    remap(mesh.openness, new_place, new_count);
}

/// Orders vertices as the triangles meet them and drops unused ones.
void fetch_order(TriangleMesh& mesh) {
    std::vector<std::uint32_t> new_place(mesh.positions_mm.size());
    const std::size_t count = meshopt_optimizeVertexFetchRemap(new_place.data(), mesh.indices.data(),
                                                               mesh.indices.size(), mesh.positions_mm.size());
    remap_vertices(mesh, new_place, count);
}

}  // namespace

TriangleMesh simplified(const TriangleMesh& mesh, float error_mm) {
    TriangleMesh result = mesh;
    result.coarse.clear();
    if (mesh.indices.empty()) {
        return result;
    }
    result.indices = simplified_indices(mesh, mesh.indices, error_mm);
    if (result.indices.empty()) {  // smaller than the error asked for: a surface must stay one
        result.indices = mesh.indices;
    }
    fetch_order(result);
    return result;
}

void add_coarse_levels(TriangleMesh& mesh, std::span<const float> errors_mm) {
    mesh.coarse.clear();
    for (const float error_mm : errors_mm) {
        // Each level starts from the one before: the errors add up, so only the rest is allowed now.
        const bool first = mesh.coarse.empty();
        const std::vector<std::uint32_t>& source = first ? mesh.indices : mesh.coarse.back().indices;
        const float allowed = first ? error_mm : error_mm - mesh.coarse.back().error_mm;
        std::vector<std::uint32_t> indices =
            source.empty() ? source : simplified_indices(mesh, source, std::max(allowed, 0.0F));
        if (indices.empty()) {
            indices = source;
        }
        mesh.coarse.push_back({std::move(indices), error_mm});
    }
}

void optimise_order(TriangleMesh& mesh) {
    if (mesh.indices.empty()) {
        return;
    }
    mesh.coarse.clear();
    meshopt_optimizeVertexCache(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(),
                                mesh.positions_mm.size());
    fetch_order(mesh);
}

}  // namespace palpate
