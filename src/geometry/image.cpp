#include "geometry/image.h"

#include "base/error.h"
#include "base/file_io.h"
#include "geometry/encode_jpeg.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace palpate {
namespace {

struct StbRelease {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

void append_bytes(void* bytes, void* data, int size) {
    const std::span chunk(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
    auto& target = *static_cast<std::vector<std::byte>*>(bytes);
    target.insert(target.end(), chunk.begin(), chunk.end());
}

/// What `encode(bytes)` makes of the image; it returns 0 on failure, as stb does, which only want of memory causes.
template <class Encode>
std::vector<std::byte> encoded(const Image& image, const Encode& encode) {
    PALPATE_ASSERT(image.width_px > 0 && image.height_px > 0);
    PALPATE_ASSERT(image.rgba.size() ==
                   4 * static_cast<std::size_t>(image.width_px) * static_cast<std::size_t>(image.height_px));
    std::vector<std::byte> bytes;
    if (encode(bytes) == 0) {
        throw Error(ErrorCode::Io, {"geometry.image.not-encoded", {}});
    }
    return bytes;
}

}  // namespace

std::vector<std::byte> encode_png(const Image& image) {
    return encoded(image, [&](std::vector<std::byte>& bytes) {
        return stbi_write_png_to_func(append_bytes, &bytes, image.width_px, image.height_px, 4, image.rgba.data(),
                                      4 * image.width_px);
    });
}

void write_png(const Image& image, const std::filesystem::path& file) {
    write_file_atomically(file, encode_png(image));
}

std::vector<std::byte> encode_jpeg(const Image& image) {
    constexpr int k_quality = 88;  // of 100; finer is not seen
    return encoded(image, [&](std::vector<std::byte>& bytes) {
        return stbi_write_jpg_to_func(append_bytes, &bytes, image.width_px, image.height_px, 4, image.rgba.data(),
                                      k_quality);
    });
}

void write_image(const Image& image, const std::filesystem::path& file) {
    if (file.extension() == ".jpg") {
        write_file_atomically(file, encode_jpeg(image));
    } else {
        write_png(image, file);
    }
}

namespace {

/// nullopt for anything but a picture no larger than that on any side; its head says so before its pixels are unpacked.
std::optional<Image> decode(std::span<const std::byte> bytes, int largest_px) {
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        return std::nullopt;
    }
    const int size = static_cast<int>(bytes.size());
    Image image;
    int channels = 0;
    const bool known = stbi_info_from_memory(data, size, &image.width_px, &image.height_px, &channels) != 0;
    if (!known || std::min(image.width_px, image.height_px) < 1 ||
        std::max(image.width_px, image.height_px) > largest_px) {
        return std::nullopt;
    }
    const std::unique_ptr<stbi_uc, StbRelease> pixels(
        stbi_load_from_memory(data, size, &image.width_px, &image.height_px, &channels, 4));
    if (pixels == nullptr) {
        return std::nullopt;
    }
    const std::size_t count = 4 * static_cast<std::size_t>(image.width_px) * static_cast<std::size_t>(image.height_px);
    image.rgba.assign(pixels.get(), pixels.get() + count);
    return image;
}

constexpr int k_largest_picture_px = 20'000;

}  // namespace

Image read_png(const std::filesystem::path& file) { return read_picture(file, k_largest_picture_px); }

Image read_picture(const std::filesystem::path& file, int largest_px) {
    auto image = decode(read_binary_file(file), largest_px);
    if (!image) {
        throw Error(ErrorCode::InvalidContent, {"geometry.image.not-readable", {{"file", file.string()}}});
    }
    return std::move(*image);
}

std::optional<Image> find_picture(std::span<const std::byte> bytes, int largest_px) {
    return decode(bytes, largest_px);
}

Image square_thumbnail(const Image& image, int side_px) {
    PALPATE_ASSERT(side_px > 0 && image.width_px > 0 && image.height_px > 0);
    const int crop = std::min(image.width_px, image.height_px);
    const int left = (image.width_px - crop) / 2;
    const int top = (image.height_px - crop) / 2;
    Image small{side_px, side_px, std::vector<std::uint8_t>(4 * static_cast<std::size_t>(side_px * side_px))};
    // Each pixel is the mean of those it covers, at least one.
    const auto first = [&](int at) { return static_cast<int>(static_cast<std::int64_t>(at) * crop / side_px); };
    for (int y = 0; y < side_px; ++y) {
        for (int x = 0; x < side_px; ++x) {
            std::array<std::uint64_t, 4> sum{};
            std::uint64_t count = 0;
            for (int v = first(y); v < std::max(first(y + 1), first(y) + 1); ++v) {
                for (int u = first(x); u < std::max(first(x + 1), first(x) + 1); ++u) {
                    const std::size_t at =
                        4 * (static_cast<std::size_t>(top + v) * static_cast<std::size_t>(image.width_px) +
                             static_cast<std::size_t>(left + u));
                    for (std::size_t channel = 0; channel < 4; ++channel) {
                        sum[channel] += image.rgba[at + channel];
                    }
                    ++count;
                }
            }
            const std::size_t to =
                4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(side_px) + static_cast<std::size_t>(x));
            for (std::size_t channel = 0; channel < 4; ++channel) {
                small.rgba[to + channel] = static_cast<std::uint8_t>(sum[channel] / count);
            }
        }
    }
    return small;
}

}  // namespace palpate
