#include "casebook/detail/text_rules.h"

#include "base/error.h"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>

namespace palpate::detail {
namespace {

constexpr std::size_t k_longest_line_bytes = 400;
constexpr std::size_t k_longest_note_bytes = 20'000;

/// Length of the UTF-8 character that starts at `text`, 0 where the bytes are not valid UTF-8.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
    const std::size_t length = byte(0) < 0x80   ? 1
                               : byte(0) < 0xC2 ? 0
                               : byte(0) < 0xE0 ? 2
                               : byte(0) < 0xF0 ? 3
                               : byte(0) < 0xF5 ? 4
                                                : 0;
    if (length == 0 || length > text.size()) {
        return 0;
    }
    for (std::size_t index = 1; index < length; ++index) {
        if ((byte(index) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const bool overlong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xF0 && byte(1) < 0x90);
    const bool surrogate = byte(0) == 0xED && byte(1) > 0x9F;
    const bool beyond_unicode = byte(0) == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || beyond_unicode ? 0 : length;
}

bool is_control(char character) {
    const auto byte = static_cast<std::uint8_t>(character);
    return byte < 0x20 || byte == 0x7F;
}

void check_text(std::string_view text, std::size_t longest_bytes, bool may_have_lines) {
    require(text.size() <= longest_bytes, "error.edit.text-too-long");
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const bool is_break = text[0] == '\n' || text[0] == '\t';
        require(length > 0 && (!is_control(text[0]) || (may_have_lines && is_break)), "error.edit.text-not-readable");
        text.remove_prefix(length);
    }
}

std::optional<int> number_in(std::string_view digits) {
    int number = 0;
    const auto [stopped, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return fault == std::errc() && stopped == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

void require(bool rule_holds, const char* key_if_not) {
    if (!rule_holds) {
        throw Error(ErrorCode::InvalidEdit, {key_if_not, {}});
    }
}

void check_line(std::string_view text) { check_text(text, k_longest_line_bytes, false); }

void check_note(std::string_view text) { check_text(text, k_longest_note_bytes, true); }

void check_id(const std::string& id) {
    require(!id.empty(), "error.edit.id-missing");
    check_line(id);
}

bool is_calendar_date(std::string_view date) {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') {
        return false;
    }
    const auto year = number_in(date.substr(0, 4));
    const auto month = number_in(date.substr(5, 2));
    const auto day = number_in(date.substr(8, 2));
    if (!year || !month || !day || *year < 1900 || *month < 1 || *day < 1) {
        return false;
    }
    return std::chrono::year_month_day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                       std::chrono::day(static_cast<unsigned>(*day)))
        .ok();
}

}  // namespace palpate::detail
