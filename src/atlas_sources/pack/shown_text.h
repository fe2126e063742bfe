#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace palpate {

/// Text of unknown origin (file and node names, a library's words) made fit for one line of a message: control
/// characters and broken UTF-8 become '?', long text is cut to about 200 bytes.
[[nodiscard]] std::string shown(std::string_view text);
[[nodiscard]] std::string shown_path(const std::filesystem::path& path);

/// A node's name in quotation marks, or the words for one without a name. For arguments of a Text.
[[nodiscard]] std::string shown_node(std::string_view name);

/// Line and column, both from 1, of the byte before `offset` (a parser's count of bytes read).
[[nodiscard]] std::pair<std::size_t, std::size_t> find_line_and_column(std::string_view text, std::size_t offset);

}  // namespace palpate
