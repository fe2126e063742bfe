#pragma once

#include "casebook/mark.h"
#include "workspace/commands.h"

namespace palpate {

/// What is said of a mark, without its place, as mark.add and mark.edit take it: kind, quality, now, usual, worst, depth,
/// days, constancy, better, worse, radiates, confidence, author, note.
[[nodiscard]] CommandArguments arguments_of(const Mark& mark);

/// What of a mark is offered for the next one: how it feels and since when, not its numbers and its own words.
[[nodiscard]] CommandArguments arguments_to_repeat(const Mark& mark);

}  // namespace palpate
