#include "intake/intake_token.h"

#include "base/clock.h"

#include <sodium.h>

#include <array>
#include <cctype>
#include <cstdint>

namespace palpate {
namespace {

constexpr std::string_view k_letters =
    "ABCDEFGHJKMNPQRSTVWXYZ2345678901";  // no I, L, O, U; 0 and 1 are no letters then
constexpr std::size_t k_code_letters = 8;
constexpr int k_bits_a_letter = 5;
static_assert(k_letters.size() == 1U << k_bits_a_letter);

/// Of the random digits of a UUID; the others, which tell its version, come later than these.
std::uint64_t random_bits(const std::string& uuid, std::size_t digits) {
    std::uint64_t bits = 0;
    for (const char digit : uuid) {
        if (digits > 0 && std::isxdigit(static_cast<unsigned char>(digit)) != 0) {
            const int value = std::isdigit(static_cast<unsigned char>(digit)) != 0
                                  ? digit - '0'
                                  : std::tolower(static_cast<unsigned char>(digit)) - 'a' + 10;
            bits = bits << 4U | static_cast<std::uint64_t>(value);
            --digits;
        }
    }
    return bits;
}

std::string with_hyphen(std::string letters) { return letters.insert(k_code_letters / 2, "-"); }

}  // namespace

std::string make_intake_code(IdGenerator& ids) {
    std::uint64_t bits = random_bits(ids.make_id(), k_code_letters * k_bits_a_letter / 4);
    std::string letters;
    for (std::size_t i = 0; i < k_code_letters; ++i) {
        letters += k_letters[bits % k_letters.size()];
        bits >>= static_cast<unsigned>(k_bits_a_letter);
    }
    return with_hyphen(letters);
}

std::string tidy_intake_code(std::string_view typed) {
    std::string letters;
    for (const char typed_letter : typed) {
        const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(typed_letter)));
        if (letter == '-' || letter == ' ') {
            continue;
        }
        if (k_letters.find(letter) == std::string_view::npos) {
            return {};
        }
        letters += letter;
    }
    return letters.size() == k_code_letters ? with_hyphen(letters) : std::string();
}

std::string make_home_token() {
    constexpr std::size_t k_token_letters = 26;
    std::string token;
    for (std::size_t i = 0; i < k_token_letters; ++i) {
        token += k_letters[::randombytes_uniform(static_cast<std::uint32_t>(k_letters.size()))];
    }
    return token;
}

std::string hash_intake_token(std::string_view token) {
    constexpr std::size_t k_bytes = 32;
    std::array<unsigned char, k_bytes> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       nullptr, 0);
    std::array<char, 2 * k_bytes + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

}  // namespace palpate
