#pragma once

#include "base/clock.h"
#include "store/audit.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

struct StoreOptions;

/// What a backup says of itself. It is a folder with the records, the key file they open with and a manifest, which
/// holds the size and BLAKE2b of both; it needs the passphrase of the time it was made.
struct BackupInfo {
    std::filesystem::path folder{};
    Timestamp created{};
    std::string store_id{};  ///< 32 hex digits: which store it is of
    int schema = 0;          ///< steps of the schema its records have
    AuditHead audit{};       ///< the newest row of the audit log in it
    std::uint64_t bytes = 0;

    bool operator==(const BackupInfo&) const = default;
};

/// Where the backups of a store go when nobody says where.
[[nodiscard]] std::filesystem::path default_backup_folder(const std::filesystem::path& store_folder);

/// The backups in a folder, newest first, of whatever store; half ones and what is none are passed over.
[[nodiscard]] std::vector<BackupInfo> list_backups(const std::filesystem::path& folder);

/// Reads every file of a backup against its manifest. O(size). Throws Error NotFound (no backup there), Io (damaged),
/// NewerVersion.
BackupInfo check_backup(const std::filesystem::path& backup);

/// What is kept of `newest_first`: the newest of each of the last 7 days, 4 weeks and 6 months that have any, in UTC.
/// Answers the others. Days without backups do not count, so that neither a long absence nor a clock gone wrong empties
/// the folder; the first one is always kept.
[[nodiscard]] std::vector<BackupInfo> outdated_backups(const std::vector<BackupInfo>& newest_first);

struct RestoreResult {
    BackupInfo backup{};
    std::size_t clients_erased = 0;            ///< clients of the backup who had been erased since
    std::filesystem::path previous_records{};  ///< where what was there before is kept; empty where there was nothing
};

/// Puts a backup in the place of the store in `target.folder`, or makes the store there. It is copied, upgraded where it
/// is older, and read in full in a folder of its own, clients erased since are erased again, and only then it takes the
/// store's place; what was there is kept beside it. A crash leaves the old store, or the new one, which the next opening
/// puts in its place. `target.passphrase` opens the backup.
/// Throws Error NotFound, Io (damaged), NewerVersion, InvalidContent (of another store), WrongPassphrase or Locked (needs
/// its passphrase; the target is in use), DiskFull, ReadOnly. The store in the target is as it was then.
RestoreResult restore_store(const std::filesystem::path& backup, const StoreOptions& target);

}  // namespace palpate
