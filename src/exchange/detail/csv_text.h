#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

using CsvRow = std::vector<std::string>;

/// Appends a row of cells, quoted where they must be.
void append_row(std::string& table, const CsvRow& cells);

/// Text as a spreadsheet will not run it, and back.
[[nodiscard]] std::string guarded(std::string text);
[[nodiscard]] std::string unguarded(std::string cell);

/// The rows of a table, the header first, empty lines left out. RFC 4180; parted by commas, or by semicolons where the
/// header has those and no comma. Throws Error InvalidContent naming table and row for a quote that does not end, text
/// behind one, a row of another length than the header, and for more than `most_rows` rows.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, std::string_view table, std::size_t most_rows);

}  // namespace palpate::detail
