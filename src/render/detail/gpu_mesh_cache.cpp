#include "render/detail/gpu_mesh_cache.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/packing.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace palpate {
namespace {

/// 24 bytes a vertex: a body of half a million vertices fits in 12 MB.
struct GpuVertex {
    glm::vec3 position_mm;
    std::uint32_t normal;  ///< 10 bits an axis, signed
    std::array<std::uint16_t, 2> fibre_uv;
    std::uint8_t tendon;
    std::uint8_t openness;
    std::uint16_t unused;
};
static_assert(sizeof(GpuVertex) == 24);

std::uint16_t unit_to_16_bits(float value) {
    return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 65535.0F));
}

std::uint8_t unit_to_8_bits(float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
}

std::vector<GpuVertex> pack_vertices(const TriangleMesh& mesh) {
    std::vector<GpuVertex> vertices(mesh.positions_mm.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        GpuVertex& vertex = vertices[i];
        vertex.position_mm = mesh.positions_mm[i];
        vertex.normal = glm::packSnorm3x10_1x2(glm::vec4(mesh.normals[i], 0.0F));
        const glm::vec2 uv = mesh.fibre_uv.empty() ? glm::vec2(0.0F) : mesh.fibre_uv[i];
        vertex.fibre_uv = {unit_to_16_bits(uv.x), unit_to_16_bits(uv.y)};
        vertex.tendon = mesh.tendon.empty() ? std::uint8_t{0} : unit_to_8_bits(mesh.tendon[i]);
        vertex.openness = mesh.openness.empty() ? std::uint8_t{255} : unit_to_8_bits(mesh.openness[i]);
        vertex.unused = 0;
    }
    return vertices;
}

void describe_vertices() {
    constexpr GLsizei k_stride = sizeof(GpuVertex);
    glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(GpuVertex, position_mm)));
    glVertexAttribPointer(1, 4, GL_INT_2_10_10_10_REV, GL_TRUE, k_stride, buffer_offset(offsetof(GpuVertex, normal)));
    glVertexAttribPointer(2, 2, GL_UNSIGNED_SHORT, GL_TRUE, k_stride, buffer_offset(offsetof(GpuVertex, fibre_uv)));
    glVertexAttribPointer(3, 2, GL_UNSIGNED_BYTE, GL_TRUE, k_stride, buffer_offset(offsetof(GpuVertex, tendon)));
    for (GLuint attribute = 0; attribute < 4; ++attribute) {
        glEnableVertexAttribArray(attribute);
    }
}

/// Colours over the surface; a mesh without them takes the attribute's current value, which is none.
void upload_overlay(GpuMesh& gpu, const TriangleMesh& mesh) {
    if (mesh.overlay.empty()) {
        return;
    }
    std::vector<std::array<std::uint8_t, 4>> colours;
    colours.reserve(mesh.overlay.size());
    for (const glm::vec4& colour : mesh.overlay) {
        colours.push_back(
            {unit_to_8_bits(colour.r), unit_to_8_bits(colour.g), unit_to_8_bits(colour.b), unit_to_8_bits(colour.a)});
    }
    gpu.overlay = make_buffer();
    glBindBuffer(GL_ARRAY_BUFFER, gpu.overlay.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(4 * colours.size()), colours.data(), GL_STATIC_DRAW);
    glVertexAttribPointer(4, 4, GL_UNSIGNED_BYTE, GL_TRUE, 0, buffer_offset(0));
    glEnableVertexAttribArray(4);
}

/// Half as many bytes for the great majority of meshes, which have fewer than 65536 vertices.
template <class Index>
void upload_indices(GpuMesh& gpu, const TriangleMesh& mesh) {
    std::vector<Index> indices;
    const auto add_level = [&](const std::vector<std::uint32_t>& level, float error_mm) {
        gpu.levels.push_back({indices.size() * sizeof(Index), static_cast<GLsizei>(level.size()), error_mm});
        std::ranges::transform(level, std::back_inserter(indices),
                               [](auto index) { return static_cast<Index>(index); });
    };
    add_level(mesh.indices, 0.0F);
    for (const CoarseLevel& level : mesh.coarse) {
        add_level(level.indices, level.error_mm);
    }
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(Index)), indices.data(),
                 GL_STATIC_DRAW);
}

std::unique_ptr<GpuMesh> upload(const std::shared_ptr<const TriangleMesh>& mesh) {
    auto gpu = std::make_unique<GpuMesh>();
    gpu->source = mesh;
    gpu->vertex_array = make_vertex_array();
    gpu->vertices = make_buffer();
    gpu->indices = make_buffer();
    gpu->box = bounds(*mesh);
    gpu->closed = looks_closed(*mesh);
    gpu->fibre_extent_mm = mesh->fibre_uv.empty() ? glm::vec2(0.0F) : mesh->fibre_extent_mm;
    glBindVertexArray(gpu->vertex_array.name());
    const std::vector<GpuVertex> vertices = pack_vertices(*mesh);
    glBindBuffer(GL_ARRAY_BUFFER, gpu->vertices.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(GpuVertex)), vertices.data(),
                 GL_STATIC_DRAW);
    describe_vertices();
    upload_overlay(*gpu, *mesh);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, gpu->indices.name());
    if (vertices.size() <= std::numeric_limits<std::uint16_t>::max()) {
        gpu->index_type = GL_UNSIGNED_SHORT;
        upload_indices<std::uint16_t>(*gpu, *mesh);
    } else {
        gpu->index_type = GL_UNSIGNED_INT;
        upload_indices<std::uint32_t>(*gpu, *mesh);
    }
    glBindVertexArray(0);
    return gpu;
}

}  // namespace

void draw_mesh(const GpuMesh& mesh, std::size_t level) {
    const GpuLevel& range = mesh.levels[level];
    glBindVertexArray(mesh.vertex_array.name());
    glDrawElements(GL_TRIANGLES, range.index_count, mesh.index_type, buffer_offset(range.first_byte));
}

bool looks_closed(const TriangleMesh& mesh) {
    constexpr float k_open_share = 0.02F;
    glm::vec3 sum(0.0F);
    float area = 0.0F;
    for (std::size_t i = 0; i < mesh.triangle_count(); ++i) {
        const auto [a, b, c] = mesh.triangle(i);
        const glm::vec3 weighted = glm::cross(b - a, c - a);
        sum += weighted;
        area += glm::length(weighted);
    }
    return glm::length(sum) <= k_open_share * area;
}

const GpuMesh& GpuMeshCache::obtain(const std::shared_ptr<const TriangleMesh>& mesh) {
    std::unique_ptr<GpuMesh>& entry = meshes_[mesh.get()];
    // A new mesh may lie where a dead one lay.
    if (entry == nullptr || entry->source.expired()) {
        entry = upload(mesh);
    }
    return *entry;
}

bool GpuMeshCache::contains(const std::shared_ptr<const TriangleMesh>& mesh) const {
    const auto found = meshes_.find(mesh.get());
    return found != meshes_.end() && !found->second->source.expired();
}

bool GpuMeshCache::sweep() {
    return std::erase_if(meshes_, [](const auto& entry) { return entry.second->source.expired(); }) > 0;
}

}  // namespace palpate
