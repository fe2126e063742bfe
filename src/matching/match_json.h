#pragma once

#include "matching/match.h"

#include <string>
#include <vector>

namespace palpate {

class Translator;

/// The results of match() as JSON text, for `palpate match --json` and other programs: per mark its types, limits,
/// notices, matches with reason, terms, rules, cautions and evidence, and what was left out with the rule that did it.
[[nodiscard]] std::string to_json(const std::vector<MarkMatches>& results, const ClinicalCatalogue& clinical,
                                  const Translator& translator);

}  // namespace palpate
