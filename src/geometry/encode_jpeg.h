#pragma once

#include "geometry/image.h"

#include <cstddef>
#include <vector>

namespace palpate {

/// The bytes of a JPEG file, as fine as eyes tell. What is clear in the picture takes the colour it has beneath.
[[nodiscard]] std::vector<std::byte> encode_jpeg(const Image& image);

}  // namespace palpate
