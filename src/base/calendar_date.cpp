#include "base/calendar_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace palpate {
namespace {

int number_of(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

std::optional<std::chrono::sys_days> find_date(std::string_view iso) {
    constexpr std::string_view k_form = "0000-00-00";
    const auto fits = [](char form, char found) { return form == '-' ? found == '-' : found >= '0' && found <= '9'; };
    if (iso.size() != k_form.size() || !std::ranges::equal(k_form, iso, fits)) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(number_of(iso.substr(0, 4))),
                                           std::chrono::month(static_cast<unsigned>(number_of(iso.substr(5, 2)))),
                                           std::chrono::day(static_cast<unsigned>(number_of(iso.substr(8, 2))))};
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

std::string iso_date(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

}  // namespace palpate
