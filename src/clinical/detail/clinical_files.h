#pragma once

#include "base/error.h"
#include "clinical/clinical_catalogue.h"
#include "clinical/detail/references.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
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
inline constexpr std::string_view k_claims_file = "claims.json";
inline constexpr std::string_view k_contraindications_file = "contraindications.json";
inline constexpr std::string_view k_red_flags_file = "red_flags.json";
inline constexpr std::string_view k_sites_file = "endangerment_sites.json";
inline constexpr std::string_view k_conditions_file = "conditions.json";
inline constexpr std::string_view k_plans_file = "session_plans.json";
inline constexpr std::string_view k_measures_file = "outcome_measures.json";
inline constexpr std::string_view k_client_facts_file = "client_facts.json";

/// What is done with a mistake: thrown on when the program starts, kept when an author wants to see all of them.
using OnFault = std::function<void(const Error&)>;

/// Reading goes on after a mistake where `on_fault` returns; the record it was in is left out.
struct Reading {
    ClinicalFolder folder;
    References references;
    OnFault on_fault;
    /// Checks that need all files; `places` is every place of the body.
    std::vector<std::function<void(const std::vector<Technique>& techniques, const std::vector<Place>& places)>>
        later{};

    /// Runs one step; a mistake in the content goes to on_fault. False after one.
    bool attempt(const std::function<void()>& step) const;
};

// One reader per file. Each checks its own file (fields there, of the right type and range, ids unique, words for every
// record) and tells `reading.references` what must exist elsewhere.

[[nodiscard]] MatchingRules read_matching_rules(Reading& reading);
/// Checks that every kind of mark and every quality word stands for exactly one type, but for `rules`' exceptions.
[[nodiscard]] std::vector<MarkTypeRule> read_mark_types(Reading& reading, const MatchingRules& rules);
[[nodiscard]] std::vector<Technique> read_techniques(Reading& reading);
[[nodiscard]] std::vector<Evidence> read_evidence(Reading& reading);
[[nodiscard]] std::vector<Claim> read_claims(Reading& reading);
[[nodiscard]] std::vector<Contraindication> read_contraindications(Reading& reading);
[[nodiscard]] std::vector<RedFlag> read_red_flags(Reading& reading);
[[nodiscard]] std::vector<EndangermentSite> read_endangerment_sites(Reading& reading);
[[nodiscard]] std::vector<Condition> read_conditions(Reading& reading);

struct PlanFile {
    std::vector<SessionPlan> plans;
    std::vector<EventStage> stages;
};
[[nodiscard]] PlanFile read_session_plans(Reading& reading);

struct MeasureFile {
    std::vector<OutcomeMeasure> measures;
    std::vector<RangeNorm> norms;
    std::vector<ChangeThreshold> thresholds;
    std::vector<BenefitTracking> benefits;
};
[[nodiscard]] MeasureFile read_outcome_measures(Reading& reading);
[[nodiscard]] ClientQuestions read_client_questions(Reading& reading);

}  // namespace palpate::detail
