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
