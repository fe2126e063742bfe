#pragma once

#include "change/change_words.h"
#include "programs/detail/json_views.h"

#include <optional>
#include <vector>

namespace palpate {

/// What one author said over the sessions.
struct AuthorProgress {
    Author author = Author::Client;
    std::vector<PlaceChange> changes{};
    Trend body{};
    std::vector<Trend> trends{};
    Composite often{};
};

/// What `palpate progress` tells: from one session to another, and over all between.
struct ProgressReport {
    SessionId from{};
    SessionId to{};
    ChangeRule rule{};
    std::vector<AuthorProgress> authors{};
    std::optional<WidespreadCount> widespread{};  ///< of the later session
};

/// As a table in words.
void print_progress(const ProgressReport& report, const Workspace& workspace);

/// {client, from, to, rule, authors: [{author, changes, trend, trends, often}], widespread}. Numbers that nobody said
/// are null. Every result has its words as `words`.
[[nodiscard]] Json to_json(const ProgressReport& report, const Workspace& workspace);

}  // namespace palpate
