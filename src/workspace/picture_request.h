#pragma once

#include "geometry/orbit_camera.h"

#include <cstddef>
#include <filesystem>

namespace palpate {

/// What a picture of the view shows, and how large it is.
struct PictureRequest {
    Viewport size{1920, 1200};
    bool transparent = false;  ///< no background
    bool marks = true;
    bool side_words = true;  ///< "your LEFT"
    float turn_rad = 0.0F;   ///< the body turned further by this
    bool operator==(const PictureRequest&) const = default;
};

/// Pictures asked for by a command and not made yet: whoever has a renderer makes them.
struct PictureOrder {
    PictureRequest request;
    std::filesystem::path
        file;                ///< PNG, or JPEG by its ending; empty: the clipboard. Of a turntable one animated PNG ..
    std::size_t frames = 1;  ///< .. or, where it does not end in .png, a folder of so many
};

}  // namespace palpate
