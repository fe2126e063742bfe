#pragma once

#include "render/detail/frame_targets.h"
#include "render/detail/shader_program.h"
#include "scene/scene.h"

#include <filesystem>
#include <memory>
#include <unordered_map>
#include <vector>

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
    struct GpuStrokes {
        GlVertexArray array;
        GlBuffer instances;
        GLsizei count = 0;
    };
    struct IndexRange {
        std::size_t first = 0;
        GLsizei count = 0;
    };
    /// A shape on the GPU.
    struct GpuShape {
        std::weak_ptr<const MarkShape> source;
        GlVertexArray area_array;
        GlBuffer corners;
        GlBuffer indices;
        IndexRange area;
        IndexRange coarse_area;
        GpuStrokes rim;
        GpuStrokes coarse_rim;
        GpuStrokes band;
    };
    /// A trace and the detail it is drawn with.
    struct Item {
        const MarkTrace* trace = nullptr;
        const GpuShape* gpu = nullptr;
        bool coarse = false;
    };
    static GpuStrokes upload(const std::vector<SkinStroke>& strokes);
    static void upload_area(const MarkShape& shape, GpuShape& gpu);
    const GpuShape& obtain(const std::shared_ptr<const MarkShape>& shape);
    std::vector<Item> choose_detail(const Scene& scene, const OrbitCamera& camera, const Viewport& viewport);
    void draw_areas(const std::vector<Item>& items, const OrbitCamera& camera, const Viewport& viewport,
                    float ui_scale);
    void draw_strokes(const std::vector<Item>& items, float ui_scale);

    ShaderProgram fill_;
    ShaderProgram stroke_;
    std::unordered_map<const MarkShape*, GpuShape> shapes_;
};

}  // namespace palpate
