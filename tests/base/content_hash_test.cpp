#include "base/content_hash.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>

using namespace palpate;

TEST_CASE("the hash of nothing is XXH3's published value", "[base]") {
    CHECK(content_hash(std::string_view()) == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("a hash is 32 hex digits and the same for text and bytes", "[base]") {
    const std::string text = "levator scapulae";
    const std::string hash = content_hash(text);
    CHECK(hash.size() == 32);
    CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(content_hash(std::as_bytes(std::span(text))) == hash);
}

TEST_CASE("any single flipped bit changes the hash", "[base]") {
    std::string text(100, 'm');
    const std::string whole = content_hash(text);
    for (char& letter : text) {
        letter = static_cast<char>(letter ^ 1);
        CHECK(content_hash(text) != whole);
        letter = static_cast<char>(letter ^ 1);
    }
    CHECK(content_hash(text) == whole);
}
