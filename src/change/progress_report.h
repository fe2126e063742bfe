#pragma once

#include "change/change_map.h"
#include "change/composite.h"
#include "change/trend.h"
#include "change/widespread.h"

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

    bool operator==(const AuthorProgress&) const = default;
};

/// From one session to another, and over all between.
struct ProgressReport {
    SessionId from{};
    SessionId to{};
    ChangeRule rule{};
    std::vector<AuthorProgress> authors{};        ///< the client, then the therapist
    std::optional<WidespreadCount> widespread{};  ///< of the later session

    bool operator==(const ProgressReport&) const = default;
};

/// Throws Error as change_between() does. O(marks of the document + places * sessions), some ms for 200 sessions.
[[nodiscard]] ProgressReport make_progress_report(const CaseDocument& document, const SessionId& from,
                                                  const SessionId& to, const ChangeBasis& basis);

}  // namespace palpate
