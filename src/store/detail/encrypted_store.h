#pragma once

#include "store/detail/audit_anchor.h"
#include "store/detail/audit_log.h"
#include "store/detail/erasure_list.h"
#include "store/detail/migrator.h"
#include "store/detail/sql_case_store.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/open_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate::detail {

/// The Store of open_store.h: vault.key names the records file and holds its key; both are only ever replaced whole.
///
/// New records files are complete under a draft name before vault.key names them, and get their name after that. So
/// whatever a crash leaves, the vault tells which file counts: the next open renames a finished draft or drops it.
class EncryptedStore final : public Store {
public:
    explicit EncryptedStore(const StoreOptions& options, std::span<const Migration> migrations = store_migrations());
    ~EncryptedStore() override;
    EncryptedStore(const EncryptedStore&) = delete;
    EncryptedStore& operator=(const EncryptedStore&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const override { return options_.folder; }
    [[nodiscard]] Protection protection() const override { return protection_; }
    [[nodiscard]] bool read_only() const override { return options_.read_only; }

    [[nodiscard]] std::vector<Client> list_clients() override;
    [[nodiscard]] CaseDocument load(const ClientId& id) override;
    void save(const DocumentDiff& change) override;
    void save_import(const std::vector<DocumentDiff>& changes, std::string_view format) override;
    void remove(const ClientId& id) override;
    [[nodiscard]] PracticeCounts count_practice() override;
    [[nodiscard]] std::vector<NotePhrase> note_phrases() override;
    void set_note_phrases(const std::vector<NotePhrase>& phrases) override;

    [[nodiscard]] std::vector<PendingIntake> list_intakes() override;
    void put_intake(const PendingIntake& intake) override;
    void receive_intake(const PendingIntake& intake, const std::string& token_hash) override;
    void end_intake(const IntakeId& id, IntakeEnd end) override;
    [[nodiscard]] std::vector<IntakeKey> intake_keys() override;
    void add_intake_key(const IntakeKey& key) override;
    void add_invitation(const IntakeInvitation& invitation) override;
    [[nodiscard]] std::optional<IntakeInvitation> find_invitation(const std::string& token_hash) override;

    void close(std::string_view why) override;
    [[nodiscard]] std::int64_t change_counter() override;
    [[nodiscard]] CaseDocument load_again(const ClientId& id) override;

    [[nodiscard]] const StoreUser& user() const override { return user_; }
    [[nodiscard]] std::vector<StoreUser> users() override;
    std::string add_user(const StoreUser& user, std::string_view passphrase) override;
    void edit_user(const StoreUser& user) override;
    void remove_user(const std::string& id) override;
    void reset_passphrase(const std::string& id, std::string_view next) override;

    void set_passphrase(std::string_view passphrase) override;
    void change_passphrase(std::string_view current, std::string_view next) override;

    void rotate_key(const std::optional<std::string>& passphrase) override;
    [[nodiscard]] std::string make_recovery_code() override;
    [[nodiscard]] bool has_recovery_code() override;

    [[nodiscard]] std::optional<std::string> find_setting(std::string_view key) override;
    void set_setting(std::string_view key, std::string_view value) override;
    [[nodiscard]] StoreStats stats() override;
    void verify() override;

    void note(const AuditEvent& event) override;
    [[nodiscard]] std::vector<AuditRow> audit(const AuditRange& range) override;
    [[nodiscard]] AuditReport check_audit() override;

    BackupInfo back_up(const std::filesystem::path& folder) override;
    [[nodiscard]] std::vector<BackupInfo> own_backups(const std::filesystem::path& folder) const override;
    [[nodiscard]] bool is_backup_due(const std::filesystem::path& folder) override;
    [[nodiscard]] DrillResult drill(const std::filesystem::path& folder, const SignIn& sign_in) override;
    [[nodiscard]] std::optional<Timestamp> last_drill() override;
    [[nodiscard]] bool is_erasure_unfinished() override;

    /// For a backup that has just been copied: reads all of it, removes the clients of `erased` and tells of the restore.
    /// Answers how many were removed.
    std::size_t settle_restored(const ErasedClients& erased, const std::string& detail);
    [[nodiscard]] ErasedClients erased_clients();

private:
    void open();
    struct Unlocked {
        SecretBytes key;
        bool by_code = false;
    };
    /// By passphrase or recovery code. Throws Error WrongPassphrase.
    [[nodiscard]] Unlocked unlock(const Vault& vault, std::string_view words) const;
    /// The same by the name that is asked for, or the one there is.
    [[nodiscard]] Unlocked unlock_by_name(const Vault& vault, const std::vector<VaultUser>& users,
                                          std::string_view words);
    void take_key(const Vault& vault);
    /// `user`: id of whose passphrase it was to be; empty where nobody has a name.
    void count_failed_unlock(const std::string& user) const;
    void require_patience() const;
    void note_unlock();
    [[nodiscard]] bool needs_making_or_finishing() const;
    void make_or_finish();
    void make_store();
    void finish_interrupted_change(const Vault& vault) const;
    void open_session();
    void upgrade();
    /// All records as they are at one moment, in a new file under `new_key`, with `event` as the last row of their audit
    /// log. Answers that log's head. Leaves no file when it throws.
    AuditHead write_anew(const std::filesystem::path& draft, const SecretBytes& new_key,
                         const std::optional<AuditEvent>& event);
    void finish_restore();
    /// What trial restores and restores left that were killed while they prepared one.
    void remove_leftovers();
    [[nodiscard]] std::vector<std::filesystem::path> backup_folders();
    void verify_copy(const std::filesystem::path& file, const AuditHead& head) const;
    /// True where records were saved after the row `head` of the log, or where these are not the records it is of.
    [[nodiscard]] bool is_changed_since(const AuditHead& head);
    void remember_backup_folder(const std::filesystem::path& folder);
    /// Of the newest backup since the last restore, in any folder known.
    [[nodiscard]] std::optional<AuditHead> newest_backed_up_head();
    /// Removes the client's rows and puts them on the list; finish_erasure() is to follow.
    void take_out(const ClientId& id);
    /// What is left to do of erasures; nothing mostly. O(file) after one.
    void finish_erasure();
    void empty_unused_parts();
    void tell_of_erasures();
    void forget_setting(const char* key);
    /// All records under a new key, which `passphrase` or nothing opens; the recovery code stays what it was.
    void replace_key(const std::optional<std::string_view>& passphrase, const AuditEvent& event);
    /// The vault's, where the records confirm it: somebody could have put their own there.
    [[nodiscard]] std::optional<RecoveryKey> trusted_recovery_key();
    /// People of the vault whom the records confirm.
    [[nodiscard]] std::vector<VaultUser> trusted_users(const Vault& vault);
    /// Writes down how the vault has the person of that id, or that it has them no more, with the event; then the vault. Of
    /// nobody else: whoever else the vault names may have been put there, and would be given the next key.
    void write_users(const Vault& vault, const std::string& id, const AuditEvent& event);
    /// Of a person whose slot has been written: what the records know of the one before.
    void forget_former_slots(const VaultUser& person);
    /// Writes the slot of a person whom the records know, and who has proved that it is theirs, down with the others.
    void confirm(const VaultUser& person);
    /// Throws Error Forbidden where the vault has somebody whom the records know in another way than they do.
    void require_known_are_trusted(const Vault& vault);
    /// How the vault has who is signed in, proved by their passphrase and by the key in it. Argon2id time. Throws Error
    /// WrongPassphrase, Locked (must wait), Forbidden (it holds another key than that of the records).
    [[nodiscard]] VaultUser own_slot(const Vault& vault, std::string_view passphrase);
    /// Who is signed in, as records and vault have them now: an owner may have changed that from another window. Looks only
    /// where another connection has written since: some microseconds. Somebody whose slot is not the one that the records
    /// know stays who they were. Throws Error Forbidden for who was removed, and current_vault()'s.
    void refresh_user();
    [[nodiscard]] bool sees_health();
    void require_owner();
    void require_therapist();
    void check_passphrase_change(std::string_view passphrase) const;
    void require_writable() const;
    [[nodiscard]] Vault current_vault() const;
    [[nodiscard]] SqlSession make_session(const std::filesystem::path& file, const SecretBytes& key) const;
    [[nodiscard]] SqlCaseStore records();

    /// One transaction: what waits for the audit log, what `work` writes, and the event that it is, or the events.
    void write(const AuditEvent& event, const std::function<void(SqlCaseStore&)>& work);
    void write(const DatedEvent& event, const std::function<void(SqlCaseStore&)>& work);
    void write(const std::vector<DatedEvent>& events, const std::function<void(SqlCaseStore&)>& work);
    /// What the log is told of a save.
    [[nodiscard]] AuditEvent event_of(const DocumentDiff& change);
    /// Writes the event now, or with the next write where that cannot be.
    void note_when_possible(const AuditEvent& event);
    void note_when_possible(const DatedEvent& event);
    [[nodiscard]] DatedEvent dated(const AuditEvent& event) const;
    [[nodiscard]] Timestamp now() const { return options_.clock->now(); }

    StoreOptions options_;
    std::span<const Migration> migrations_;
    std::unique_ptr<StoreLock> lock_;
    Protection protection_ = Protection::None;
    StoreUser user_;
    std::optional<std::int64_t> user_seen_at_;  ///< change_counter() when records and vault were asked who that is
    bool opened_by_code_ = false;
    std::uint32_t generation_ = 1;
    std::unique_ptr<SecretBytes> key_;
    std::unique_ptr<AuditAnchor> anchor_;
    std::vector<DatedEvent> waiting_;      ///< not yet in the audit log
    std::unique_ptr<SqlSession> session_;  ///< null only after a change of keys whose reopening failed
};

/// True when every page is authentic, the database sound and no reference dangles. O(file).
[[nodiscard]] bool is_intact(SqlSession& session);
/// The same for a copy that was written by SQLite row by row from a store in use: every page is authentic, in its place and
/// holds what its table takes. Whether each index leads to each row is the store's own check and the trial restore's; here
/// it would read the file in jumps, ten times as long.
[[nodiscard]] bool is_intact_copy(SqlSession& copy);

}  // namespace palpate::detail
