#pragma once

#include "report/hand_out.h"

#include <optional>
#include <vector>

namespace palpate::detail {

// The parts of a hand-out that come from the session's plan.

/// The plan's steps that were ticked as done, in their order.
[[nodiscard]] std::vector<HandOutDone> build_done(const HandOutSources& sources);
[[nodiscard]] HandOutHome build_home(const HandOutSources& sources);
[[nodiscard]] std::optional<HandOutNextVisit> build_next_visit(const Session& session, const HandOutSources& sources);

}  // namespace palpate::detail
