#pragma once

#include "base/text.h"
#include "casebook/case_document.h"
#include "casebook/edits.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class ClinicalCatalogue;

/// What of a client's answers the therapist goes through, one thing each.
enum class SaidKind { Warning, Mark, NoPain, Fact, Person, Consent };
/// "warning", "mark", "no-pain", "fact", "person", "consent"; texts: intake.kind.<name>.
[[nodiscard]] std::string_view name_of(SaidKind kind);

/// What becomes of it.
enum class IntakeDecision {
    TakeOver,  ///< it becomes part of the record
    Ask,       ///< it does so with a mark that it is to be talked about first
    LeaveOut
};
/// "take-over", "ask", "leave-out"; texts: intake.decision.<name>.
[[nodiscard]] std::string_view name_of(IntakeDecision decision);
[[nodiscard]] std::optional<IntakeDecision> find_intake_decision(std::string_view name);

/// One thing that differs from the record.
struct SaidItem {
    SaidKind kind = SaidKind::Fact;
    std::string id{};      ///< "mark:<id>", "fact:<kind>:<subject>", "person:phone", "consent:<id>", "no-pain"
    MarkId mark{};         ///< of a mark: its words are read back from the body
    Text said{};           ///< empty for marks
    Text before{};         ///< what the record says; empty where it says nothing
    std::string action{};  ///< of a warning: what to do, in words of the content
    std::string urgency{};
    bool may_ask = false;  ///< a mark or an answer: others have no way to stand in the record half believed

    bool operator==(const SaidItem&) const = default;
};

/// Everything that was said and the record does not say yet, warnings first. `record` may hold nothing but a client.
[[nodiscard]] std::vector<SaidItem> review_items(const CaseDocument& said, const CaseDocument& record,
                                                 const AnatomyCatalogue& anatomy, const ClinicalCatalogue& clinical);

/// By SaidItem::id; what is not named is taken over.
using IntakeDecisions = std::map<std::string, IntakeDecision, std::less<>>;

/// What brings the record there, one action for undo. Going through the same answers twice adds nothing twice. What is to be
/// asked about stands in the record as unconfirmed (marks) or as unsure (answers), which counts as yes until somebody has
/// asked.
[[nodiscard]] std::vector<Edit> edits_of(const CaseDocument& said, const CaseDocument& record,
                                         const IntakeDecisions& decisions);

}  // namespace palpate
