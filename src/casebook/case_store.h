#pragma once

#include "casebook/case_document.h"
#include "casebook/edits.h"
#include "casebook/pending_intake.h"
#include "casebook/practice_counts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// Port: where records live. Every call is atomic: all of it or nothing. When save() returns, the change survives
/// kill -9 and power loss. Thread: one thread (the store lane) owns it.
/// Errors: NotFound, Locked, ReadOnly, DiskFull, Io, NewerVersion, each naming the store and the next step.
class CaseStore {
public:
    virtual ~CaseStore() = default;
    /// In the order of their references, "999" before "1001".
    [[nodiscard]] virtual std::vector<Client> list_clients() = 0;
    /// Throws Error NotFound when there is no such client.
    [[nodiscard]] virtual CaseDocument load(const ClientId& id) = 0;
    /// Safe to repeat after a failure. Throws Error NotFound when the client, or the session of a mark or plan item, is
    /// gone; InvalidEdit when the reference is another client's, or when a session to remove has marks or plan items made
    /// elsewhere since.
    virtual void save(const DocumentDiff& change) = 0;
    /// Saves what an import brings, of as many clients as it has: all of it or nothing. `format` is the program's own word
    /// for what it came in ("fhir"), for a store that keeps a log. Throws Error as save(), and InvalidEdit for a client who
    /// was erased in this store: they come in as somebody new or not at all.
    virtual void save_import(const std::vector<DocumentDiff>& changes, std::string_view format) = 0;
    /// The client with the whole record. Throws Error NotFound when there is no such client.
    virtual void remove(const ClientId& id) = 0;

    /// Of all records at once. O(clients * places each + sessions): some 0.3 s for 10,000 clients.
    [[nodiscard]] virtual PracticeCounts count_practice() = 0;
    /// The practice's own phrases by parts, each part in its order.
    [[nodiscard]] virtual std::vector<NotePhrase> note_phrases() = 0;
    /// Replaces all of them. Throws Error InvalidEdit where one is empty or too long.
    virtual void set_note_phrases(const std::vector<NotePhrase>& phrases) = 0;

    /// What clients said before a visit and nobody has gone through yet, the oldest first.
    [[nodiscard]] virtual std::vector<PendingIntake> list_intakes() = 0;
    /// Adds it, or takes what is new of it. Throws Error InvalidEdit as check_intake(), NotFound when its client is gone.
    virtual void put_intake(const PendingIntake& intake) = 0;
    /// The same for answers from home, and the invitation is used up. Throws Error NotFound where there is no such invitation,
    /// InvalidEdit where it was used before.
    virtual void receive_intake(const PendingIntake& intake, const std::string& token_hash) = 0;
    /// Removes it. Throws Error NotFound when it is gone.
    virtual void end_intake(const IntakeId& id, IntakeEnd end) = 0;
    /// What answers from home may be sealed with, the newest first.
    [[nodiscard]] virtual std::vector<IntakeKey> intake_keys() = 0;
    virtual void add_intake_key(const IntakeKey& key) = 0;
    virtual void add_invitation(const IntakeInvitation& invitation) = 0;
    [[nodiscard]] virtual std::optional<IntakeInvitation> find_invitation(const std::string& token_hash) = 0;
};

/// By reference ("1001"), id or exact name, in this order. Throws Error NotFound naming what was asked for, and
/// Usage when several clients have that name.
[[nodiscard]] Client find_client(CaseStore& store, std::string_view reference_or_id);
/// The reference to give a new client: one above the highest number in use, from 1001 on.
[[nodiscard]] std::string next_reference(const std::vector<Client>& clients);

}  // namespace palpate
