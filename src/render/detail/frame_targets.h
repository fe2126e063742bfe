#pragma once

#include "geometry/orbit_camera.h"
#include "render/detail/gl_objects.h"

namespace palpate {

/// A colour texture with its framebuffer; RGBA8.
struct ColourTarget {
    GlFramebuffer framebuffer;
    GlTexture colour;
};

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

    void bind_scene() const;
    void resolve_scene_depth() const;
    void resolve_scene_colour() const;
    void bind_mask() const;
    void resolve_mask() const;
    void bind_picture() const;

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
    GlTexture depth_;
    ColourTarget mask_;
    ColourTarget picture_;
};

}  // namespace palpate
