// EncryptedStore: backups, and what follows an erasure.

#include "base/error.h"
#include "store/detail/backup_folder.h"
#include "store/detail/blake2b.h"
#include "store/detail/encrypted_store.h"
#include "store/detail/erasure_list.h"
#include "store/detail/restored_store.h"
#include "store/detail/row_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate::detail {
namespace {

namespace fs = std::filesystem;

constexpr const char* k_backup_folders = "backup.folders";  // besides the default one, one a line
constexpr const char* k_last_drill = "drill.last";
constexpr const char* k_erasure_unfinished = "erasure.unfinished";  // of the records file
constexpr const char* k_erasure_untold = "erasure.untold";          // to the folders of backups

/// The longest that is lost is a day: a practice that starts each morning at about the same time gets one each day.
constexpr std::int64_t k_backup_age = 20LL * 60 * 60 * 1'000'000;
constexpr std::int64_t k_clock_drift = 60LL * 60 * 1'000'000;

/// Removes the folder with the files of a backup unless it got its name.
class DraftBackup {
public:
    DraftBackup(const fs::path& folder, Timestamp now) : path_(make_draft_backup(folder, now)) {}
    ~DraftBackup() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    DraftBackup(const DraftBackup&) = delete;
    DraftBackup& operator=(const DraftBackup&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// Where a backup is restored as a trial: beside the records, as private as they are, and gone afterwards.
class DrillFolder {
public:
    explicit DrillFolder(const fs::path& store) : path_(drill_folder(store)) {
        remove();
        make_store_folder(path_);
    }
    ~DrillFolder() { remove(); }
    DrillFolder(const DrillFolder&) = delete;
    DrillFolder& operator=(const DrillFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    fs::path path_;
};

/// Of every row of every table that holds records, whatever order they lie in.
std::string calc_records_digest(SqlSession& session) {
    std::vector<std::string> tables;
    auto names = session.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN "
        "('audit', 'erasures', 'settings', 'schema_migrations') ORDER BY name");
    while (names.step()) {
        tables.push_back(names.text(0));
    }
    Blake2b digest;
    for (const std::string& table : tables) {
        std::string columns;
        auto infos = session.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid");
        infos.with(table);
        while (infos.step()) {
            columns += (columns.empty() ? "quote(" : " || ',' || quote(") + infos.text(0) + ")";
        }
        digest.text(table);
        auto rows = session.prepare("SELECT " + columns + " AS line FROM " + table + " ORDER BY line");
        while (rows.step()) {
            digest.text(rows.text(0));
        }
    }
    return digest.hex();
}

}  // namespace

// ---- Backups

std::vector<fs::path> EncryptedStore::backup_folders() {
    std::vector<fs::path> folders{default_backup_folder(options_.folder)};
    for (const std::string& folder : split(find_setting(k_backup_folders).value_or(""), '\n')) {
        folders.emplace_back(folder);
    }
    return folders;
}

std::vector<BackupInfo> EncryptedStore::own_backups(const fs::path& folder) const {
    std::vector<BackupInfo> backups = list_backups(folder);
    const std::string id = to_hex(current_vault().store_id);
    std::erase_if(backups, [&](const BackupInfo& backup) { return backup.store_id != id; });
    return backups;
}

bool EncryptedStore::is_backup_due(const fs::path& folder) {
    const auto backups = own_backups(folder);
    if (backups.empty()) {
        return true;
    }
    const std::int64_t age = now().microseconds_utc - backups.front().created.microseconds_utc;
    return age >= k_backup_age || age < -k_clock_drift;  // one of the future says nothing about today
}

BackupInfo EncryptedStore::back_up(const fs::path& folder) {
    require_writable();
    static_cast<void>(records());
    make_store_folder(folder);
    const fs::path place = fs::absolute(folder);
    StoreLock turn(place, false);
    turn.hold(StoreLock::Use::Alone, options_.patience);
    remove_draft_backups(place);
    const DraftBackup draft(place, now());
    const Vault vault = current_vault();
    // The key file first: somebody who is added meanwhile is then in the records of the backup alone, which lets nobody in
    // and keeps nobody out. The other way round the key file would name people whom its records do not know.
    copy_durably(vault_file(options_.folder), backup_vault(draft.path()));
    const AuditHead head = write_anew(backup_records(draft.path()), *key_, std::nullopt);
    verify_copy(backup_records(draft.path()), head);
    const BackupInfo made = finish_backup(draft.path(), {.created = now(),
                                                         .store_id = to_hex(vault.store_id),
                                                         .schema = static_cast<int>(migrations_.size()),
                                                         .audit = head});
    add_to_erasure_file(place, read_erasures(*session_));
    for (const BackupInfo& old : outdated_backups(own_backups(place))) {
        if (old.folder != made.folder) {
            remove_backup(old.folder);
        }
    }
    remember_backup_folder(place);
    note_when_possible({.kind = AuditKind::Backup, .detail = fmt::format("of row {}", head.seq)});
    return made;
}

void EncryptedStore::verify_copy(const fs::path& file, const AuditHead& head) const {
    SqlSession copy({.file = file, .read_only = true, .patience = options_.patience}, *key_);
    const bool intact = is_intact_copy(copy) && AuditLog(copy).head() == head;
    if (!intact) {
        throw Error(ErrorCode::Io, {"error.store.damaged", {{"file", file.string()}}});
    }
}

/// Erasures must reach it.
void EncryptedStore::remember_backup_folder(const fs::path& folder) {
    const auto known = backup_folders();
    if (std::ranges::find(known, folder) == known.end() && fs::absolute(known.front()) != folder) {
        const std::string before = find_setting(k_backup_folders).value_or("");
        set_setting(k_backup_folders, before + (before.empty() ? "" : "\n") + folder.string());
    }
}

std::optional<AuditHead> EncryptedStore::newest_backed_up_head() {
    auto restored = session_->prepare("SELECT max(at) FROM audit WHERE kind = ?1");
    const std::int64_t since = restored.with(name_of(AuditKind::Restore)).step() ? restored.integer(0) : 0;
    std::optional<BackupInfo> newest;
    for (const fs::path& folder : backup_folders()) {
        const auto backups = own_backups(folder);
        if (!backups.empty() && backups.front().created.microseconds_utc > since &&
            (!newest || newest->audit.seq < backups.front().audit.seq)) {
            newest = backups.front();
        }
    }
    return newest ? std::optional(newest->audit) : std::nullopt;
}

// ---- Trial restore

DrillResult EncryptedStore::drill(const fs::path& folder, const SignIn& sign_in) {
    require_therapist();
    require_writable();
    static_cast<void>(records());
    require_patience();
    const auto backups = own_backups(folder);
    if (backups.empty()) {
        throw Error(ErrorCode::NotFound, {"error.store.backup-not-found", {{"folder", folder.string()}}});
    }
    const DrillFolder place(options_.folder);
    StoreOptions options{.folder = place.path(),
                         .user = sign_in.user,
                         .passphrase = sign_in.passphrase,
                         .create = false,
                         .patience = options_.patience,
                         .who = options_.who,
                         .clock = options_.clock,
                         .uptime = options_.uptime};
    DrillResult result{.backup = backups.front()};
    try {
        static_cast<void>(restore_store(result.backup.folder, options, RestoreUse::AsTrial));
        EncryptedStore restored(options, migrations_);
        restored.verify();
        if (!restored.check_audit().intact()) {
            throw Error(ErrorCode::Io, {"error.store.backup-damaged", {{"folder", result.backup.folder.string()}}});
        }
        result.restored = restored.stats();
        result.same = calc_records_digest(*restored.session_) == calc_records_digest(*session_);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::WrongPassphrase) {
            count_failed_unlock(user_.id);
        }
        throw;
    }
    result.now = stats();
    result.changed_since = is_changed_since(result.backup.audit);
    write({.kind = AuditKind::Backup,
           .detail = fmt::format("drill of row {}, {}", result.backup.audit.seq,
                                 result.same            ? "the same"
                                 : result.changed_since ? "sound"
                                                        : "differs")},
          [&](SqlCaseStore& store) {
              if (result.same || result.changed_since) {
                  store.set_setting(k_last_drill, std::to_string(now().microseconds_utc));
              }
          });
    return result;
}

/// A log that does not hold the row was put back from an older backup: then these records are others, too.
bool EncryptedStore::is_changed_since(const AuditHead& head) {
    auto saved = session_->prepare(
        "SELECT count(*) FROM audit WHERE seq > ?1 AND (kind IN ('create', 'change', 'erase', 'import', 'restore') OR "
        "(kind = 'admin' AND detail LIKE 'note phrases %'))");
    return !AuditLog(*session_).holds(head) || (saved.with(head.seq).step() && saved.integer(0) > 0);
}

std::optional<Timestamp> EncryptedStore::last_drill() {
    const auto kept = find_setting(k_last_drill);
    return kept ? std::optional(Timestamp{std::stoll(*kept)}) : std::nullopt;
}

// ---- Erasure

void EncryptedStore::remove(const ClientId& id) {
    require_owner();
    take_out(id);
    finish_erasure();
}

void EncryptedStore::take_out(const ClientId& id) {
    write({.kind = AuditKind::Erase, .client = id}, [&](SqlCaseStore& store) {
        store.remove(id);
        add_erasure(*session_, audit_name_of(id), now());
        store.set_setting(k_erasure_unfinished, "yes");
        store.set_setting(k_erasure_untold, "yes");
    });
}

bool EncryptedStore::is_erasure_unfinished() { return find_setting(k_erasure_unfinished).has_value(); }

void EncryptedStore::finish_erasure() {
    if (is_erasure_unfinished()) {
        empty_unused_parts();
    }
    if (find_setting(k_erasure_untold)) {
        tell_of_erasures();
    }
}

void EncryptedStore::empty_unused_parts() {
    try {
        add_to_erasure_file(options_.folder, read_erasures(*session_));
        remove_upgrade_copies(options_.folder);
        remove_replaced_records(options_.folder);
        session_->execute("VACUUM");
        if (session_->ask("PRAGMA wal_checkpoint(TRUNCATE)") != "0") {
            return;  // another program reads just now
        }
        forget_setting(k_erasure_unfinished);
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): the client is gone; what is left is done when opening
    }
}

