#pragma once

#include "geometry/triangle_mesh.h"
#include "render/detail/gl_objects.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace palpate {

/// One level of detail: a range of the mesh's index buffer.
struct GpuLevel {
    std::size_t first_byte = 0;
    GLsizei index_count = 0;
    float error_mm = 0.0F;

    [[nodiscard]] std::size_t triangle_count() const { return static_cast<std::size_t>(index_count) / 3; }
};

/// A mesh on the GPU, with all its levels of detail, finest first.
struct GpuMesh {
    std::weak_ptr<const TriangleMesh> source;
    GlVertexArray vertex_array;
    GlBuffer vertices;
    GlBuffer overlay;  ///< none where the mesh has no colours over it
    GlBuffer indices;
    GLenum index_type = GL_UNSIGNED_INT;
    std::vector<GpuLevel> levels;
    Box box;
    glm::vec2 fibre_extent_mm{0.0F};  ///< zero where the mesh has no fibre coordinates
    bool closed = true;               ///< back faces can never be seen
};

/// Draws one level of a mesh with the program in use.
void draw_mesh(const GpuMesh& mesh, std::size_t level);

/// True when the triangles' areas cancel out as they do on a closed surface; small holes are let pass. O(triangles).
[[nodiscard]] bool looks_closed(const TriangleMesh& mesh);

/// Meshes by identity. An entry lives as long as its mesh does: sweep() frees what died. Thread: the context's.
class GpuMeshCache {
public:
    /// The mesh on the GPU, uploaded now if it is not there yet. Valid until the next call that is not const.
    const GpuMesh& obtain(const std::shared_ptr<const TriangleMesh>& mesh);
    [[nodiscard]] bool contains(const std::shared_ptr<const TriangleMesh>& mesh) const;
    /// True when any was freed.
    bool sweep();

private:
    std::unordered_map<const TriangleMesh*, std::unique_ptr<GpuMesh>> meshes_;
};

}  // namespace palpate
