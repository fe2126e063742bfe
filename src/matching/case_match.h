#pragma once

#include "clinical/case_facts.h"
#include "matching/match.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate {

/// What kind of record a rule comes from.
enum class RuleSource { RedFlag, Contraindication, Condition, EventStage, Wish };
/// "red-flag", "contraindication", ..
[[nodiscard]] std::string_view name_of(RuleSource source);

/// A rule that holds of this client, with what it says in words of the content.
struct CaseRule {
    std::string id;  ///< of the record: "ci-anticoagulants"; "wish:pressure", "wish:area"
    RuleSource source = RuleSource::Contraindication;
    Stage stage = Stage::Caution;
    std::string urgency{};     ///< of red flags
    std::string name{};        ///< the record's, or the question of a red flag
    std::string what_to_do{};  ///< ready to show
    bool unsure = false;       ///< someone was not sure: counts as yes until asked
    bool stops_everything = false;
    bool operator==(const CaseRule&) const = default;
};

/// A part of the body to keep clear of.
struct AvoidArea {
    std::string rule;
    SaidPlace place;
    int radius_mm = 0;  ///< round the place's spot, where it has one
    bool whole_limb = false;
    bool said = true;  ///< false: one of the places where such a thing mostly is, while nobody has said where
    bool operator==(const AvoidArea&) const = default;
};

/// A question to ask before anything else, not answered yet.
struct OpenQuestion {
    std::string id;
    std::string question;
    std::string urgency;  ///< of red flags: what a yes would mean
    bool always = false;  ///< asked of everyone, not because of this case
    bool operator==(const OpenQuestion&) const = default;
};

/// A technique for several marks together.
struct SessionMatch {
    TechniqueId technique;
    double score = 0.0;         ///< mean over all marks, each weighed by its rating; 0 where it does not fit
    std::vector<MarkId> marks;  ///< it fits these, in their order
    Text reason;                ///< of the mark it fits best
    IntRange pressure;          ///< up to what one of these marks allows; at each its own limit holds
    IntRange minutes;
    bool operator==(const SessionMatch&) const = default;
};

/// The marks of one muscle group.
struct GroupMatches {
    std::string group;  ///< groups.json; empty: places nobody knows
    std::vector<MarkId> marks;
    std::vector<SessionMatch> techniques;  ///< best first
    std::vector<Exclusion> excluded;       ///< left out at one of the marks by a rule that protects; by id
    bool operator==(const GroupMatches&) const = default;
};

/// Advice of the training calendar.
struct CalendarAdvice {
    std::string stage;  ///< id of an EventStage
    int days = 0;       ///< from the event: -3 is three days before
    bool before_hard_day = false;
    bool operator==(const CalendarAdvice&) const = default;
};

/// Everything the rules say of a case, each with its reason.
struct CaseMatch {
    std::vector<CaseRule> rules;  ///< that hold, by stage
    /// Red flags of the marked places and of what the client came with or said, most urgent first; then what else belongs
    /// to this case; then what is asked of everyone. Equal ones in the order of the files.
    std::vector<OpenQuestion> ask_first;
    std::vector<CalendarAdvice> calendar;
    std::vector<AvoidArea> avoid_areas;
    std::vector<MarkMatches> marks;     ///< in the order of the marks
    std::vector<GroupMatches> groups;   ///< by id
    std::vector<SessionMatch> session;  ///< for the whole session, best first; done by the therapist
    std::vector<SessionMatch> home;     ///< what the client can do, best first
    std::vector<std::string> plans;     ///< session plans to begin from, best first

    /// The first rule because of which there is no massage at all; null where there is none. That is no promise.
    [[nodiscard]] const CaseRule* find_stop() const;
    [[nodiscard]] const CaseRule* find_rule(std::string_view id) const;
    bool operator==(const CaseMatch&) const = default;
};

/// What the rules speak about; borrowed for the call.
struct Knowledge {
    const Atlas& atlas;
    const AnatomyCatalogue& anatomy;
    const ClinicalCatalogue& clinical;
};

/// What fits and what must not be done. Pure: the same marks in any order give the same answer for each, and a further
/// rule never adds a technique nor raises a pressure. Red flags come first, then absolute contraindications, local ones,
/// cautions, and last what merely does not suit. A mark whose structure the atlas lacks is matched by the catalogue's
/// words for it. Cost: marks x techniques, some 25 us for a mark; a mark on the skin costs a pass over the atlas's
/// vertices besides. A rule about a spot reaches a mark within its radius, in straight mm: detail/body_extent.h.
[[nodiscard]] CaseMatch match_case(const CaseFacts& facts, std::span<const Mark* const> marks,
                                   const Knowledge& knowledge);

/// The same for a session of a record, with what is known of the client. Throws Error NotFound for a session that is
/// not in the document.
[[nodiscard]] CaseMatch match_session(const CaseDocument& document, const SessionId& session, const CaseFacts& facts,
                                      const Knowledge& knowledge);

/// What fits a structure where nothing is marked: for looking before marking. Everything known of the client holds here too.
struct StructureMatches {
    std::string stopped_by;  ///< the rule because of which nothing is done here; empty where none is
    std::vector<Match> matches;
    std::vector<Exclusion> protected_from;  ///< left out by rules that protect; what merely does not suit is not listed
};
/// O(techniques), some 20 us, and O(vertices of the structure) for each spot of the client: cheap enough for every drawn
/// frame. It counts as near a spot where its nearest vertex is.
[[nodiscard]] StructureMatches match_structure(const Structure& structure, const CaseFacts& facts,
                                               const Knowledge& knowledge);

/// True where something speaks against a technique at a place before anything is marked: what a brush or a plan enters.
struct Refusal {
    std::string rule;
    Stage stage = Stage::Local;
    Text reason;
    int pressure_ceiling = 5;
};
/// The rule that protects this structure from the technique; nullopt where none does. Null stands for the person as a
/// whole: only rules about no place are asked. Rules that merely judge fit are not. O(rules).
[[nodiscard]] std::optional<Refusal> find_refusal(const Technique& technique, const Structure* structure,
                                                  const CaseFacts& facts, const Knowledge& knowledge);
/// The highest pressure all rules allow at the structure, and the rule that set it (empty where none did).
[[nodiscard]] Refusal find_ceiling(const Structure* structure, const CaseFacts& facts, const Knowledge& knowledge);

}  // namespace palpate
