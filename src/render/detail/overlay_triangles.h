#pragma once

#include "render/detail/gl_objects.h"
#include "render/detail/overlay_builder.h"

#include <cstddef>
#include <span>

namespace palpate {

/// Sends the triangles of an OverlayBuilder to the program in use, blended over what is there.
class OverlayTriangles {
public:
    OverlayTriangles();
    /// Four vertices for each quad.
    void draw(std::span<const OverlayVertex> vertices);

private:
    GlVertexArray array_;
    GlBuffer corners_;
    GlBuffer indices_;
    std::size_t indexed_quads_ = 0;
};

}  // namespace palpate
