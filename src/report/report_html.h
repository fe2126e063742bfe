#pragma once

#include "report/report_document.h"

#include <string>

namespace palpate {

/// The report as one web page that stands alone: no script, nothing loaded from anywhere, pictures inside it, everything
/// escaped. It is the form for people who listen to a page: headings in their order, tables with heads that name their
/// columns and rows, words for every picture, charts with their values as a table, the language stated. `large_print`
/// makes all letters larger. The same document gives the same bytes. Some 20 ms for each picture.
[[nodiscard]] std::string to_report_html(const ReportDocument& document, bool large_print = false);

}  // namespace palpate
