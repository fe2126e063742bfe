#pragma once

#include "store/detail/secret_bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace palpate::detail {

inline constexpr std::size_t k_recovery_bytes = 32;

/// 256 bits and 16 bits that check them, as 11 groups of 5 of the letters and digits that are hardest to mistake
/// (no I, L, O, U): "7KQ2M-..".
[[nodiscard]] std::string write_recovery_code(const SecretBytes& secret);

struct ReadRecoveryCode {
    bool is_meant = false;              ///< the text has the shape of a code, right or mistyped
    std::optional<SecretBytes> secret;  ///< where its check bits fit: of one mistyped code in 500,000
};

/// Takes small letters, O for 0, I and L for 1, and any spaces and hyphens.
[[nodiscard]] ReadRecoveryCode read_recovery_code(std::string_view text);

}  // namespace palpate::detail
