#pragma once

#include "casebook/case_store.h"
#include "store/detail/sql_session.h"

namespace palpate::detail {

/// The one mapping of rows to records and back. Borrows the session. What writes does so within the caller's transaction.
/// Errors as CaseStore says.
class SqlCaseStore {
public:
    explicit SqlCaseStore(SqlSession& session) : session_(session) {}

    [[nodiscard]] std::vector<Client> list_clients();
    [[nodiscard]] CaseDocument load(const ClientId& id);
    /// The client and the sessions alone.
    [[nodiscard]] CaseDocument load_faces(const ClientId& id);
    void save(const DocumentDiff& change);
    void remove(const ClientId& id);
    [[nodiscard]] bool has_client(const ClientId& id);
    /// True when what is written of the session is signed, which locks the session with it.
    [[nodiscard]] bool is_signed(const SessionId& id);
    [[nodiscard]] PracticeCounts count_practice();
    [[nodiscard]] std::vector<NotePhrase> note_phrases();
    void set_note_phrases(const std::vector<NotePhrase>& phrases);
    [[nodiscard]] std::vector<PendingIntake> list_intakes();
    void put_intake(const PendingIntake& intake);
    /// Marks the invitation as used up at that time.
    void use_invitation(const std::string& token_hash, Timestamp now);
    void end_intake(const IntakeId& id);
    [[nodiscard]] std::vector<IntakeKey> intake_keys();
    void add_intake_key(const IntakeKey& key);
    void add_invitation(const IntakeInvitation& invitation);
    [[nodiscard]] std::optional<IntakeInvitation> find_invitation(const std::string& token_hash);

    [[nodiscard]] std::optional<std::string> find_setting(std::string_view key);
    void set_setting(std::string_view key, std::string_view value);
    void remove_setting(std::string_view key);

private:
    [[nodiscard]] std::vector<Session> load_sessions(const ClientId& id);
    void require_client(const ClientId& id);
    void write_people(const DocumentDiff& change);
    void write_sessions(const DocumentDiff& change);
    void write_marks(const DocumentDiff& change);
    void write_facts(const DocumentDiff& change);
    void write_plan(const DocumentDiff& change);
    void write_measurements(const DocumentDiff& change);
    void write_notes(const DocumentDiff& change);
    void erase_marks(const DocumentDiff& change);
    void erase_sessions(const DocumentDiff& change);

    SqlSession& session_;
};

}  // namespace palpate::detail
