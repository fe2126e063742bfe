#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// A BLAKE2b hash of values put one after the other, each so that no other row of values gives the same bytes.
class Blake2b {
public:
    /// 16 to 64 bytes.
    explicit Blake2b(std::size_t size = 32);

    /// The bytes alone, for content that is hashed in parts.
    Blake2b& bytes(std::span<const std::uint8_t> content);
    /// Its length as 8 bytes, then the text.
    Blake2b& text(std::string_view content);
    /// 8 bytes, little-endian.
    Blake2b& number(std::int64_t value);

    /// Ends the hash.
    [[nodiscard]] std::vector<std::uint8_t> digest();
    [[nodiscard]] std::string hex();

private:
    struct State;
    struct Free {
        void operator()(State* state) const noexcept;
    };
    std::unique_ptr<State, Free> state_;
    std::size_t size_;
};

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace palpate::detail
