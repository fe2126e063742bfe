#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace palpate {

/// 8-bit RGBA picture, rows from the top, straight alpha. Invariant: rgba.size() == 4 * width * height.
struct Image {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> rgba;
};

/// As a JPEG where the file's name ends in .jpg, else as a PNG. Throws Error Io naming the file. Atomic.
void write_image(const Image& image, const std::filesystem::path& file);
/// The bytes of a PNG file, for a pipe.
[[nodiscard]] std::vector<std::byte> encode_png(const Image& image);
void write_png(const Image& image, const std::filesystem::path& file);
[[nodiscard]] Image read_png(const std::filesystem::path& file);

}  // namespace palpate
