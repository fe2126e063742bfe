#pragma once

#include "casebook/case_document.h"
#include "change/body_place.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// In how many areas of the widespread pain index a client marked pain. A count to talk about, never a verdict: the
/// criteria also need the symptom severity score, which the record does not hold, the spread over body regions, three
/// months, and a doctor.
struct WidespreadCount {
    std::vector<std::string> areas{};  ///< ids of the index, in its order
    int of = 0;                        ///< how many areas the index has
    int outside = 0;                   ///< painful places that no area of the index holds: head, elbow, hand, knee, ..

    bool operator==(const WidespreadCount&) const = default;
};

/// Of one session, from the client's confirmed marks of pain, soreness and tender knots that are rated above 0 now,
/// usually or at worst; tension, numbness and the like are not pain. An area painted or a line drawn counts wherever it
/// reaches (BodyPlaces::reached_by). A mark of a muscle counts once, in the muscle's region. nullopt where the session
/// says nothing of the body; a session without pain counts none. O(dabs squared) for each painted area.
/// Throws Error NotFound for a session that is not in the document.
[[nodiscard]] std::optional<WidespreadCount> count_widespread(const CaseDocument& document, const SessionId& session,
                                                              const BodyPlaces& places);

}  // namespace palpate
