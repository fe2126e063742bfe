#pragma once

#include "store/open_store.h"
#include "workspace/store_care.h"

namespace palpate {

/// Looks after the stores that FolderStoreGate opens. Thread: the store lane.
class FolderStoreCare final : public StoreCare {
public:
    [[nodiscard]] BackupNews backups(CaseStore& open_store) override;
    BackupNews back_up(CaseStore& open_store) override;
    [[nodiscard]] DrillNews drill(CaseStore& open_store, const SignIn& sign_in) override;
    [[nodiscard]] std::string restore(const std::string& location, const std::string& backup,
                                      const SignIn& sign_in) override;
    [[nodiscard]] CheckNews check(CaseStore& open_store) override;
    [[nodiscard]] std::vector<LogLine> log(CaseStore& open_store, std::size_t rows) override;
    void note(CaseStore& open_store, RecordUse use, const std::optional<ClientId>& client,
              const std::string& detail) override;

    [[nodiscard]] std::string make_recovery_code(CaseStore& open_store) override;
    [[nodiscard]] bool has_recovery_code(CaseStore& open_store) override;
    void change_passphrase(CaseStore& open_store, const std::string& current, const std::string& next) override;
    void rotate_key(CaseStore& open_store, const std::string& passphrase) override;

    void add_user(CaseStore& open_store, const StoreUser& user, const std::string& passphrase) override;
    void edit_user(CaseStore& open_store, const StoreUser& user) override;
    void remove_user(CaseStore& open_store, const std::string& id) override;
};

/// Where backups of the store go when nobody says otherwise, and what is there.
[[nodiscard]] BackupNews calc_backup_news(Store& store);
[[nodiscard]] DrillNews to_news(const DrillResult& result);
/// The newest rows of the audit log, newest first; clients by their numbers while they are there.
[[nodiscard]] std::vector<LogLine> newest_log_lines(Store& store, std::size_t rows);

}  // namespace palpate
