#pragma once

#include "casebook/case_document.h"

#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace palpate {

struct AddSession {
    Session session;
};
struct EditSession {
    Session session;
};  ///< replaces the session of the same id
struct RemoveSession {
    SessionId id;
};  ///< and its marks and plan
struct AddMark {
    Mark mark;
};
struct EditMark {
    Mark mark;
};  ///< replaces the mark of the same id
struct RemoveMark {
    MarkId id;
};
struct EditClient {
    Client client;
};
struct SetFact {
    ClientFact fact;
};  ///< replaces what was known under the same kind and subject; of a client's health, what was said before is kept
struct RemoveFact {
    FactKind kind = FactKind::Answer;
    std::string subject{};
    Timestamp at{};  ///< when it was taken away
};
struct AddPlanItem {
    PlanItem item;
};  ///< at its position, 0 to the length of the list: the items from there on make room
struct EditPlanItem {
    PlanItem item;
};  ///< replaces the item of the same id; another position, part or session moves it, the others make room and close up
struct RemovePlanItem {
    PlanItemId id;
};  ///< the items after it close up

struct AddMeasurement {
    Measurement measurement;
};
struct EditMeasurement {
    Measurement measurement;
};  ///< replaces the one of the same id
struct RemoveMeasurement {
    MeasurementId id;
};
struct SetNote {
    SessionNote note;
};  ///< replaces what was written of the session; signing is setting a signed one
struct AddAddendum {
    NoteAddendum addendum;
};
struct GiveConsent {
    Consent consent;
};
struct WithdrawConsent {
    ConsentId id;
    Timestamp at{};
};
struct SetPhoto {
    ClientPhoto photo;
};  ///< an empty one takes it away

/// One of the above. A type of its own and not an alias: with a std::variant as argument an unqualified call of apply()
/// would find std::apply too, and take it.
struct Edit {
    using Change =
        std::variant<AddSession, EditSession, RemoveSession, AddMark, EditMark, RemoveMark, EditClient, SetFact,
                     RemoveFact, AddPlanItem, EditPlanItem, RemovePlanItem, AddMeasurement, EditMeasurement,
                     RemoveMeasurement, SetNote, AddAddendum, GiveConsent, WithdrawConsent, SetPhoto>;

    template <class Kind>
    requires(!std::same_as<Kind, Edit> && std::constructible_from<Change, Kind>) Edit(Kind kind)
        : change(std::move(kind)) {}  // NOLINT(google-explicit-constructor): `Edit edit = AddMark{..}`

    Change change;
};

/// The document after the edit. A session whose note is signed is locked: only addenda are taken. Throws Error InvalidEdit (text says why) and changes nothing when the result would
/// break an invariant; rejected edits never vanish in silence.
[[nodiscard]] CaseDocument apply(const CaseDocument& document, const Edit& edit);

/// The same records in the order case_document.h promises; positions of plans close up. O(n log n).
[[nodiscard]] CaseDocument in_order(CaseDocument document);

/// Throws Error InvalidEdit when the document breaks an invariant of case_document.h.
void check_invariants(const CaseDocument& document);

/// Throws Error InvalidEdit when a phrase is empty, too long or not one line.
void check_note_phrase(const NotePhrase& phrase);

/// What must be written to turn `before` into `after` in a store: whole rows, in an order that keeps references valid.
struct DocumentDiff {
    ClientId client{};
    std::vector<Client> upsert_clients{};
    std::vector<Session> upsert_sessions{};
    std::vector<Mark> upsert_marks{};
    std::vector<ClientFact> upsert_facts{};
    std::vector<FactKey> remove_facts{};
    std::vector<PlanItem> upsert_plan_items{};
    std::vector<PlanItemId> remove_plan_items{};
    std::vector<Measurement> upsert_measurements{};
    std::vector<MeasurementId> remove_measurements{};
    std::vector<SessionNote> upsert_notes{};
    std::vector<SessionId> remove_notes{};  ///< of these sessions
    std::vector<NoteAddendum> upsert_addenda{};
    std::vector<NoteAddendumId> remove_addenda{};
    std::vector<FormerFact> upsert_former_facts{};
    std::vector<FormerFactKey> remove_former_facts{};
    std::vector<Consent> upsert_consents{};
    std::vector<ConsentId> remove_consents{};
    std::optional<ClientPhoto> photo{};  ///< where it is another one; empty: none any more
    std::vector<MarkId> remove_marks{};
    std::vector<SessionId> remove_sessions{};

    [[nodiscard]] bool empty() const;
};
/// `before` may be an empty document (a new client), else both speak of the same client.
[[nodiscard]] DocumentDiff diff(const CaseDocument& before, const CaseDocument& after);
/// `apply(diff(a, b), a) == b`, for documents of the same client.
[[nodiscard]] CaseDocument apply(const CaseDocument& document, const DocumentDiff& diff);

}  // namespace palpate
