#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

/// A comma-separated file with a header line; fields may be quoted, quotes inside doubled.
class CsvTable {
public:
    /// Throws Error NotFound, or InvalidContent naming file and line where a row has not as many fields as the header.
    [[nodiscard]] static CsvTable load(const std::filesystem::path& file);

    [[nodiscard]] std::size_t row_count() const { return rows_.size(); }
    /// Throws Error InvalidContent when the file has no such column.
    [[nodiscard]] const std::string& field(std::size_t row, std::string_view column) const;
    [[nodiscard]] const std::string& file_name() const { return file_name_; }

private:
    std::string file_name_;
    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace palpate::detail
