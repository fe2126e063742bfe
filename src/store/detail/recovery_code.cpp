#include "store/detail/recovery_code.h"

#include "base/error.h"
#include "store/detail/blake2b.h"

#include <algorithm>

namespace palpate::detail {
namespace {

constexpr std::string_view k_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t k_groups = 11;
constexpr std::size_t k_group_letters = 5;
constexpr std::size_t k_code_letters = k_groups * k_group_letters;
constexpr std::size_t k_bits_of_letter = 5;
constexpr std::size_t k_check_bytes = 2;
constexpr std::size_t k_slip_letters = 3;  // this many left out or doubled, and it still looks like a code

std::vector<std::uint8_t> check_of(std::span<const std::uint8_t> secret) {
    auto sum = Blake2b().text("palpate recovery code").bytes(secret).digest();
    sum.resize(k_check_bytes);
    return sum;
}

bool is_separator(char letter) {
    return letter == '-' || letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

bool is_letter_or_digit(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

char plain_letter(char letter) {
    const char large = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    return large == 'O' ? '0' : large == 'I' || large == 'L' ? '1' : large;
}

/// The bytes that the letters stand for, last bits filled up with zeros; nullopt where a letter is none of ours.
std::optional<SecretBytes> decode(std::string_view letters) {
    SecretBytes bytes((k_code_letters * k_bits_of_letter + 7) / 8);
    std::ranges::fill(bytes.bytes(), std::uint8_t{0});
    for (std::size_t place = 0; place < letters.size(); ++place) {
        const auto value = k_letters.find(letters[place]);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        for (std::size_t bit = 0; bit < k_bits_of_letter; ++bit) {
            const std::size_t at = place * k_bits_of_letter + bit;
            const std::size_t set = (value >> (k_bits_of_letter - 1 - bit)) & 1U;
            bytes.bytes()[at / 8] |= static_cast<std::uint8_t>(set << (7 - at % 8));
        }
    }
    return bytes;
}

}  // namespace

std::string write_recovery_code(const SecretBytes& secret) {
    PALPATE_ASSERT(secret.size() == k_recovery_bytes);
    SecretBytes bytes((k_code_letters * k_bits_of_letter + 7) / 8);
    std::ranges::fill(bytes.bytes(), std::uint8_t{0});
    std::ranges::copy(secret.bytes(), bytes.bytes().begin());
    std::ranges::copy(check_of(secret.bytes()), bytes.bytes().begin() + k_recovery_bytes);
    std::string code;
    for (std::size_t place = 0; place < k_code_letters; ++place) {
        std::size_t value = 0;
        for (std::size_t bit = 0; bit < k_bits_of_letter; ++bit) {
            const std::size_t at = place * k_bits_of_letter + bit;
            value = value * 2 + ((bytes.bytes()[at / 8] >> (7 - at % 8)) & 1U);
        }
        code += place > 0 && place % k_group_letters == 0 ? "-" : "";
        code += k_letters[value];
    }
    return code;
}

ReadRecoveryCode read_recovery_code(std::string_view text) {
    std::string letters;
    std::size_t separators = 0;
    for (const char letter : text) {
        if (is_separator(letter)) {
            ++separators;
        } else if (is_letter_or_digit(letter) && letters.size() <= k_code_letters + k_slip_letters) {
            letters += plain_letter(letter);
        } else {
            wipe(letters);
            return {};
        }
    }
    ReadRecoveryCode read;
    read.is_meant = letters.size() == k_code_letters ||
                    (separators + 1 >= k_groups - 1 && letters.size() + k_slip_letters >= k_code_letters &&
                     letters.size() <= k_code_letters + k_slip_letters);
    auto bytes = letters.size() == k_code_letters ? decode(letters) : std::nullopt;
    wipe(letters);
    if (bytes) {
        const auto content = std::as_const(*bytes).bytes();
        const auto secret = content.first(k_recovery_bytes);
        const auto check = content.subspan(k_recovery_bytes, k_check_bytes);
        const auto filling = content.subspan(k_recovery_bytes + k_check_bytes);
        if (std::ranges::equal(check, check_of(secret)) && std::ranges::count(filling, 0) == std::ssize(filling)) {
            read.secret.emplace(k_recovery_bytes);
            std::ranges::copy(secret, read.secret->bytes().begin());
        }
    }
    return read;
}

}  // namespace palpate::detail
