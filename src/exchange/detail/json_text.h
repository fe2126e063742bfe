#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace palpate::detail {

using Json = nlohmann::json;

/// Throws Error InvalidContent where text from outside is no JSON, gives a member twice, or is larger, deeper or of more
/// values than exchange_limits.h allows; that is looked at before anything is made of it. Memory: about 100 bytes a value.
[[nodiscard]] Json parse_limited(std::string_view text);

/// Throws Error InvalidContent naming the place in a file from outside: "/marks/3/now". Only printable characters of the
/// place are kept, and not many: it may hold anything.
[[noreturn]] void refuse_content(const char* key, std::string_view place);

}  // namespace palpate::detail
