#pragma once

#include <array>
#include <string>
#include <string_view>

namespace palpate {

/// Rises with every change of meaning of a text below, in any language; what was agreed to before keeps its words.
inline constexpr std::string_view k_consent_version = "2026-11";

/// What a client can be asked to agree to. Texts: consent.<id>.title, consent.<id>.words.
inline constexpr std::array<std::string_view, 2> k_consent_texts{"treatment", "records"};
[[nodiscard]] inline std::string consent_title_key(std::string_view id) {
    return "consent." + std::string(id) + ".title";
}
[[nodiscard]] inline std::string consent_words_key(std::string_view id) {
    return "consent." + std::string(id) + ".words";
}

}  // namespace palpate
