#pragma once

#include <string>
#include <string_view>

namespace palpate::detail {

/// Throws Error InvalidEdit with the text of the key when the rule does not hold.
void require(bool rule_holds, const char* key_if_not);

/// One line of readable UTF-8, at most 400 bytes. Throws Error InvalidEdit.
void check_line(std::string_view text);
/// Readable UTF-8 of any number of lines, at most 20,000 bytes. Throws Error InvalidEdit.
void check_note(std::string_view text);
/// A line that is not empty. Throws Error InvalidEdit.
void check_id(const std::string& id);

/// A day of the calendar from 1900 on, as "2026-11-22".
[[nodiscard]] bool is_calendar_date(std::string_view date);

}  // namespace palpate::detail
