#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace palpate::detail {

/// Bytes that must not leak: kept out of swap and core files where the system allows, guarded, wiped when freed.
/// Move-only.
class SecretBytes {
public:
    explicit SecretBytes(std::size_t size);
    [[nodiscard]] static SecretBytes random(std::size_t size);

    [[nodiscard]] std::span<std::uint8_t> bytes() { return {memory_.get(), size_}; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {memory_.get(), size_}; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] SecretBytes copy() const;

private:
    struct Free {
        void operator()(std::uint8_t* memory) const noexcept;
    };
    std::unique_ptr<std::uint8_t, Free> memory_;
    std::size_t size_;
};

/// Overwrites and empties a text that held a secret.
void wipe(std::string& text);

/// The raw key as SQLCipher takes it, x'<64 hex digits>': no derivation, 0.4 ms to open.
[[nodiscard]] SecretBytes make_raw_key_text(const SecretBytes& key);

}  // namespace palpate::detail
