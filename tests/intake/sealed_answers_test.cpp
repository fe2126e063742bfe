#include "intake/sealed_answers.h"

#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <random>

using namespace palpate;

namespace {

struct SealedFile {
    std::vector<IntakeKey> keys{make_intake_key({1}), make_intake_key({2})};
    std::string text = std::string(4096, ' ').replace(0, 13, "{\"name\":\"Ada\"}");
    std::string file = seal_answers(text, keys.back().public_half);
};

std::optional<ErrorCode> opening(const std::string& file, const std::vector<IntakeKey>& keys) {
    return error_code_of([&] { static_cast<void>(open_answers(file, keys)); });
}

}  // namespace

TEST_CASE("what was sealed is opened with the key it was sealed to, be it an older one", "[intake]") {
    const SealedFile sealed;
    CHECK(is_answers_file(sealed.file));
    CHECK(open_answers(sealed.file, sealed.keys) == sealed.text);
    CHECK(sealed.file.find("Ada") == std::string::npos);
}

TEST_CASE("a key is named by eight bytes of BLAKE2b", "[intake]") {
    const std::array<std::uint8_t, 3> abc{'a', 'b', 'c'};
    CHECK(fingerprint_of(abc) == "\xd8\xbb\x14\xd8\x33\xd5\x95\x59");  // as Python's hashlib has it
    CHECK(to_url_base64("\xfb\xff\xfe") == "-__-");
}

TEST_CASE("answers that were altered or cut off are refused, wherever it was", "[intake]") {
    const SealedFile sealed;
    for (std::size_t byte = 0; byte < sealed.file.size(); ++byte) {
        std::string altered = sealed.file;
        altered[byte] = static_cast<char>(altered[byte] ^ (1 << (byte % 8)));
        INFO("byte " << byte);
        const auto code = opening(altered, sealed.keys);
        REQUIRE((code == ErrorCode::InvalidContent || code == ErrorCode::NewerVersion));
        REQUIRE(opening(sealed.file.substr(0, byte), sealed.keys) == ErrorCode::InvalidContent);
    }
    CHECK(opening(sealed.file + 'x', sealed.keys) == ErrorCode::InvalidContent);
}

TEST_CASE("answers of another practice, of a newer version and too many of them are refused", "[intake]") {
    const SealedFile sealed;
    CHECK(opening(sealed.file, {make_intake_key({1})}) == ErrorCode::InvalidContent);
    CHECK(opening(sealed.file, {}) == ErrorCode::InvalidContent);
    std::string newer = sealed.file;
    newer[4] = 2;
    CHECK(opening(newer, sealed.keys) == ErrorCode::NewerVersion);
    const std::string large = seal_answers(std::string(k_most_answers_file_bytes, 'x'), sealed.keys[0].public_half);
    CHECK(opening(large, sealed.keys) == ErrorCode::InvalidContent);
}

TEST_CASE("10,000 files of noise are refused", "[intake]") {
    const SealedFile sealed;
    std::mt19937 random(7);
    for (int i = 0; i < 10'000; ++i) {
        std::string noise(random() % 200, '\0');
        for (char& letter : noise) {
            letter = static_cast<char>(random());
        }
        const std::string file = i % 2 == 0 ? noise : sealed.file.substr(0, 13) + noise;
        REQUIRE(opening(file, sealed.keys).has_value());
    }
}
