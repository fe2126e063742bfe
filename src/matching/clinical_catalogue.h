#pragma once

#include "base/ids.h"
#include "matching/matching_rules.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

class AnatomyCatalogue;

using TechniqueId = StrongId<struct TechniqueIdTag>;

/// Pressure 1 skin contact .. 5 strong; minutes; inclusive.
struct IntRange {
    int min = 0;
    int max = 0;
    bool operator==(const IntRange&) const = default;
};

/// How sure research can be, as graded in assets/clinical/evidence.json.
enum class Certainty { VeryLow, Low, Moderate, High };
/// "very-low", "low", "moderate", "high".
[[nodiscard]] std::string_view name_of(Certainty certainty);
[[nodiscard]] std::optional<Certainty> find_certainty(std::string_view name);

/// One publication.
struct Evidence {
    std::string id;
    std::string kind;  ///< intervention, guideline, mechanism, safety, measure, context
    std::string authors;
    int year = 0;
    std::string title;
    std::string journal;
    std::string doi;        ///< empty where not sure
    std::string finding;    ///< one honest sentence
    std::string direction;  ///< "+" favours, "0" no difference, "-" against, "mixed", "n/a"
    Certainty certainty = Certainty::VeryLow;
};

/// One way of working on tissue: assets/clinical/techniques.json, words from assets/clinical/text/<language>/.
struct Technique {
    TechniqueId id;
    std::string name;
    std::string family;
    std::string scope;  ///< core, additional-training, self-care
    std::string what_it_is;
    std::string client_explanation;
    std::string evidence_note;  ///< mostly empty: what to say where research is silent
    std::vector<std::string> goals;
    std::vector<std::string> suits_tissue_depth;  ///< skin, superficial, deep, joint, none
    std::vector<std::string> suits_mark_types;    ///< tension, ache, .. (see MarkTypeRule)
    std::vector<std::string> suits_acuity;        ///< acute, subacute, chronic
    IntRange pressure;
    IntRange minutes;
    std::string stroke_direction;  ///< along, across, circular, static, toward-heart
    std::vector<std::string> steps;
    std::vector<std::string> cautions;  ///< contraindication ids
    std::vector<std::string> evidence;  ///< evidence ids
    bool self_care = false;
    PlaceList only_at;     ///< where it is done; empty = anywhere
    PlaceList not_at;      ///< where it is not done
    std::string only_for;  ///< "pregnancy", "sport-event": needs to be known of the client; empty = anyone
};

/// The ceiling a kind of mark puts on pressure, and whether questions come first.
struct MarkTypeRule {
    std::string mark_type;
    std::string name;
    int pressure_max = 5;
    bool needs_screen = false;
    std::string rule;
    std::vector<MarkKind> kinds;         ///< kinds of mark that stand for it
    std::vector<std::string> qualities;  ///< quality words that stand for it
};

/// A place where pressure is limited.
struct EndangermentSite {
    std::string id;
    std::string name;
    int pressure_max = 0;
    std::string rule;
    std::vector<std::string> avoid_techniques;
    PlaceList covers;  ///< the ceiling and the avoid list hold here
    PlaceList near;    ///< here the rule is shown
};

/// assets/clinical, read and cross-checked against the anatomy. Immutable after loading.
class ClinicalCatalogue {
public:
    /// Throws Error InvalidContent naming file, record and field (line and column for broken JSON); NotFound for a
    /// missing file.
    [[nodiscard]] static ClinicalCatalogue load(const std::filesystem::path& clinical_folder, std::string_view language,
                                                const AnatomyCatalogue& anatomy);

    [[nodiscard]] const std::vector<Technique>& techniques() const { return techniques_; }
    [[nodiscard]] const std::vector<MarkTypeRule>& mark_type_rules() const { return mark_type_rules_; }
    [[nodiscard]] const std::vector<EndangermentSite>& endangerment_sites() const { return sites_; }
    [[nodiscard]] const std::vector<Evidence>& evidence() const { return evidence_; }
    [[nodiscard]] const MatchingRules& rules() const { return rules_; }
    [[nodiscard]] const Technique* find_technique(const TechniqueId& id) const;
    [[nodiscard]] const Evidence* find_evidence(std::string_view id) const;
    [[nodiscard]] const MarkTypeRule* find_mark_type_rule(std::string_view mark_type) const;
    [[nodiscard]] const EndangermentSite* find_endangerment_site(std::string_view id) const;
    /// The question of a contraindication, for a caution line; empty where unknown.
    [[nodiscard]] std::string caution_text(std::string_view contraindication_id) const;

private:
    void check_references(const AnatomyCatalogue& anatomy) const;

    MatchingRules rules_;
    std::vector<Technique> techniques_;
    std::vector<MarkTypeRule> mark_type_rules_;
    std::vector<EndangermentSite> sites_;
    std::vector<Evidence> evidence_;
    std::unordered_map<std::string, std::string> cautions_;
    std::unordered_map<std::string, std::size_t> technique_index_;
    std::unordered_map<std::string, std::size_t> evidence_index_;
};

}  // namespace palpate
