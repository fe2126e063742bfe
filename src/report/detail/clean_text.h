#pragma once

#include <string>
#include <string_view>

namespace palpate::detail {

/// Valid UTF-8 that any page can hold: broken bytes become U+FFFD, control characters but line breaks become spaces, and
/// characters that turn the direction of what follows are left out. O(bytes).
[[nodiscard]] std::string clean_text(std::string_view text);
/// The same in one line, with what has a meaning in HTML written as entities.
[[nodiscard]] std::string html_escaped(std::string_view text);
/// The same, with line breaks as <br>.
[[nodiscard]] std::string html_lines(std::string_view text);

}  // namespace palpate::detail
