#pragma once

#include "geometry/image.h"

#include <cstdint>
#include <memory>

namespace palpate {

/// A picture on the graphics card, to be drawn in a panel. Made and destroyed while the window's context is current.
class PictureTexture {
public:
    explicit PictureTexture(const Image& image);
    ~PictureTexture();
    PictureTexture(const PictureTexture&) = delete;
    PictureTexture& operator=(const PictureTexture&) = delete;

    /// OpenGL's name of it.
    [[nodiscard]] std::uint32_t name() const;

private:
    struct Texture;
    std::unique_ptr<const Texture> texture_;
};

}  // namespace palpate
