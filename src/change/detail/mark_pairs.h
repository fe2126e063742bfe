#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"

#include <vector>

namespace palpate::detail {

/// Two marks of one place, or one that has no other; borrowed from the document.
struct MarkPair {
    const Mark* before = nullptr;
    const Mark* after = nullptr;
};

/// Every mark of the author in the two sessions, once, confirmed or not. The steps are those of change_between().
[[nodiscard]] std::vector<MarkPair> pair_marks(const CaseDocument& document, const SessionId& from, const SessionId& to,
                                               Author author, const BodyPlaces& places);

}  // namespace palpate::detail
