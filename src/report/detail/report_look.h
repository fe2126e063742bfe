#pragma once

#include <glm/vec3.hpp>

namespace palpate::detail {

// The product's light palette, on paper and in the web page; sRGB as designers write it.

inline constexpr unsigned k_ink_hex = 0x212c37;
inline constexpr unsigned k_quiet_hex = 0x566270;
inline constexpr unsigned k_accent_hex = 0x1f7a6e;
inline constexpr unsigned k_line_hex = 0xd3cabb;
inline constexpr unsigned k_calm_ground_hex = 0xf8f5f0;
inline constexpr unsigned k_warning_hex = 0x9a2c22;
inline constexpr unsigned k_warning_ground_hex = 0xfbe9e4;

/// 0xrrggbb as three shares.
[[nodiscard]] constexpr glm::vec3 colour_of(unsigned hex) {
    return {static_cast<float>((hex >> 16U) & 255U) / 255.0F, static_cast<float>((hex >> 8U) & 255U) / 255.0F,
            static_cast<float>(hex & 255U) / 255.0F};
}

}  // namespace palpate::detail
