#pragma once

#include "store/detail/sql_session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// Throws Error Io naming the file.
[[noreturn]] void throw_damaged(const SqlSession& session);

/// The value a stored name stands for; a name nobody knows can only be damage, since newer programs raise the schema.
template <class Value>
Value known(const std::optional<Value>& found, const SqlSession& session) {
    if (!found) {
        throw_damaged(session);
    }
    return *found;
}

[[nodiscard]] std::optional<int> optional_integer(const SqlStatement& row, int column);

/// A list as one text and back. No word is empty or holds the separator.
[[nodiscard]] std::string join(const std::vector<std::string>& words, char separator);
[[nodiscard]] std::vector<std::string> split(std::string_view joined, char separator);

}  // namespace palpate::detail
