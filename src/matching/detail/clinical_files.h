#pragma once

#include "matching/clinical_catalogue.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate::detail {

/// Where the rules and the words of one language lie.
struct ClinicalFolder {
    std::filesystem::path rules;
    std::filesystem::path words;
};

inline constexpr std::string_view k_techniques_file = "techniques.json";
inline constexpr std::string_view k_mark_types_file = "mark_types.json";
inline constexpr std::string_view k_matching_rules_file = "matching_rules.json";
inline constexpr std::string_view k_evidence_file = "evidence.json";
inline constexpr std::string_view k_contraindications_file = "contraindications.json";
inline constexpr std::string_view k_sites_file = "endangerment_sites.json";

// One reader per file. Each checks its own file (fields there, of the right type and range, ids unique, words for every
// record) and throws Error NotFound or InvalidContent naming file, record and field; references between files are
// checked by ClinicalCatalogue::load.

[[nodiscard]] std::vector<Technique> read_techniques(const ClinicalFolder& folder);
/// Checks that every kind of mark and every quality word stands for exactly one type, but for `rules`' exceptions.
[[nodiscard]] std::vector<MarkTypeRule> read_mark_types(const ClinicalFolder& folder, const MatchingRules& rules);
[[nodiscard]] MatchingRules read_matching_rules(const ClinicalFolder& folder);
[[nodiscard]] std::vector<Evidence> read_evidence(const ClinicalFolder& folder);
/// Contraindication ids to their screening questions.
[[nodiscard]] std::unordered_map<std::string, std::string> read_cautions(const ClinicalFolder& folder);
[[nodiscard]] std::vector<EndangermentSite> read_endangerment_sites(const ClinicalFolder& folder);

}  // namespace palpate::detail
