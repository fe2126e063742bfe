#pragma once

#include "base/store_user.h"
#include "casebook/case_store.h"
#include "store/audit.h"
#include "store/backup.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace palpate {

/// What a passphrase costs to try: Argon2id memory and passes. The default takes about half a second.
/// Vaults below k_least_key_memory_bytes are refused.
struct KeyDerivationCost {
    std::uint64_t memory_bytes = 256ULL << 20;
    std::uint64_t passes = 3;
};
inline constexpr std::uint64_t k_least_key_memory_bytes = 64ULL << 20;

/// How long the machine has run, sleep included, and a name of this start: time that nobody can set.
struct Uptime {
    std::string boot{};
    std::chrono::milliseconds time{};

    bool operator==(const Uptime&) const = default;
};

struct StoreOptions {
    std::filesystem::path folder;             ///< user_data_folder() or --store DIR
    std::string user{};                       ///< who opens it, by name; see StoreUser
    std::optional<std::string> passphrase{};  ///< or the recovery code; protects a new store; not looked at where the
                                              ///< store has none
    bool create = true;                       ///< make folder and store where there is none
    bool read_only = false;                   ///< never write, not even a lock file: also for folders one may not write
    KeyDerivationCost key_cost{};             ///< of passphrases set from here on
    std::chrono::milliseconds patience{10'000};  ///< how long to wait for another program that is just writing
    std::string who{};                           ///< for the audit log where nobody signs in by name; empty: the number
                                                 ///< of the system's user
    std::shared_ptr<const Clock> clock{};        ///< null: the system's
    std::function<Uptime()> uptime{};            ///< empty: the system's
};

/// Options whose passphrase is overwritten once the store is open.
struct WipedOptions {
    explicit WipedOptions(StoreOptions given) : options(std::move(given)) {}
    ~WipedOptions() {
        if (options.passphrase) {
            wipe_secret(*options.passphrase);
        }
    }
    WipedOptions(const WipedOptions&) = delete;
    WipedOptions& operator=(const WipedOptions&) = delete;

    StoreOptions options;
};

enum class StoreState {
    None,   ///< no store there
    Open,   ///< opens without a passphrase
    Locked  ///< needs its passphrase
};

enum class Protection { None, Passphrase };

/// Sizes and counts of a store, for its owner.
struct StoreStats {
    std::uint64_t bytes = 0;           ///< of the records file
    int schema = 0;                    ///< steps of the schema
    std::uint32_t key_generation = 0;  ///< counts the data keys the store has had
    std::int64_t clients = 0;
    std::int64_t sessions = 0;
    std::int64_t marks = 0;
    std::int64_t audit_rows = 0;
    std::int64_t erased_clients = 0;
};

struct DrillResult {
    BackupInfo backup{};
    StoreStats restored{};
    StoreStats now{};
    bool changed_since = false;  ///< records were saved after the backup was made
    bool same = false;           ///< every row of every record is as it is now
};

/// A folder with the records of a practice, encrypted page by page. Two programs may have it open at once.
/// Every change is in the audit log or is not there at all: both are written in one transaction. Opening the store and a
/// client, and closing, are told as soon as they can be written: a full disk keeps nobody from reading. A store opened for
/// reading only tells nothing.
/// Who signs in for the front desk gets clients' names, numbers and contact and the days and types of their sessions,
/// nothing else of a record, and may save these alone: whatever else is in the store stays as it is. That and what is for
/// owners alone is kept to here, beneath all windows and verbs: such calls throw Error Forbidden. Whoever has a passphrase
/// and the files could open them with other tools.
/// remove() also empties the file's unused parts, takes the copies made before upgrades and restores, and puts a digest of
/// the client's id on the list that a restored backup is held against.
/// Errors of every call, as one sentence that names the folder: ReadOnly, DiskFull, Locked (another program keeps it
/// too long), NewerVersion, Io (damaged, or the disk fails). After an error the store is as it was before the call.
/// Thread: one at a time; slow calls (set_passphrase, verify) belong on the store lane too.
class Store : public CaseStore {
public:
    [[nodiscard]] virtual const std::filesystem::path& folder() const = 0;
    [[nodiscard]] virtual Protection protection() const = 0;
    [[nodiscard]] virtual bool read_only() const = 0;

    /// Who opened it; the owner without a name in a store that knows nobody by name, and by the recovery code.
    [[nodiscard]] virtual const StoreUser& user() const = 0;
    /// People who have a passphrase of their own, in the order they were added.
    [[nodiscard]] virtual std::vector<StoreUser> users() = 0;
    /// Adds a person with a passphrase of their own; answers their id. The first is an owner, and `passphrase` is the one the
    /// store has, which is theirs from then on: nobody opens it without a name any more. Throws Error Usage (no passphrase,
    /// no name, a name there is), WrongPassphrase, Forbidden.
    virtual std::string add_user(const StoreUser& user, std::string_view passphrase) = 0;
    /// Gives the person of `user.id` another name or role. Throws Error NotFound, Usage (the last owner), Forbidden.
    virtual void edit_user(const StoreUser& user) = 0;
    /// Their passphrase opens nothing any more. Somebody who kept the key file and the passphrase still has the key:
    /// rotate_key(). Throws Error NotFound, Usage (oneself), Forbidden.
    virtual void remove_user(const std::string& id) = 0;
    /// A new passphrase for a person who has lost theirs. Throws Error NotFound, Usage, Forbidden.
    virtual void reset_passphrase(const std::string& id, std::string_view next) = 0;

