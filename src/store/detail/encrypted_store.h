#pragma once

#include "store/detail/audit_anchor.h"
#include "store/detail/audit_log.h"
#include "store/detail/migrator.h"
#include "store/detail/sql_case_store.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/open_store.h"

#include <functional>
#include <memory>
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

    [[nodiscard]] std::vector<Client> list_clients() override { return records().list_clients(); }
    [[nodiscard]] CaseDocument load(const ClientId& id) override;
    void save(const DocumentDiff& change) override;
    void remove(const ClientId& id) override;

    void set_passphrase(std::string_view passphrase) override;
    void change_passphrase(std::string_view current, std::string_view next) override;

    [[nodiscard]] std::optional<std::string> find_setting(std::string_view key) override;
    void set_setting(std::string_view key, std::string_view value) override;
    void verify() override;

    void note(const AuditEvent& event) override;
    [[nodiscard]] std::vector<AuditRow> audit(const AuditRange& range) override;
    [[nodiscard]] AuditReport check_audit() override;

private:
    void open();
    void take_key(const Vault& vault);
    [[nodiscard]] bool needs_making_or_finishing() const;
    void make_or_finish();
    void make_store();
    void finish_interrupted_change(const Vault& vault) const;
    void open_session();
    void upgrade();
    /// All records under another key, with `event` as the last row of their audit log.
    void write_anew(const std::filesystem::path& draft, const SecretBytes& new_key, const AuditEvent& event);
    void check_passphrase_change(std::string_view passphrase) const;
    void require_writable() const;
    [[nodiscard]] Vault current_vault() const;
    [[nodiscard]] SqlSession make_session(const std::filesystem::path& file, const SecretBytes& key) const;
    [[nodiscard]] SqlCaseStore records();

    /// One transaction: what waits for the audit log, what `work` writes, and the event that it is.
    void write(const AuditEvent& event, const std::function<void(SqlCaseStore&)>& work);
    /// Writes the event now, or with the next write where that cannot be.
    void note_when_possible(const AuditEvent& event);
    [[nodiscard]] Timestamp now() const { return options_.clock->now(); }

    StoreOptions options_;
    std::span<const Migration> migrations_;
    std::unique_ptr<StoreLock> lock_;
    Protection protection_ = Protection::None;
    std::uint32_t generation_ = 1;
    std::unique_ptr<SecretBytes> key_;
    std::unique_ptr<AuditAnchor> anchor_;
    std::vector<DatedEvent> waiting_;      ///< not yet in the audit log
    std::unique_ptr<SqlSession> session_;  ///< null only after a change of keys whose reopening failed
};

}  // namespace palpate::detail
