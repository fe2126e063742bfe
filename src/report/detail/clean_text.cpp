#include "report/detail/clean_text.h"

#include <cstddef>
#include <cstdint>

namespace palpate::detail {
namespace {

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";

struct Letter {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

/// The character that begins there: no overlong form, no surrogate, nothing beyond U+10FFFF.
Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(at);
    if (first < 0x80) {
        return {first, 1, true};
    }
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) {
        return {};
    }
    std::uint32_t code = first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) {
            return {};
        }
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    constexpr std::uint32_t k_least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool valid = code >= k_least[bytes] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return valid ? Letter{code, bytes, true} : Letter{};
}

bool turns_direction(std::uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F;
}

bool is_control(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 || code == 0xFFFE ||
           code == 0xFFFF;
}

std::string escaped(std::string_view clean, std::string_view line_break) {
    std::string html;
    html.reserve(clean.size());
    for (const char letter : clean) {
        switch (letter) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            case '\n': html += line_break; break;
            default: html += letter;
        }
    }
    return html;
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        if (!letter.valid) {
            clean += k_replacement;
        } else if (letter.code == '\n') {
            clean += '\n';
        } else if (is_control(letter.code)) {
            clean += letter.code == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? "" : " ";
        } else if (!turns_direction(letter.code)) {
            clean += text.substr(at, letter.bytes);
        }
        at += letter.bytes;
    }
    return clean;
}

std::string html_escaped(std::string_view text) { return escaped(clean_text(text), " "); }

std::string html_lines(std::string_view text) { return escaped(clean_text(text), "<br>\n"); }

}  // namespace palpate::detail
