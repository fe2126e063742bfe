#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace palpate {

/// 128-bit XXH3 of bytes as 32 hex digits: finds damage and tells versions apart; not a cryptographic hash.
[[nodiscard]] std::string content_hash(std::span<const std::byte> bytes);
[[nodiscard]] std::string content_hash(std::string_view text);

}  // namespace palpate
