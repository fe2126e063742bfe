#include "exchange/sealed_package.h"

#include "exchange/record_json.h"
#include "exchange/records.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

constexpr const char* k_words = "a dozen quiet lanterns";

std::string sealed(std::string_view text) { return seal_package(text, k_words, k_least_package_cost); }

std::optional<ErrorCode> opening_fails_with(const std::string& package, std::string_view words = k_words) {
    return error_code_of([&] { static_cast<void>(open_package(package, words)); });
}

std::string long_text() {
    std::string text;
    for (int line = 0; text.size() < 200'000; ++line) {
        text += "line " + std::to_string(line) + "\n";
    }
    return text;
}

constexpr std::size_t k_head_bytes = 8 + 1 + 8 + 8 + 16;
constexpr std::size_t k_first_piece = k_head_bytes + 24;
constexpr std::size_t k_piece_bytes = 65536 + 17;

}  // namespace

TEST_CASE("a record in a package opens with its passphrase anywhere, as it was", "[exchange][package]") {
    const CaseDocument& document = test::sample_records().front();
    const std::string package = seal_package(write_record(document), k_words);
    CHECK(is_package(package));
    CHECK(read_record(open_package(package, k_words)) == document);
    CHECK(package.find(document.client.name) == std::string::npos);
}

TEST_CASE("texts of no length and of exactly whole pieces are sealed, too", "[exchange][package]") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{65536}, std::size_t{131072}, std::size_t{65537}}) {
        const std::string text(size, 'x');
        CHECK(open_package(sealed(text), k_words) == text);
    }
}

TEST_CASE("the same text sealed twice has nothing in common but the head", "[exchange][package]") {
    CHECK(sealed("text").substr(k_head_bytes - 16) != sealed("text").substr(k_head_bytes - 16));
}

TEST_CASE("another passphrase opens nothing", "[exchange][package]") {
    const std::string package = sealed("text");
    CHECK(opening_fails_with(package, "a dozen quiet lantern") == ErrorCode::WrongPassphrase);
    CHECK(opening_fails_with(package, "") == ErrorCode::WrongPassphrase);
}

TEST_CASE("a short passphrase is refused before anything is written", "[exchange][package]") {
    CHECK(error_code_of([] { static_cast<void>(seal_package("text", "nine char")); }) == ErrorCode::Usage);
}

TEST_CASE("a package with any part changed, cut off or moved is refused", "[exchange][package]") {
    const std::string whole = sealed(long_text());
    REQUIRE(whole.size() > k_first_piece + 3 * k_piece_bytes);
    for (const std::size_t at :
         {std::size_t{30}, k_head_bytes, k_first_piece, k_first_piece + 70'000, whole.size() - 1}) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        INFO(at);
        CHECK(opening_fails_with(changed).has_value());
    }
    for (const std::size_t length :
         {k_first_piece + k_piece_bytes, k_first_piece + k_piece_bytes + 100, whole.size() - 1}) {
        INFO(length);
        CHECK(opening_fails_with(whole.substr(0, length)) == ErrorCode::InvalidContent);
    }
    CHECK(opening_fails_with(whole + "x") == ErrorCode::InvalidContent);
    std::string swapped = whole;
    std::swap_ranges(swapped.begin() + static_cast<std::ptrdiff_t>(k_first_piece),
                     swapped.begin() + static_cast<std::ptrdiff_t>(k_first_piece + k_piece_bytes),
                     swapped.begin() + static_cast<std::ptrdiff_t>(k_first_piece + k_piece_bytes));
    CHECK(opening_fails_with(swapped).has_value());
}

TEST_CASE("a package that asks for a cheap or an endless passphrase check is refused without one",
          "[exchange][package]") {
    const std::string whole = sealed("text");
    const auto with = [&](std::size_t at, char byte) {
        std::string changed = whole;
        changed[at] = byte;
        return opening_fails_with(changed);
    };
    CHECK(with(9 + 3, 0x01) == ErrorCode::InvalidContent);   // 16 MiB
    CHECK(with(9 + 4, 0x01) == ErrorCode::InvalidContent);   // 4 GiB
    CHECK(with(17, 0x01) == ErrorCode::InvalidContent);      // one pass
    CHECK(with(17 + 7, 0x7F) == ErrorCode::InvalidContent);  // as good as endless
    CHECK(with(8, 2) == ErrorCode::NewerVersion);
    CHECK(with(0, 'Q') == ErrorCode::InvalidContent);
    CHECK(opening_fails_with(whole.substr(0, k_head_bytes)) == ErrorCode::InvalidContent);
    CHECK(opening_fails_with("") == ErrorCode::InvalidContent);
}
