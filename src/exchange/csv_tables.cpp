#include "exchange/csv_tables.h"

#include "base/calendar_date.h"
#include "base/error.h"
#include "casebook/edits.h"
#include "exchange/detail/csv_members.h"
#include "exchange/exchange_limits.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace palpate {
namespace detail {

std::optional<Timestamp> find_exact_time(std::string_view text) {
    // 2026-11-22T20:15:00.000001Z
    constexpr std::size_t k_length = 27;
    const auto date = text.size() == k_length ? find_date(text.substr(0, 10)) : std::nullopt;
    if (!date || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[26] != 'Z') {
        return std::nullopt;
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        std::int64_t value = 0;
        for (std::size_t digit = at; digit < at + digits; ++digit) {
            value = text[digit] >= '0' && text[digit] <= '9' && value >= 0 ? value * 10 + (text[digit] - '0') : -1;
        }
        return value;
    };
    const std::int64_t hours = number(11, 2);
    const std::int64_t minutes = number(14, 2);
    const std::int64_t seconds = number(17, 2);
    const std::int64_t micros = number(20, 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || micros < 0) {
        return std::nullopt;
    }
    const std::int64_t day = date->time_since_epoch().count();
    const Timestamp time{(((day * 24 + hours) * 60 + minutes) * 60 + seconds) * 1'000'000 + micros};
    const bool is_of_people = time.microseconds_utc >= k_earliest_time_us && time.microseconds_utc <= k_latest_time_us;
    return is_of_people ? std::optional(time) : std::nullopt;
}

}  // namespace detail

namespace {

using detail::CsvRow;

constexpr std::array k_tables{"clients.csv", "sessions.csv", "marks.csv", "measures.csv"};
/// The column that a session's client stands in, which a Session itself does not know.
constexpr const char* k_client_column = "client";

template <class Record>
CsvRow names_of(const Record& record) {
    detail::CellWriter writer;
    visit_members(writer, record);
    return writer.names;
}

template <class Record>
CsvRow cells_of(const Record& record) {
    detail::CellWriter writer;
    visit_members(writer, record);
    return writer.cells;
}

CsvRow with_first(std::string cell, const CsvRow& cells) {
    CsvRow row{std::move(cell)};
    row.insert(row.end(), cells.begin(), cells.end());
    return row;
}

/// A table read as rows of known columns.
class Table {
public:
    Table(const ImportFile& file, const CsvRow& known, const std::vector<const char*>& needed, std::size_t most_rows)
        : name_(file.name), rows_(detail::parse_csv(file.bytes, file.name, most_rows)) {
        if (rows_.empty()) {
            detail::refuse_content("error.exchange.csv-empty", name_);
        }
        const CsvRow& header = rows_.front();
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::string place = name_ + ", " + header[i];
            if (std::ranges::find(known, header[i]) == known.end()) {
                detail::refuse_content("error.exchange.csv-column", place);
            }
            if (!columns_.emplace(header[i], i).second) {
                detail::refuse_content("error.exchange.member-twice", place);
            }
        }
        for (const char* column : needed) {
            if (!columns_.contains(column)) {
                detail::refuse_content("error.exchange.member-missing", name_ + ", " + column);
            }
        }
    }

    [[nodiscard]] std::size_t size() const { return rows_.size() - 1; }
    [[nodiscard]] std::string place(std::size_t row) const { return name_ + ", row " + std::to_string(row + 2); }
    [[nodiscard]] bool has(const char* column) const { return columns_.contains(column); }
    [[nodiscard]] std::string cell(std::size_t row, const char* column) const {
        const auto found = columns_.find(column);
        return found == columns_.end() ? std::string() : detail::unguarded(rows_[row + 1][found->second]);
    }
    template <class Record>
    void read(std::size_t row, Record& record) const {
        detail::CellReader reader(columns_, rows_[row + 1], place(row));
        visit_members(reader, record);
    }

private:
    std::string name_;
    std::vector<CsvRow> rows_;
    std::map<std::string, std::size_t> columns_;
};

class TablesReader {
public:
    TablesReader(IdGenerator& ids, Timestamp now) : ids_(ids), now_(now) {}

    ImportedRecords read(std::span<const ImportFile> files) {
        read_clients(require(files));
        if (const ImportFile* file = find(files, k_tables[1])) {
            read_sessions(*file);
        }
        if (const ImportFile* file = find(files, k_tables[2])) {
            read_marks(*file);
        }
        if (const ImportFile* file = find(files, k_tables[3])) {
            read_measurements(*file);
        }
        for (CaseDocument& document : imported_.documents) {
            document = in_order(std::move(document));
            check_invariants(document);
        }
        if (shapes_lost_ > 0) {
            imported_.left_out.push_back({"exchange.csv.shapes", {{"count", std::to_string(shapes_lost_)}}});
        }
        imported_.format = ExchangeFormat::Csv;
        return std::move(imported_);
    }

private:
    static const ImportFile* find(std::span<const ImportFile> files, std::string_view name) {
        const auto found = std::ranges::find(files, name, &ImportFile::name);
        return found == files.end() ? nullptr : &*found;
    }

