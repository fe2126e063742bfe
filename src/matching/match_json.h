#pragma once

#include "matching/case_match.h"

#include <string>
#include <vector>

namespace palpate {

class Translator;

/// The answer of match_case() as JSON text, as assets/clinical/match.schema.json describes it: every rule that holds, per
/// mark its types, limits, notices, techniques with reason, terms, rules, cautions and evidence, what was left out and by
/// which rule; the same for groups and the whole session.
[[nodiscard]] std::string to_json(const CaseMatch& result, const Knowledge& knowledge, const Translator& translator);

}  // namespace palpate
