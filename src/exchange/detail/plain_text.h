#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// Whether the bytes are UTF-8 without control characters but tab, line feed and carriage return. O(bytes).
[[nodiscard]] bool is_plain_text(std::string_view text);

/// Without the mark that some programs put before UTF-8.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// Lines, ended by line feed or carriage return and line feed, without their ends.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// Without blanks and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace palpate::detail
