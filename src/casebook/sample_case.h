#pragma once

#include "anatomy/atlas.h"
#include "base/clock.h"
#include "casebook/case_document.h"

namespace palpate {

/// An invented client to try things out with: a few sessions with marks on structures of `atlas` (those it has).
/// `client.sample` is true. Dates end at the clock's today.
[[nodiscard]] CaseDocument make_sample_case(const Atlas& atlas, const Clock& clock, IdGenerator& ids);

}  // namespace palpate
