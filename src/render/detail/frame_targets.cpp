#include "render/detail/frame_targets.h"

#include "base/error.h"

#include <string>
#include <utility>

namespace palpate {
namespace {

GlTexture make_attachment(const Viewport& viewport, GLenum internal_format, GLenum format, GLenum type, GLint filter) {
    GlTexture texture = make_texture();
    glBindTexture(GL_TEXTURE_2D, texture.name());
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(internal_format), viewport.width_px, viewport.height_px, 0,
                 format, type, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return texture;
}

GlRenderbuffer attach_renderbuffer(const Viewport& viewport, int samples, GLenum format, GLenum attachment) {
    GlRenderbuffer buffer = make_renderbuffer();
    glBindRenderbuffer(GL_RENDERBUFFER, buffer.name());
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples > 1 ? samples : 0, format, viewport.width_px,
                                     viewport.height_px);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, buffer.name());
    return buffer;
}

void require_complete(const Viewport& viewport) {
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        throw Error(ErrorCode::Graphics,
                    {"render.picture.refused",
                     {{"width", std::to_string(viewport.width_px)}, {"height", std::to_string(viewport.height_px)}}});
    }
}

}  // namespace

ColourTarget make_colour_target(const Viewport& viewport) {
    ColourTarget target{make_framebuffer(), make_attachment(viewport, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, GL_LINEAR)};
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.colour.name(), 0);
    require_complete(viewport);
    return target;
}

FrameTargets::FrameTargets(const Viewport& viewport, int samples) : viewport_(viewport), samples_(samples) {
    scene_framebuffer_ = make_framebuffer();
    glBindFramebuffer(GL_FRAMEBUFFER, scene_framebuffer_.name());
    scene_colour_ = attach_renderbuffer(viewport, samples, GL_RGBA8, GL_COLOR_ATTACHMENT0);
    scene_depth_ = attach_renderbuffer(viewport, samples, GL_DEPTH_COMPONENT24, GL_DEPTH_ATTACHMENT);
    require_complete(viewport);
    mask_framebuffer_ = make_framebuffer();
    glBindFramebuffer(GL_FRAMEBUFFER, mask_framebuffer_.name());
    mask_colour_ = attach_renderbuffer(viewport, samples, GL_RGBA8, GL_COLOR_ATTACHMENT0);
    require_complete(viewport);
    body_ = make_colour_target(viewport);
    depth_ = make_attachment(viewport, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_NEAREST);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth_.name(), 0);
    require_complete(viewport);
    mask_ = make_colour_target(viewport);
    picture_ = make_colour_target(viewport);
    picture_with_depth_ = make_framebuffer();
    glBindFramebuffer(GL_FRAMEBUFFER, picture_with_depth_.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, picture_.colour.name(), 0);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth_.name(), 0);
    require_complete(viewport);
}

void FrameTargets::make_peel_layers(int count) {
    while (peel_layers_.size() < static_cast<std::size_t>(count)) {
        PeelLayer layer{make_framebuffer(), {}};
        const bool multisampled = samples_ > 1;
        if (multisampled) {
            layer.depth = make_texture();
            glBindTexture(GL_TEXTURE_2D_MULTISAMPLE, layer.depth.name());
            glTexImage2DMultisample(GL_TEXTURE_2D_MULTISAMPLE, samples_, GL_DEPTH_COMPONENT24, viewport_.width_px,
                                    viewport_.height_px, GL_TRUE);
        } else {
            layer.depth =
                make_attachment(viewport_, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_NEAREST);
        }
        glBindFramebuffer(GL_FRAMEBUFFER, layer.framebuffer.name());
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, scene_colour_.name());
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT,
                               multisampled ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D, layer.depth.name(), 0);
        require_complete(viewport_);
        peel_layers_.push_back(std::move(layer));
    }
}

void FrameTargets::bind_peel_layer(int layer) const {
    glBindFramebuffer(GL_FRAMEBUFFER, peel_layers_[static_cast<std::size_t>(layer)].framebuffer.name());
}
void FrameTargets::copy_scene_depth_to_peel_layer(int layer) const {
    blit(scene_framebuffer_.name(), peel_layers_[static_cast<std::size_t>(layer)].framebuffer.name(),
         GL_DEPTH_BUFFER_BIT);
}
void FrameTargets::bind_peel_depth(int layer) const {
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(samples_ > 1 ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D,
                  peel_layers_[static_cast<std::size_t>(layer)].depth.name());
}

void FrameTargets::bind_scene() const { glBindFramebuffer(GL_FRAMEBUFFER, scene_framebuffer_.name()); }
void FrameTargets::bind_mask() const { glBindFramebuffer(GL_FRAMEBUFFER, mask_framebuffer_.name()); }
void FrameTargets::bind_picture() const { glBindFramebuffer(GL_FRAMEBUFFER, picture_.framebuffer.name()); }

void FrameTargets::bind_picture_with_depth() const { glBindFramebuffer(GL_FRAMEBUFFER, picture_with_depth_.name()); }

void FrameTargets::resolve_scene_depth() const {
    blit(scene_framebuffer_.name(), body_.framebuffer.name(), GL_DEPTH_BUFFER_BIT);
}
void FrameTargets::resolve_scene_colour() const {
    blit(scene_framebuffer_.name(), body_.framebuffer.name(), GL_COLOR_BUFFER_BIT);
}
void FrameTargets::resolve_mask() const {
    blit(mask_framebuffer_.name(), mask_.framebuffer.name(), GL_COLOR_BUFFER_BIT);
}

void FrameTargets::blit(GLuint from, GLuint to, GLbitfield what) const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
    const GLint width = viewport_.width_px;
    const GLint height = viewport_.height_px;
    glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, what, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, from);
}

}  // namespace palpate
