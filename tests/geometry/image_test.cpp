#include "geometry/image.h"

#include "base/error.h"
#include "base/file_io.h"

#include <catch2/catch_test_macros.hpp>
#include <unistd.h>

using namespace palpate;

namespace {

struct ScratchFolder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("palpate-image-test-" + std::to_string(::getpid()));
    ScratchFolder() { std::filesystem::create_directories(path); }
    ~ScratchFolder() { std::filesystem::remove_all(path); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
};

ErrorCode code_of_reading(const std::filesystem::path& file) {
    try {
        static_cast<void>(read_png(file));
    } catch (const Error& error) {
        return error.code();
    }
    FAIL("no error");
    return ErrorCode::Usage;
}

}  // namespace

TEST_CASE("a picture reads back as it was written", "[geometry]") {
    const ScratchFolder folder;
    Image image{.width_px = 5, .height_px = 3, .rgba = {}};
    for (int i = 0; i < 5 * 3 * 4; ++i) {
        image.rgba.push_back(static_cast<std::uint8_t>(i * 4));
    }
    const auto file = folder.path / "nested" / "picture.png";
    write_png(image, file);
    const Image again = read_png(file);
    CHECK(again.width_px == 5);
    CHECK(again.height_px == 3);
    CHECK(again.rgba == image.rgba);
}

TEST_CASE("a picture is a JPEG where its name says so", "[geometry]") {
    const ScratchFolder folder;
    const Image image{2, 1, {255, 0, 0, 255, 255, 0, 0, 255}};
    write_image(image, folder.path / "red.jpg");
    write_image(image, folder.path / "red.png");
    const std::vector<std::byte> jpeg = read_binary_file(folder.path / "red.jpg");
    REQUIRE(jpeg.size() > 2);
    CHECK(jpeg[0] == std::byte{0xFF});
    CHECK(jpeg[1] == std::byte{0xD8});
    CHECK(read_png(folder.path / "red.png").rgba == image.rgba);
}

TEST_CASE("a missing or damaged picture is an error that names the file", "[geometry]") {
    const ScratchFolder folder;
    CHECK(code_of_reading(folder.path / "none.png") == ErrorCode::NotFound);
    const auto damaged = folder.path / "damaged.png";
    write_file_atomically(damaged, std::string_view("\x89PNG but not really"));
    CHECK(code_of_reading(damaged) == ErrorCode::InvalidContent);
}

TEST_CASE("a thumbnail is the middle square, each pixel the mean of those it covers", "[geometry]") {
    Image wide{.width_px = 6, .height_px = 2, .rgba = {}};
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 6; ++x) {
            const auto grey = static_cast<std::uint8_t>(10 * x);
            wide.rgba.insert(wide.rgba.end(), {grey, grey, grey, 255});
        }
    }
    const Image one = square_thumbnail(wide, 1);
    CHECK(one.rgba == std::vector<std::uint8_t>{25, 25, 25, 255});
    const Image larger = square_thumbnail(wide, 4);
    CHECK(larger.width_px == 4);
    CHECK(larger.rgba[0] == 20);
    CHECK(larger.rgba[4 * 15] == 30);
}

TEST_CASE("a chosen picture is refused by its size before it is unpacked, and so is what is none", "[geometry]") {
    const ScratchFolder folder;
    const Image image{.width_px = 9, .height_px = 3, .rgba = std::vector<std::uint8_t>(9 * 3 * 4, 200)};
    const auto png = encode_png(image);
    REQUIRE(find_picture(png, 9));
    CHECK(find_picture(png, 9)->rgba == image.rgba);
    CHECK_FALSE(find_picture(png, 8));
    CHECK_FALSE(find_picture(std::span(png).first(png.size() / 2), 9));
    CHECK_FALSE(find_picture({}, 9));
    write_image(image, folder.path / "photo.jpg");
    CHECK(read_picture(folder.path / "photo.jpg", 9).width_px == 9);
}
