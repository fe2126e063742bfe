#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
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
/// A PNG or JPEG somebody chose. Throws Error InvalidContent when it is none, or larger than that on any side: said by its
/// head, before its pixels are unpacked.
[[nodiscard]] Image read_picture(const std::filesystem::path& file, int largest_px);
/// The same of bytes; nullopt for what is none.
[[nodiscard]] std::optional<Image> find_picture(std::span<const std::byte> bytes, int largest_px);
/// The middle square of a picture, smaller or larger. O(pixels).
[[nodiscard]] Image square_thumbnail(const Image& image, int side_px);

}  // namespace palpate
