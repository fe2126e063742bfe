#include "base/locale_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace palpate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "0.0" instead of "-0.0": a minus before nothing but zeros puzzles.
std::string without_minus_zero(std::string digits) {
    const bool zero = std::ranges::none_of(digits, [](char c) { return c >= '1' && c <= '9'; });
    return zero && digits.starts_with('-') ? digits.substr(1) : digits;
}

/// "2026-11-22": digits where digits belong, a month that exists.
bool is_iso_date(std::string_view date) {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') {
        return false;
    }
    for (std::size_t i = 0; i < date.size(); ++i) {
        if (i != 4 && i != 7 && !is_digit(date[i])) {
            return false;
        }
    }
    const std::string_view month = date.substr(5, 2);
    return month >= "01" && month <= "12";
}

}  // namespace

std::string shown_number(const Translator& words, double number, int decimals) {
    std::string digits = without_minus_zero(fmt::format("{:.{}f}", number, decimals));
    if (const auto point = digits.find('.'); point != std::string::npos) {
        digits.replace(point, 1, words.tr("locale.decimal-sign"));
    }
    return digits;
}

std::string shown_count(const Translator& words, std::int64_t count) {
    constexpr std::size_t k_group = 3;
    constexpr std::size_t k_longest_ungrouped = 4;  // "1680" reads as well as "1,680", and years stay years
    const std::string digits = std::to_string(count);
    const std::size_t first = count < 0 ? 1 : 0;
    if (digits.size() - first <= k_longest_ungrouped) {
        return digits;
    }
    const std::string sign = words.tr("locale.group-sign");
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > first && (digits.size() - i) % k_group == 0) {
            grouped += sign;
        }
        grouped += digits[i];
    }
    return grouped;
}

std::string shown_percent(const Translator& words, double share, int decimals) {
    return words.tr({"locale.percent", {{"number", shown_number(words, share * 100.0, decimals)}}});
}

std::string shown_date(const Translator& words, std::string_view iso_date) {
    if (!is_iso_date(iso_date)) {
        return std::string(iso_date);
    }
    const std::string_view day = iso_date.substr(8).starts_with('0') ? iso_date.substr(9) : iso_date.substr(8);
    return words.tr({"locale.date",
                     {{"day", std::string(day)},
                      {"month", "@locale.month." + std::string(iso_date.substr(5, 2))},
                      {"year", std::string(iso_date.substr(0, 4))}}});
}

}  // namespace palpate
