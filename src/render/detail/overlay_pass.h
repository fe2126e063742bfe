#pragma once

#include "geometry/glyph_sheet.h"
#include "render/detail/frame_targets.h"
#include "render/detail/gl_objects.h"
#include "render/detail/overlay_triangles.h"
#include "render/detail/shader_program.h"
#include "render/detail/sign_sheet.h"
#include "scene/scene_renderer.h"

#include <filesystem>

namespace palpate {

/// Draws mark signs, names and side words over the finished picture.
class OverlayPass {
public:
    explicit OverlayPass(const std::filesystem::path& shader_folder);

    /// Into targets.picture(). Signs look up in targets.depth() whether they are covered.
    void draw(const Scene& scene, const OrbitCamera& camera, const FrameTargets& targets, const RenderQuality& quality);

private:
    void make_letters(const Scene& scene, const RenderQuality& quality);

    void set_frame(const ShaderProgram& program, const OrbitCamera& camera, const Viewport& viewport) const;

    ShaderProgram shapes_;
    ShaderProgram sign_copies_;
    OverlayTriangles triangles_;
    SignSheet signs_;
    std::filesystem::path font_file_;
    GlTexture letter_texture_;
    GlyphSheet letters_;
    float letters_scale_ = 0.0F;
};

}  // namespace palpate
