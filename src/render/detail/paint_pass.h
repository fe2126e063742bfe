#pragma once

#include "render/detail/frame_targets.h"
#include "render/detail/shader_program.h"
#include "scene/scene.h"

#include <filesystem>
#include <memory>
#include <unordered_map>

namespace palpate {

/// Draws what marks cover of the skin over the finished body: painted areas with their pattern and rim, lines, arrows.
/// The body's depth hides what lies behind it; the body itself is not drawn again.
class PaintPass {
public:
    explicit PaintPass(const std::filesystem::path& shader_folder);

    /// Into targets.picture(). `skin_error_mm`: how far the skin in the picture may lie off the true one.
    void draw(const Scene& scene, const OrbitCamera& camera, const FrameTargets& targets, float ui_scale,
              float skin_error_mm);

private:
    /// A shape on the GPU.
    struct GpuShape {
        std::weak_ptr<const MarkShape> source;
        GlVertexArray fill_array;
        GlBuffer corners;
        GlBuffer indices;
        GLsizei index_count = 0;
        GlVertexArray rim_array;
        GlBuffer rim;
        GLsizei rim_count = 0;
        GlVertexArray band_array;
        GlBuffer band;
        GLsizei band_count = 0;
    };
    const GpuShape& obtain(const std::shared_ptr<const MarkShape>& shape);
    void draw_areas(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport, float ui_scale);
    void draw_strokes(const Scene& scene, float ui_scale);

    ShaderProgram fill_;
    ShaderProgram stroke_;
    std::unordered_map<const MarkShape*, GpuShape> shapes_;
};

}  // namespace palpate