/// A folder that is not there gets the list with its next backup, and one that cannot be written keeps the others from nothing.
void EncryptedStore::tell_of_erasures() {
    const ErasedClients erased = read_erasures(*session_);
    bool all_told = true;
    for (const fs::path& folder : backup_folders()) {
        try {
            std::error_code ignored;
            if (fs::is_directory(folder, ignored)) {
                add_to_erasure_file(folder, erased);
            }
        } catch (const Error&) {
            all_told = false;  // the next opening tries again
        }
    }
    if (all_told) {
        try {
            forget_setting(k_erasure_untold);
        } catch (const Error&) {  // NOLINT(bugprone-empty-catch): then it is told twice
        }
    }
}

void EncryptedStore::forget_setting(const char* key) {
    SqlTransaction transaction(*session_, SqlTransaction::Kind::Write);
    SqlCaseStore(*session_).remove_setting(key);
    transaction.commit();
}

std::size_t EncryptedStore::settle_restored(const ErasedClients& erased, const std::string& detail) {
    verify();
    std::size_t count = 0;
    for (const Client& client : list_clients()) {
        if (erased.contains(audit_name_of(client.id))) {
            take_out(client.id);
            ++count;
        }
    }
    write({.kind = AuditKind::Restore, .detail = detail}, [&](SqlCaseStore&) {
        for (const std::string& client : erased) {
            add_erasure(*session_, client, now());
        }
    });
    finish_erasure();  // once for all of them: it writes the whole file anew
    session_->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return count;
}

ErasedClients EncryptedStore::erased_clients() {
    static_cast<void>(records());
    return read_erasures(*session_);
}

}  // namespace palpate::detail
