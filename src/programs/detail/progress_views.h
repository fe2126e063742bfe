#pragma once

#include "change/change_words.h"
#include "change/progress_report.h"
#include "programs/detail/json_views.h"

namespace palpate {

/// As a table in words.
void print_progress(const ProgressReport& report, const Workspace& workspace);

/// {client, from, to, rule, authors: [{author, changes, trend, trends, often}], widespread}. Numbers that nobody said
/// are null. Every result has its words as `words`.
[[nodiscard]] Json to_json(const ProgressReport& report, const Workspace& workspace);

}  // namespace palpate
