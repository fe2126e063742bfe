#include "exchange/detail/plain_text.h"

#include <cstdint>

namespace palpate::detail {
namespace {

/// Bytes of the character that `text` begins with, 0 where it begins with none.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::size_t length = byte(0) < 0x80   ? 1
                               : byte(0) < 0xC2 ? 0
                               : byte(0) < 0xE0 ? 2
                               : byte(0) < 0xF0 ? 3
                               : byte(0) < 0xF5 ? 4
                                                : 0;
    if (length == 0 || length > text.size()) {
        return 0;
    }
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const bool is_wrong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xED && byte(1) > 0x9F) ||
                          (byte(0) == 0xF0 && byte(1) < 0x90) || (byte(0) == 0xF4 && byte(1) > 0x8F);
    return is_wrong ? 0 : length;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const auto first = static_cast<std::uint8_t>(text[0]);
        const bool is_break = text[0] == '\t' || text[0] == '\n' || text[0] == '\r';
        if (length == 0 || first == 0x7F || (first < 0x20 && !is_break)) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view k_mark = "\xEF\xBB\xBF";
    text.remove_prefix(text.starts_with(k_mark) ? k_mark.size() : 0);
    return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        line.remove_suffix(line.ends_with('\r') ? 1 : 0);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

}  // namespace palpate::detail
