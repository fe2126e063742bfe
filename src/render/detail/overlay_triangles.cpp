#include "render/detail/overlay_triangles.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {
namespace {

void describe_vertices() {
    constexpr GLsizei k_stride = sizeof(OverlayVertex);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(OverlayVertex, position_px)));
    glVertexAttribPointer(1, 4, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(OverlayVertex, shape)));
    glVertexAttribPointer(2, 2, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(OverlayVertex, local)));
    glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, GL_TRUE, k_stride, buffer_offset(offsetof(OverlayVertex, fill)));
    glVertexAttribPointer(4, 4, GL_UNSIGNED_BYTE, GL_TRUE, k_stride, buffer_offset(offsetof(OverlayVertex, casing)));
    glVertexAttribPointer(5, 4, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(OverlayVertex, place)));
    glVertexAttribPointer(6, 4, GL_FLOAT, GL_FALSE, k_stride, buffer_offset(offsetof(OverlayVertex, style)));
    for (GLuint attribute = 0; attribute < 7; ++attribute) {
        glEnableVertexAttribArray(attribute);
    }
}

/// Into the bound element buffer.
void upload_quad_indices(std::size_t quads) {
    std::vector<std::uint32_t> indices;
    indices.reserve(6 * quads);
    for (std::uint32_t first = 0; first < 4 * quads; first += 4) {
        for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U}) {
            indices.push_back(first + corner);
        }
    }
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)),
                 indices.data(), GL_STATIC_DRAW);
}

}  // namespace

OverlayTriangles::OverlayTriangles() : array_(make_vertex_array()), corners_(make_buffer()), indices_(make_buffer()) {
    glBindVertexArray(array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, corners_.name());
    describe_vertices();
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.name());
    glBindVertexArray(0);
}

void OverlayTriangles::draw(std::span<const OverlayVertex> vertices) {
    const std::size_t quads = vertices.size() / 4;
    glBindVertexArray(array_.name());
    if (quads > indexed_quads_) {
        indexed_quads_ = 2 * quads;
        upload_quad_indices(indexed_quads_);
    }
    glBindBuffer(GL_ARRAY_BUFFER, corners_.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size_bytes()), vertices.data(), GL_STREAM_DRAW);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(6 * quads), GL_UNSIGNED_INT, nullptr);
    glDisable(GL_BLEND);
    glBindVertexArray(0);
}

}  // namespace palpate
