#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"
#include "change/detail/session_marks.h"

#include <vector>

namespace palpate::detail {

/// Whether the later session's map was begun as a copy of an earlier one and gone through to its end: then a mark of
/// the copied map that was not kept was taken off, and did not merely fall into oblivion. Borrows the document.
class KeptMap {
public:
    KeptMap(const CaseDocument& document, const Session& from, const Session& to, const BodyPlaces& places);

    /// For a mark of `from` without a pair in `to`. O(marks of the copied map).
    [[nodiscard]] bool was_taken_off(const Mark& mark) const;

private:
    const BodyPlaces& places_;
    MarkChains chains_;
    std::vector<const Mark*> now_;  ///< of the later session
    std::vector<PlacedMark> left_;  ///< of the copied maps, not kept
};

}  // namespace palpate::detail
