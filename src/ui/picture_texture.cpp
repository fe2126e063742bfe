#include "ui/detail/picture_texture.h"

#include <epoxy/gl.h>

#include <cstdint>

namespace palpate::detail {

PictureTexture::PictureTexture(const Image& image) {
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width_px, image.height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 image.rgba.data());
}

PictureTexture::~PictureTexture() { glDeleteTextures(1, &texture_); }

ImTextureID PictureTexture::id() const { return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_)); }

}  // namespace palpate::detail
