#pragma once

#include "base/clock.h"
#include "casebook/case_document.h"

#include <string>

namespace palpate {

class ClinicalCatalogue;

/// What a client says before a visit is a record of its own, so that everything that works on a record works on it: marking,
/// undo, the rules. It holds the client, their last visit's own marks to start from, what they said of their health, their
/// wishes and consents before, and one new session of type intake. Nothing else of the real record is in it.
struct SaidCaseRequest {
    const CaseDocument* known = nullptr;  ///< the real record; null for someone new
    std::string date{};                   ///< of the new session, ISO
    Timestamp now{};
    IdGenerator& ids;
};
[[nodiscard]] CaseDocument make_said_case(const SaidCaseRequest& request);

/// Someone new has no number yet: this stands in its place until the therapist takes their answers over.
inline constexpr const char* k_no_reference_yet = "new";

/// The session that is being answered for: the last one. The case must come from make_said_case().
[[nodiscard]] const Session& said_session(const CaseDocument& said);

/// Whether a warning question was answered with yes, or the client was not sure: that counts as yes until somebody has
/// asked.
[[nodiscard]] bool has_warning(const CaseDocument& said, const ClinicalCatalogue& clinical);

}  // namespace palpate
