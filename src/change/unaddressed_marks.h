#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"

#include <vector>

namespace palpate {

/// What the client marked in a session and nobody has gone into: those to ask about, in the order they were made. A mark
/// counts as gone into where the therapist said so or found something at the same place, or a step of the session's plan
/// works there. What means a region or lies on the skin is at the same place as every structure of the region on that
/// side. Marks of 0 are no complaint. O(marks * (marks + steps) of the session).
[[nodiscard]] std::vector<MarkId> unaddressed_marks(const CaseDocument& document, const SessionId& session,
                                                    const BodyPlaces& places);

}  // namespace palpate
