#pragma once

#include "geometry/orbit_camera.h"
#include "render/detail/gl_objects.h"

#include <vector>

namespace palpate {

/// A colour texture with its framebuffer; RGBA8.
struct ColourTarget {
    GlFramebuffer framebuffer;
    GlTexture colour;
};
/// Throws Error Graphics when the GPU refuses the size. Leaves it bound.
[[nodiscard]] ColourTarget make_colour_target(const Viewport& viewport);

/// Where one size of picture is drawn.
/// Body passes go to `scene_framebuffer` (multisampled when samples > 1) and are resolved into `body`; `depth` keeps
/// the nearest surface that stops clicks. `mask` takes the outlined structures, `picture` the finished frame. Colour
/// holds premultiplied alpha.
class FrameTargets {
public:
    /// Throws Error Graphics when the GPU refuses the size.
    FrameTargets(const Viewport& viewport, int samples);

    [[nodiscard]] const Viewport& viewport() const { return viewport_; }
    [[nodiscard]] int samples() const { return samples_; }

    /// Layers of translucent surfaces: each a depth of its own beside the scene's colour. Kept once made.
    void make_peel_layers(int count);
    void bind_peel_layer(int layer) const;
    void copy_scene_depth_to_peel_layer(int layer) const;
    /// As the texture of the active unit, with as many samples as the scene.
    void bind_peel_depth(int layer) const;

    void bind_scene() const;
    void resolve_scene_depth() const;
    void resolve_scene_colour() const;
    void bind_mask() const;
    void resolve_mask() const;
    void bind_picture() const;
    /// The same, and what is drawn is hidden where the body's depth is nearer.
    void bind_picture_with_depth() const;

    [[nodiscard]] GLuint body() const { return body_.colour.name(); }
    [[nodiscard]] GLuint depth() const { return depth_.name(); }
    [[nodiscard]] GLuint mask() const { return mask_.colour.name(); }
    [[nodiscard]] GLuint picture() const { return picture_.colour.name(); }
    [[nodiscard]] GLuint picture_framebuffer() const { return picture_.framebuffer.name(); }

private:
    void blit(GLuint from, GLuint to, GLbitfield what) const;

    Viewport viewport_;
    int samples_;
    GlFramebuffer scene_framebuffer_;
    GlRenderbuffer scene_colour_;
    GlRenderbuffer scene_depth_;
    GlFramebuffer mask_framebuffer_;
    GlRenderbuffer mask_colour_;
    ColourTarget body_;  ///< also carries depth_
    struct PeelLayer {
        GlFramebuffer framebuffer;
        GlTexture depth;
    };
    std::vector<PeelLayer> peel_layers_;
    GlTexture depth_;
    ColourTarget mask_;
    ColourTarget picture_;
    GlFramebuffer picture_with_depth_;
};

}  // namespace palpate
