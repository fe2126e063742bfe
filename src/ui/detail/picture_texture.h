#pragma once

#include "geometry/image.h"

#include <imgui.h>

namespace palpate::detail {

/// A picture on the graphics card, to be drawn in a panel. Made and destroyed while the window's context is current.
class PictureTexture {
public:
    explicit PictureTexture(const Image& image);
    ~PictureTexture();
    PictureTexture(const PictureTexture&) = delete;
    PictureTexture& operator=(const PictureTexture&) = delete;

    [[nodiscard]] ImTextureID id() const;

private:
    unsigned texture_ = 0;
};

}  // namespace palpate::detail
