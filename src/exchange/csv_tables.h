#pragma once

#include "base/clock.h"
#include "casebook/case_document.h"
#include "exchange/import_file.h"

#include <span>
#include <utility>
#include <vector>

namespace palpate {

struct ImportedRecords;

/// The tables clients.csv, sessions.csv, marks.csv and measures.csv, each with a header: RFC 4180, UTF-8, ISO dates, decimal
/// points, names of things by their ids, several words of a cell with semicolons. A text cell that a spreadsheet would run
/// as a formula, and one that begins with an apostrophe, gets an apostrophe before it. Record by record, so that a whole
/// practice needs no more memory than its tables.
class CsvTables {
public:
    CsvTables();
    void add(const CaseDocument& document);
    /// In the order above.
    [[nodiscard]] std::vector<ImportFile> take() { return std::move(tables_); }

private:
    std::vector<ImportFile> tables_;
};

/// The same tables back; clients.csv is needed, the others are not, and columns may stand in any order. A clients.csv with
/// no more than a column "name" is enough to bring a practice's clients: ids and references are then made. A table whose
/// header has semicolons and no comma is parted by semicolons. Painted areas and lines become points.
/// Throws Error InvalidContent naming table and row for a cell that does not read, a row of another length, a column that
/// is unknown or missing, a session or client that no row has; for more than exchange_limits.h allows.
[[nodiscard]] ImportedRecords read_csv(std::span<const ImportFile> files, IdGenerator& ids, Timestamp now);

}  // namespace palpate
