#include "store/detail/secret_bytes.h"

#include "base/error.h"

#include <sodium.h>

#include <algorithm>
#include <new>

namespace palpate::detail {
namespace {

std::uint8_t* allocate(std::size_t size) {
    PALPATE_ASSERT(::sodium_init() >= 0);
    void* memory = ::sodium_malloc(size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return static_cast<std::uint8_t*>(memory);
}

}  // namespace

void SecretBytes::Free::operator()(std::uint8_t* memory) const noexcept { ::sodium_free(memory); }

SecretBytes::SecretBytes(std::size_t size) : memory_(allocate(size)), size_(size) {}

SecretBytes SecretBytes::random(std::size_t size) {
    SecretBytes secret(size);
    ::randombytes_buf(secret.bytes().data(), size);
    return secret;
}

SecretBytes SecretBytes::copy() const {
    SecretBytes twin(size_);
    std::ranges::copy(bytes(), twin.bytes().begin());
    return twin;
}

void wipe(std::string& text) {
    ::sodium_memzero(text.data(), text.size());
    text.clear();
}

SecretBytes make_raw_key_text(const SecretBytes& key) {
    const std::size_t digits = 2 * key.size();
    SecretBytes hex(digits + 1);  // sodium_bin2hex ends its text with a zero
    ::sodium_bin2hex(reinterpret_cast<char*>(hex.bytes().data()), hex.size(), key.bytes().data(), key.size());
    SecretBytes text(digits + 3);
    const auto out = text.bytes();
    out[0] = 'x';
    out[1] = '\'';
    std::ranges::copy(hex.bytes().first(digits), out.begin() + 2);
    out.back() = '\'';
    return text;
}

}  // namespace palpate::detail
