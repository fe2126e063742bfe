#include "geometry/image.h"

#include "base/error.h"
#include "base/file_io.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

#include <limits>
#include <memory>
#include <span>

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

void write_image(const Image& image, const std::filesystem::path& file) {
    if (file.extension() != ".jpg") {
        write_png(image, file);
        return;
    }
    constexpr int k_quality = 88;  // of 100; finer is not seen
    write_file_atomically(file, encoded(image, [&](std::vector<std::byte>& bytes) {
                              return stbi_write_jpg_to_func(append_bytes, &bytes, image.width_px, image.height_px, 4,
                                                            image.rgba.data(), k_quality);
                          }));
}

Image read_png(const std::filesystem::path& file) {
    const std::vector<std::byte> bytes = read_binary_file(file);
    Image image;
    std::unique_ptr<stbi_uc, StbRelease> pixels;
    if (bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        int channels = 0;
        pixels.reset(stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()),
                                           static_cast<int>(bytes.size()), &image.width_px, &image.height_px, &channels,
                                           4));
    }
    if (pixels == nullptr) {
        throw Error(ErrorCode::InvalidContent, {"geometry.image.not-readable", {{"file", file.string()}}});
    }
    const std::size_t size = 4 * static_cast<std::size_t>(image.width_px) * static_cast<std::size_t>(image.height_px);
    image.rgba.assign(pixels.get(), pixels.get() + size);
    return image;
}

}  // namespace palpate
