#include "atlas_sources/pack/shown_text.h"

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t k_longest_text = 200;

/// Length of the well-formed UTF-8 character at the start of `text`; 0 where there is none.
std::size_t find_character_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80         ? 1
                               : first >> 5 == 0x6  ? 2
                               : first >> 4 == 0xe  ? 3
                               : first >> 3 == 0x1e ? 4
                                                    : 0;
    if (length == 0 || length > text.size()) {
        return 0;
    }
    const bool continued = std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                                       [](char letter) { return (static_cast<unsigned char>(letter) >> 6) == 0x2; });
    return continued ? length : 0;
}

}  // namespace

std::string shown(std::string_view text) {
    std::string result;
    while (!text.empty() && result.size() < k_longest_text) {
        const std::size_t length = find_character_length(text);
        const auto first = static_cast<unsigned char>(text.front());
        if (length == 0 || first < 0x20 || first == 0x7f) {
            result += '?';
            text.remove_prefix(1);
        } else {
            result += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    return text.empty() ? result : result + "...";
}

std::string shown_path(const std::filesystem::path& path) { return shown(path.native()); }

std::string shown_node(std::string_view name) { return name.empty() ? "@pack.node.unnamed" : '"' + shown(name) + '"'; }

std::pair<std::size_t, std::size_t> find_line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset == 0 ? 0 : offset - 1, text.size()));
    const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    const std::size_t line_start = before.rfind('\n');
    const std::size_t column = line_start == std::string_view::npos ? before.size() + 1 : before.size() - line_start;
    return {line, column};
}

}  // namespace palpate
