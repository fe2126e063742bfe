#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace palpate::detail {

/// A small text file that notices damage: a heading with kind and version, lines, and last a BLAKE2b of all before.
/// `body` is empty or ends with a line end.
[[nodiscard]] std::string make_checked_text(std::string_view heading, std::string_view body);
/// nullopt when the text is cut short, altered or of another kind or version.
[[nodiscard]] std::optional<std::string> find_checked_body(std::string_view text, std::string_view heading);

}  // namespace palpate::detail
