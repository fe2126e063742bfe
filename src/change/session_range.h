#pragma once

#include "casebook/case_document.h"

#include <span>
#include <string>

namespace palpate {

/// Days from the first to the last, both included, as ISO dates; an empty one leaves its end open.
struct DateRange {
    std::string first{};
    std::string last{};
};

/// The sessions of these days in their order; borrowed from the document. O(sessions).
[[nodiscard]] std::span<const Session> sessions_in(const CaseDocument& document, const DateRange& range = {});

/// From one session to another, both included. Throws Error NotFound for one that is not in the document, Usage where
/// `first` comes after `last`.
[[nodiscard]] std::span<const Session> sessions_between(const CaseDocument& document, const SessionId& first,
                                                        const SessionId& last);

}  // namespace palpate
