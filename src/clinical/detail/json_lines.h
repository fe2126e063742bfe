#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace palpate::detail {

/// The line (from 1 on) on which the value at a JSON pointer ("/techniques/3/steps") begins, its key where it has one;
/// that of the nearest thing round it where there is none. `text` must be valid JSON. O(text): for messages only.
[[nodiscard]] std::size_t find_json_line(std::string_view text, std::string_view pointer);

}  // namespace palpate::detail
