#pragma once

#include "base/translator.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace palpate {

// Numbers and dates as the language of the words writes them. For people only: files, commands and JSON keep ISO dates
// and decimal points. The signs and patterns are texts of the language ("locale.*"), so a new language needs no code.

/// "1,68" of 1.68 with two decimals; "-0,0" is "0,0". Decimals 0 to 9.
[[nodiscard]] std::string shown_number(const Translator& words, double number, int decimals);
/// "12.345": groups of three from the right.
[[nodiscard]] std::string shown_count(const Translator& words, std::int64_t count);
/// "35 %" of 0.35.
[[nodiscard]] std::string shown_percent(const Translator& words, double share, int decimals = 0);
/// "22. Nov. 2026" of "2026-11-22"; what is not a date of this shape is shown as it is.
[[nodiscard]] std::string shown_date(const Translator& words, std::string_view iso_date);

}  // namespace palpate
