#pragma once

#include "casebook/pending_intake.h"

#include <span>
#include <string>
#include <string_view>

namespace palpate {

// Answers from home travel as a small file that only the practice can open: the letters "BMIN", the byte 1, the fingerprint
// of the practice's key (8 bytes), and libsodium's sealed box (X25519, XSalsa20-Poly1305). A sealed box hides what is in it
// but does not say who wrote it: the one-time token inside does.

inline constexpr std::size_t k_most_answers_file_bytes = std::size_t{1} << 20;

/// A new pair. Throws Error Io where there is no randomness.
[[nodiscard]] IntakeKey make_intake_key(Timestamp now);
/// BLAKE2b of the public half, 8 bytes.
[[nodiscard]] std::string fingerprint_of(std::span<const std::uint8_t> public_half);
/// URL-safe base64 without padding, as links and the page have it.
[[nodiscard]] std::string to_url_base64(std::string_view bytes);

[[nodiscard]] std::string seal_answers(std::string_view text, std::span<const std::uint8_t> public_half);
/// The text. Throws Error InvalidContent: no such file, too large, cut off or altered, or sealed to none of these keys;
/// NewerVersion. Authenticity is the token's, which the caller looks at.
[[nodiscard]] std::string open_answers(std::string_view file, std::span<const IntakeKey> keys);
/// By its first bytes.
[[nodiscard]] bool is_answers_file(std::string_view bytes);

}  // namespace palpate
