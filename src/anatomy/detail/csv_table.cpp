#include "anatomy/detail/csv_table.h"

#include "base/error.h"
#include "base/file_io.h"

#include <algorithm>

namespace palpate::detail {
namespace {

/// Fields of the line that starts at `position`, which moves past its end. A quoted field may span lines.
std::vector<std::string> read_row(const std::string& text, std::size_t& position) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    while (position < text.size()) {
        const char letter = text[position++];
        if (quoted) {
            if (letter != '"') {
                fields.back() += letter;
            } else if (position < text.size() && text[position] == '"') {
                fields.back() += '"';
                ++position;
            } else {
                quoted = false;
            }
        } else if (letter == '"') {
            quoted = true;
        } else if (letter == ',') {
            fields.emplace_back();
        } else if (letter == '\n') {
            break;
        } else if (letter != '\r') {
            fields.back() += letter;
        }
    }
    return fields;
}

}  // namespace

CsvTable CsvTable::load(const std::filesystem::path& file) {
    CsvTable table;
    table.file_name_ = file.filename().string();
    const std::string text = read_text_file(file);
    std::size_t position = 0;
    table.header_ = read_row(text, position);
    while (position < text.size()) {
        std::vector<std::string> fields = read_row(text, position);
        if (fields.size() != table.header_.size()) {
            throw Error(ErrorCode::InvalidContent, {"error.anatomy.csv-fields",
                                                    {{"file", table.file_name_},
                                                     {"row", std::to_string(table.rows_.size() + 2)},
                                                     {"found", std::to_string(fields.size())},
                                                     {"expected", std::to_string(table.header_.size())}}});
        }
        table.rows_.push_back(std::move(fields));
    }
    return table;
}

const std::string& CsvTable::field(std::size_t row, std::string_view column) const {
    const auto found = std::ranges::find(header_, column);
    if (found == header_.end()) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.anatomy.csv-column", {{"file", file_name_}, {"column", std::string(column)}}});
    }
    return rows_[row][static_cast<std::size_t>(found - header_.begin())];
}

}  // namespace palpate::detail
