#pragma once

#include "base/error.h"
#include "clinical/client_question.h"
#include "clinical/condition.h"
#include "clinical/evidence.h"
#include "clinical/matching_rules.h"
#include "clinical/outcome_measure.h"
#include "clinical/safety.h"
#include "clinical/session_plan.h"
#include "clinical/technique.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

class AnatomyCatalogue;

/// Everything in assets/clinical, with the words of one language.
struct ClinicalContent {
    MatchingRules rules;
    std::vector<MarkTypeRule> mark_types;
    std::vector<Technique> techniques;
    std::vector<Evidence> evidence;
    std::vector<Claim> claims;
    std::vector<Contraindication> contraindications;
    std::vector<RedFlag> red_flags;
    std::vector<EndangermentSite> sites;
    std::vector<Condition> conditions;
    std::vector<SessionPlan> plans;
    std::vector<EventStage> stages;
    std::vector<OutcomeMeasure> measures;
    std::vector<RangeNorm> norms;
    std::vector<ChangeThreshold> thresholds;
    std::vector<BenefitTracking> benefits;
    ClientQuestions questions;
};

/// assets/clinical, read and cross-checked against the anatomy. Immutable after loading.
class ClinicalCatalogue {
public:
    /// Throws Error InvalidContent naming file, line, record and field of the first mistake (line and column for broken
    /// JSON); NotFound for a missing file or language. Some 25 ms.
    [[nodiscard]] static ClinicalCatalogue load(const std::filesystem::path& clinical_folder, std::string_view language,
                                                const AnatomyCatalogue& anatomy);
    /// All mistakes at once, for those who write the files; empty where load() succeeds. Throws Error NotFound as load()
    /// does; a file that is no JSON ends the reading, as nothing in it can be judged.
    [[nodiscard]] static std::vector<Error> check(const std::filesystem::path& clinical_folder,
                                                  std::string_view language, const AnatomyCatalogue& anatomy);

    [[nodiscard]] const std::vector<Technique>& techniques() const { return content_.techniques; }
    [[nodiscard]] const std::vector<MarkTypeRule>& mark_type_rules() const { return content_.mark_types; }
    [[nodiscard]] const std::vector<EndangermentSite>& endangerment_sites() const { return content_.sites; }
    [[nodiscard]] const std::vector<Evidence>& evidence() const { return content_.evidence; }
    [[nodiscard]] const std::vector<Claim>& claims() const { return content_.claims; }
    [[nodiscard]] const std::vector<Contraindication>& contraindications() const { return content_.contraindications; }
    [[nodiscard]] const std::vector<RedFlag>& red_flags() const { return content_.red_flags; }
    [[nodiscard]] const std::vector<Condition>& conditions() const { return content_.conditions; }
    [[nodiscard]] const std::vector<SessionPlan>& plans() const { return content_.plans; }
    [[nodiscard]] const std::vector<EventStage>& event_stages() const { return content_.stages; }
    [[nodiscard]] const std::vector<OutcomeMeasure>& measures() const { return content_.measures; }
    [[nodiscard]] const std::vector<RangeNorm>& range_norms() const { return content_.norms; }
    [[nodiscard]] const std::vector<ChangeThreshold>& thresholds() const { return content_.thresholds; }
    [[nodiscard]] const std::vector<BenefitTracking>& benefits() const { return content_.benefits; }
    [[nodiscard]] const ClientQuestions& questions() const { return content_.questions; }
    [[nodiscard]] const MatchingRules& rules() const { return content_.rules; }

    [[nodiscard]] const Technique* find_technique(const TechniqueId& id) const;
    [[nodiscard]] const Technique* find_technique(std::string_view id) const;
    [[nodiscard]] const Evidence* find_evidence(std::string_view id) const;
    [[nodiscard]] const Claim* find_claim(std::string_view id) const;
    [[nodiscard]] const MarkTypeRule* find_mark_type_rule(std::string_view mark_type) const;
    [[nodiscard]] const EndangermentSite* find_endangerment_site(std::string_view id) const;
    [[nodiscard]] const Contraindication* find_contraindication(std::string_view id) const;
    [[nodiscard]] const RedFlag* find_red_flag(std::string_view id) const;
    [[nodiscard]] const Condition* find_condition(std::string_view id) const;
    [[nodiscard]] const SessionPlan* find_plan(std::string_view id) const;
    [[nodiscard]] const EventStage* find_event_stage(std::string_view id) const;
    [[nodiscard]] const OutcomeMeasure* find_measure(std::string_view id) const;
    /// The question of a contraindication, for a caution line; empty where unknown.
    [[nodiscard]] std::string caution_text(std::string_view contraindication_id) const;

private:
    explicit ClinicalCatalogue(ClinicalContent content);

    ClinicalContent content_;
    /// Place in its list, by id; ids are unique over all lists but for goals, which no list here holds.
    std::unordered_map<std::string, std::size_t> index_;

    template <class T>
    [[nodiscard]] const T* find(const std::vector<T>& list, std::string_view id) const;
};

/// The five benefits of the source article, in its order.
[[nodiscard]] const std::vector<std::string>& five_benefits();

}  // namespace palpate
