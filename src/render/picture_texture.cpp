#include "render/picture_texture.h"

#include "render/detail/gl_objects.h"

namespace palpate {

struct PictureTexture::Texture {
    GlTexture gl = make_texture();
};

PictureTexture::PictureTexture(const Image& image) : texture_(std::make_unique<const Texture>()) {
    glBindTexture(GL_TEXTURE_2D, texture_->gl.name());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width_px, image.height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 image.rgba.data());
}

PictureTexture::~PictureTexture() = default;

std::uint32_t PictureTexture::name() const { return texture_->gl.name(); }

}  // namespace palpate