    /// One file alone is the clients, whatever it is called; of several, each must be a table we know.
    static const ImportFile& require(std::span<const ImportFile> files) {
        if (files.size() == 1) {
            return files.front();
        }
        for (const ImportFile& file : files) {
            if (std::ranges::find(k_tables, file.name) == k_tables.end()) {
                detail::refuse_content("error.exchange.csv-table", file.name);
            }
        }
        const ImportFile* clients = find(files, k_tables[0]);
        if (clients == nullptr) {
            detail::refuse_content("error.exchange.csv-clients", {});
        }
        return *clients;
    }

    void read_clients(const ImportFile& file) {
        const Table table(file, names_of(Client{}), {"name"}, k_most_import_clients);
        for (std::size_t row = 0; row < table.size(); ++row) {
            CaseDocument document;
            document.client.created = now_;
            table.read(row, document.client);
            if (document.client.id.empty()) {
                document.client.id = ClientId(ids_.make_id());
            }
            if (document.client.reference.empty()) {
                document.client.reference = k_open_reference;
            }
            if (!clients_.emplace(document.client.id.text(), imported_.documents.size()).second) {
                detail::refuse_content("error.exchange.csv-twice", table.place(row));
            }
            imported_.documents.push_back(std::move(document));
        }
    }

    void read_sessions(const ImportFile& file) {
        const Table table(file, with_first(k_client_column, names_of(Session{})), {"id", k_client_column, "date"},
                          k_most_table_rows);
        for (std::size_t row = 0; row < table.size(); ++row) {
            const auto client = clients_.find(table.cell(row, k_client_column));
            if (client == clients_.end()) {
                detail::refuse_content("error.exchange.csv-client", table.place(row));
            }
            CaseDocument& document = imported_.documents[client->second];
            Session session{.created = now_, .sequence = static_cast<std::int64_t>(document.sessions.size()) + 1};
            table.read(row, session);
            if (!sessions_.emplace(session.id.text(), client->second).second) {
                detail::refuse_content("error.exchange.csv-twice", table.place(row));
            }
            add(document.sessions, std::move(session), table.place(row));
        }
    }

    template <class Record>
    static void add(std::vector<Record>& records, Record record, const std::string& place) {
        if (records.size() >= detail::most_of<Record>()) {
            detail::refuse_content("error.exchange.too-many", place);
        }
        records.push_back(std::move(record));
    }

    CaseDocument& document_of(const SessionId& session, const std::string& place) {
        const auto found = sessions_.find(session.text());
        if (found == sessions_.end()) {
            detail::refuse_content("error.exchange.csv-session", place);
        }
        return imported_.documents[found->second];
    }

    void read_marks(const ImportFile& file) {
        const Table table(file, names_of(Mark{}), {"id", "session", "anchor_structure", "now"}, k_most_table_rows);
        for (std::size_t row = 0; row < table.size(); ++row) {
            Mark mark{.created = now_};
            table.read(row, mark);
            if (mark.extent == MarkExtent::Area || mark.extent == MarkExtent::Line) {
                mark.extent = MarkExtent::Point;
                ++shapes_lost_;
            }
            CaseDocument& document = document_of(mark.session, table.place(row));
            mark.sequence = table.has("sequence") ? mark.sequence : static_cast<std::int64_t>(row) + 1;
            add(document.marks, std::move(mark), table.place(row));
        }
    }

    void read_measurements(const ImportFile& file) {
        const Table table(file, names_of(Measurement{}), {"id", "session", "measure", "value"}, k_most_table_rows);
        for (std::size_t row = 0; row < table.size(); ++row) {
            Measurement measurement{.created = now_};
            table.read(row, measurement);
            CaseDocument& document = document_of(measurement.session, table.place(row));
            measurement.sequence = table.has("sequence") ? measurement.sequence : static_cast<std::int64_t>(row) + 1;
            add(document.measurements, std::move(measurement), table.place(row));
        }
    }

    IdGenerator& ids_;
    Timestamp now_;
    std::unordered_map<std::string, std::size_t> clients_;   ///< documents by client
    std::unordered_map<std::string, std::size_t> sessions_;  ///< documents by session
    std::size_t shapes_lost_ = 0;
    ImportedRecords imported_;
};

}  // namespace

CsvTables::CsvTables() {
    const CsvRow headers[] = {names_of(Client{}), with_first(k_client_column, names_of(Session{})), names_of(Mark{}),
                              names_of(Measurement{})};
    for (std::size_t i = 0; i < k_tables.size(); ++i) {
        tables_.push_back({.name = k_tables[i], .bytes = {}});
        detail::append_row(tables_[i].bytes, headers[i]);
    }
}

void CsvTables::add(const CaseDocument& document) {
    detail::append_row(tables_[0].bytes, cells_of(document.client));
    for (const Session& session : document.sessions) {
        detail::append_row(tables_[1].bytes, with_first(detail::guarded(document.client.id.text()), cells_of(session)));
    }
    for (const Mark& mark : document.marks) {
        detail::append_row(tables_[2].bytes, cells_of(mark));
    }
    for (const Measurement& measurement : document.measurements) {
        detail::append_row(tables_[3].bytes, cells_of(measurement));
    }
}

ImportedRecords read_csv(std::span<const ImportFile> files, IdGenerator& ids, Timestamp now) {
    return TablesReader(ids, now).read(files);
}

}  // namespace palpate
