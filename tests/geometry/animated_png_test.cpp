#include "geometry/animated_png.h"

#include "base/file_io.h"
#include "geometry/image_canvas.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>

#include <span>
#include <string>
#include <vector>

using namespace palpate;

namespace {

Image plain(const glm::vec4& colour) { return make_image(7, 5, colour); }

struct Chunk {
    std::string name;
    std::vector<std::byte> content;
};

std::uint32_t number(const std::vector<std::byte>& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8U | std::to_integer<std::uint32_t>(bytes.at(at + i));
    }
    return value;
}

std::vector<Chunk> read_chunks(const std::vector<std::byte>& file) {
    std::vector<Chunk> chunks;
    for (std::size_t at = 8; at < file.size();) {
        const std::size_t length = number(file, at);
        Chunk chunk;
        for (std::size_t i = 4; i < 8; ++i) {
            chunk.name += static_cast<char>(file.at(at + i));
        }
        const auto begin = file.begin() + static_cast<std::ptrdiff_t>(at + 8);
        chunk.content.assign(begin, begin + static_cast<std::ptrdiff_t>(length));
        chunks.push_back(chunk);
        at += length + 12;
    }
    return chunks;
}

std::vector<std::byte> make_animation() {
    AnimatedPngWriter writer(3, 40);
    writer.add(plain({1, 0, 0, 1}));
    writer.add(plain({0, 1, 0, 1}));
    writer.add(plain({0, 0, 1, 0.5F}));
    return writer.take();
}

}  // namespace

TEST_CASE("an animated picture has its frames in order, each with its control and its time", "[geometry]") {
    const std::vector<Chunk> chunks = read_chunks(make_animation());
    std::vector<std::string> names;
    std::vector<std::uint32_t> sequence;
    for (const Chunk& chunk : chunks) {
        names.push_back(chunk.name);
        if (chunk.name == "fcTL" || chunk.name == "fdAT") {
            sequence.push_back(number(chunk.content, 0));
        }
        if (chunk.name == "fcTL") {
            CHECK(number(chunk.content, 4) == 7);
            CHECK(number(chunk.content, 8) == 5);
            CHECK(number(chunk.content, 20) == (40U << 16U | 1000U));  // a delay of 40 / 1000 s
        }
    }
    CHECK(names == std::vector<std::string>{"IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"});
    CHECK(sequence == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
    CHECK(number(chunks[1].content, 0) == 3);
    CHECK(number(chunks[1].content, 4) == 0);  // for ever
}

TEST_CASE("a reader that knows no animation shows the first frame", "[geometry]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "turn.png", make_animation());
    CHECK(read_png(folder.path() / "turn.png").rgba == plain({1, 0, 0, 1}).rgba);
}

TEST_CASE("a frame's data are those of a PNG of it, so that every pixel comes back", "[geometry]") {
    const Image frame = plain({0, 0, 1, 0.5F});
    const std::vector<Chunk> alone = read_chunks(encode_png(frame));
    const std::vector<Chunk> chunks = read_chunks(make_animation());
    const Chunk& last = chunks[chunks.size() - 2];
    REQUIRE(last.name == "fdAT");
    REQUIRE(alone[1].name == "IDAT");
    CHECK(std::vector<std::byte>(last.content.begin() + 4, last.content.end()) == alone[1].content);
}