    /// Protects a store that had no passphrase: its records are written anew under a new key, since the old key lay
    /// open on the disk. Throws Error Locked while another program has the store open, Usage when it has a passphrase
    /// already or when `passphrase` is empty. Half a second and the time to copy the file.
    virtual void set_passphrase(std::string_view passphrase) = 0;
    /// Of who is signed in. Rewrites the key file only. Throws Error WrongPassphrase, or Usage when there was none or `next`
    /// is empty.
    virtual void change_passphrase(std::string_view current, std::string_view next) = 0;

    /// Writes all records anew under a new key, as set_passphrase() does; for when the old key may be known to somebody.
    /// Backups made before stay under the old one. `passphrase` is the present one, nullopt where there is none. Throws
    /// Error WrongPassphrase, or Locked while another program has the store open.
    virtual void rotate_key(const std::optional<std::string>& passphrase) = 0;
    /// A new code that opens the store when the passphrase is lost, to be printed and shown once: only what it unlocks is
    /// kept. The one before opens nothing any more. Throws Error Usage when the store has no passphrase.
    [[nodiscard]] virtual std::string make_recovery_code() = 0;
    [[nodiscard]] virtual bool has_recovery_code() = 0;

    /// Closes the records and forgets their key; every later call throws Error Locked. `why` becomes the detail of the row
    /// in the audit log: "idle". A store that goes away without it closes all the same.
    virtual void close(std::string_view why) = 0;
    /// Another number when another connection, of this program or another, has written something since. Some microseconds.
    [[nodiscard]] virtual std::int64_t change_counter() = 0;
    /// load() for who has the record open already: the audit log is told once that it was looked at.
    [[nodiscard]] virtual CaseDocument load_again(const ClientId& id) = 0;

    /// Small facts of the store itself, never health data: "store.sample".
    [[nodiscard]] virtual std::optional<std::string> find_setting(std::string_view key) = 0;
    virtual void set_setting(std::string_view key, std::string_view value) = 0;
    /// True for a store made by the program to try things out; the window says so.
    [[nodiscard]] bool is_sample();
    void mark_as_sample();

    /// Keeps in the audit log what only the caller knows of: an export, a print, an import.
    virtual void note(const AuditEvent& event) = 0;
    /// Rows of the audit log in their order.
    [[nodiscard]] virtual std::vector<AuditRow> audit(const AuditRange& range) = 0;
    /// Follows the whole chain and compares its end with the one kept outside the database. After a crash the log may be
    /// ahead of that one, which is no finding; deleted, altered, reordered and cut off rows are. O(rows).
    [[nodiscard]] virtual AuditReport check_audit() = 0;

    /// Writes a backup into a folder of backups, opens it and reads it in full, and removes those that are outdated.
    /// Consistent while other programs save. Throws Error; half a backup is never there under its name. O(file).
    virtual BackupInfo back_up(const std::filesystem::path& folder) = 0;
    /// The backups of this store in a folder, newest first.
    [[nodiscard]] virtual std::vector<BackupInfo> own_backups(const std::filesystem::path& folder) const = 0;
    /// True when the newest backup of this store there is of yesterday, or of the future, or there is none: ask when
    /// opening and once an hour.
    [[nodiscard]] virtual bool is_backup_due(const std::filesystem::path& folder) = 0;
    /// Restores the newest backup in the folder into a folder of its own, reads all of it, compares it with the present
    /// records, and removes it again: that what is kept can be used is known only from using it. Throws Error NotFound (no
    /// backup), and as restore_store(). O(file), twice the key derivation.
    [[nodiscard]] virtual DrillResult drill(const std::filesystem::path& folder, const SignIn& sign_in) = 0;
    /// When the last one went well.
    [[nodiscard]] virtual std::optional<Timestamp> last_drill() = 0;
    /// True while a removed client's rows may still lie in unused parts of the file: the disk was full, or another
    /// program had it open. The next opening goes on with it.
    [[nodiscard]] virtual bool is_erasure_unfinished() = 0;

    [[nodiscard]] virtual StoreStats stats() = 0;
    /// Reads and authenticates every page and reference. Throws Error Io when anything is damaged. O(file).
    virtual void verify() = 0;
};

/// Opens the store of `options.folder`, makes it where allowed, finishes what a crash interrupted, and upgrades an
/// older schema after copying the file. Argon2id time when protected, else a few milliseconds.
/// Throws Error NotFound (no store, create off), Locked (needs its passphrase, or in use, or was tried with wrong ones so
/// often that one must wait), WrongPassphrase, ReadOnly,
/// DiskFull, NewerVersion, InvalidContent (schema unlike the program's), Io (damaged key file or records).
[[nodiscard]] std::unique_ptr<Store> open_store(const StoreOptions& options);

/// Throws Error Io or NewerVersion when the key file is missing beside records, damaged or not readable.
[[nodiscard]] StoreState inspect_store(const std::filesystem::path& folder);
/// Who can sign in there, as the key file says; empty where nobody has a name, and where it cannot be read.
[[nodiscard]] std::vector<StoreUser> list_store_users(const std::filesystem::path& folder);
/// inspect_store() says there is one.
[[nodiscard]] bool store_exists(const std::filesystem::path& folder);

}  // namespace palpate
