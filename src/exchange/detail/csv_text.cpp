#include "exchange/detail/csv_text.h"

#include "exchange/detail/json_text.h"
#include "exchange/detail/plain_text.h"
#include "exchange/exchange_limits.h"

#include <fmt/format.h>

namespace palpate::detail {
namespace {

constexpr std::size_t k_most_columns = 64;

bool could_run(char first) {
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r';
}

class CsvParser {
public:
    CsvParser(std::string_view text, std::string_view table, std::size_t most_rows)
        : text_(text), table_(table), most_rows_(most_rows) {
        const std::string_view header = text.substr(0, text.find('\n'));
        const bool has_comma = header.find(',') != std::string_view::npos;
        separator_ = !has_comma && header.find(';') != std::string_view::npos ? ';' : ',';
    }

    std::vector<CsvRow> parse() {
        while (at_ < text_.size()) {
            CsvRow row = next_row();
            if (row.size() == 1 && row.front().empty()) {
                continue;
            }
            if (!rows_.empty() && row.size() != rows_.front().size()) {
                refuse("error.exchange.csv-length");
            }
            if (rows_.size() > most_rows_) {
                refuse("error.exchange.too-many");
            }
            rows_.push_back(std::move(row));
        }
        return std::move(rows_);
    }

private:
    [[noreturn]] void refuse(const char* key) const {
        refuse_content(key, fmt::format("{}, row {}", table_, rows_.size() + 1));
    }

    CsvRow next_row() {
        CsvRow row;
        for (;;) {
            row.push_back(next_cell());
            if (row.size() > k_most_columns) {
                refuse("error.exchange.csv-length");
            }
            if (++cells_ > k_most_json_values) {  // they cost as much
                refuse("error.exchange.too-many");
            }
            const bool goes_on = at_ < text_.size() && text_[at_] == separator_;
            if (goes_on) {
                ++at_;
                continue;
            }
            at_ += text_.substr(at_).starts_with("\r\n") ? 2 : at_ < text_.size() ? 1 : 0;
            return row;
        }
    }

    /// Leaves `at_` at the separator or line end behind it.
    std::string next_cell() {
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            read_quoted(cell);
            if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
                refuse("error.exchange.csv-quote");
            }
            return cell;
        }
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
            cell += text_[at_++];
        }
        return cell;
    }

    void read_quoted(std::string& cell) {
        for (;;) {
            if (at_ >= text_.size()) {
                refuse("error.exchange.csv-quote");
            }
            const char letter = text_[at_++];
            if (letter != '"') {
                cell += letter;
            } else if (at_ < text_.size() && text_[at_] == '"') {
                cell += text_[at_++];
            } else {
                return;
            }
        }
    }

    std::string_view text_;
    std::string_view table_;
    std::size_t most_rows_;
    char separator_ = ',';
    std::size_t at_ = 0;
    std::size_t cells_ = 0;
    std::vector<CsvRow> rows_;
};

}  // namespace

void append_row(std::string& table, const CsvRow& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        table += i == 0 ? "" : ",";
        if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
            table += cells[i];
            continue;
        }
        table += '"';
        for (const char letter : cells[i]) {
            table += letter == '"' ? "\"\"" : std::string(1, letter);
        }
        table += '"';
    }
    table += "\r\n";
}

std::string guarded(std::string text) {
    const bool needs_guard = !text.empty() && (could_run(text.front()) || text.front() == '\'');
    return needs_guard ? "'" + std::move(text) : std::move(text);
}

std::string unguarded(std::string cell) {
    const bool is_guarded = cell.size() > 1 && cell[0] == '\'' && (could_run(cell[1]) || cell[1] == '\'');
    return is_guarded ? cell.substr(1) : std::move(cell);
}

std::vector<CsvRow> parse_csv(std::string_view text, std::string_view table, std::size_t most_rows) {
    text = without_byte_order_mark(text);
    if (!is_plain_text(text)) {
        refuse_content("error.exchange.no-text", table);
    }
    return CsvParser(text, table, most_rows).parse();
}

}  // namespace palpate::detail
