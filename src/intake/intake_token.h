#pragma once

#include <string>
#include <string_view>

namespace palpate {

class IdGenerator;

/// A code that a therapist hands to a client, who types it where they answer before a visit: "K7QM-3FPD". Eight letters
/// and digits that are not mistaken for each other, 40 bits.
[[nodiscard]] std::string make_intake_code(IdGenerator& ids);
/// The same for what people make of it when they type: small letters, blanks, no hyphen. Empty for what is no code.
[[nodiscard]] std::string tidy_intake_code(std::string_view typed);

/// What proves that answers from home are of who was invited: 26 letters and digits, 130 random bits. It travels in a link,
/// so it need not be easy to type.
[[nodiscard]] std::string make_home_token();

/// 64 hex digits of BLAKE2b: how a store knows a token or code that it does not keep.
[[nodiscard]] std::string hash_intake_token(std::string_view token);

}  // namespace palpate
