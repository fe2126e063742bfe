#include "store/detail/row_values.h"

#include "base/error.h"

#include <algorithm>

namespace palpate::detail {

void throw_damaged(const SqlSession& session) {
    throw Error(ErrorCode::Io, {"error.store.damaged", {{"file", session.file().string()}}});
}

std::optional<int> optional_integer(const SqlStatement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(static_cast<int>(row.integer(column)));
}

std::string join(const std::vector<std::string>& words, char separator) {
    std::string joined;
    for (const std::string& word : words) {
        joined += joined.empty() ? word : separator + word;
    }
    return joined;
}

std::vector<std::string> split(std::string_view joined, char separator) {
    std::vector<std::string> words;
    while (!joined.empty()) {
        const auto end = std::min(joined.find(separator), joined.size());
        words.emplace_back(joined.substr(0, end));
        joined.remove_prefix(std::min(end + 1, joined.size()));
    }
    return words;
}

}  // namespace palpate::detail
