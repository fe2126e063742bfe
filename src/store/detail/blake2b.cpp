#include "store/detail/blake2b.h"

#include "base/error.h"

#include <sodium.h>

#include <array>

namespace palpate::detail {

struct Blake2b::State {
    crypto_generichash_state hash{};
};

void Blake2b::Free::operator()(State* state) const noexcept { delete state; }

Blake2b::Blake2b(std::size_t size) : state_(new State), size_(size) {
    PALPATE_ASSERT(size >= crypto_generichash_BYTES_MIN && size <= crypto_generichash_BYTES_MAX);
    PALPATE_ASSERT(::sodium_init() >= 0);
    ::crypto_generichash_init(&state_->hash, nullptr, 0, size);
}

Blake2b& Blake2b::bytes(std::span<const std::uint8_t> content) {
    ::crypto_generichash_update(&state_->hash, content.data(), content.size());
    return *this;
}

Blake2b& Blake2b::text(std::string_view content) {
    number(static_cast<std::int64_t>(content.size()));
    return bytes({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()});
}

Blake2b& Blake2b::number(std::int64_t value) {
    std::array<std::uint8_t, 8> little{};
    for (std::size_t byte = 0; byte < little.size(); ++byte) {
        little[byte] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * byte));
    }
    return bytes(little);
}

std::vector<std::uint8_t> Blake2b::digest() {
    std::vector<std::uint8_t> sum(size_);
    ::crypto_generichash_final(&state_->hash, sum.data(), sum.size());
    return sum;
}

std::string Blake2b::hex() { return to_hex(digest()); }

std::string to_hex(std::span<const std::uint8_t> bytes) {
    std::string digits(2 * bytes.size() + 1, '\0');  // sodium_bin2hex ends its text with a zero
    ::sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
    digits.pop_back();
    return digits;
}

}  // namespace palpate::detail
