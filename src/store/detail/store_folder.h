#pragma once

#include "base/error.h"

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace palpate::detail {

/// An Error whose sentence names the folder and nothing else.
[[nodiscard]] Error folder_error(ErrorCode code, const char* key, const std::filesystem::path& folder);

/// The names inside a store's folder.
[[nodiscard]] std::filesystem::path vault_file(const std::filesystem::path& folder);
/// The records under the key of vault generation `generation`.
[[nodiscard]] std::filesystem::path records_file(const std::filesystem::path& folder, std::uint32_t generation);
/// A records file being made; becomes records_file() once the vault names it.
[[nodiscard]] std::filesystem::path draft_records_file(const std::filesystem::path& folder, std::uint32_t generation);

/// What a program killed while it wrote the vault left behind; nothing where there is none.
void remove_draft_vault(const std::filesystem::path& folder);
/// The copy of the records as they were at schema `version`, made before an upgrade.
[[nodiscard]] std::filesystem::path upgrade_copy_file(const std::filesystem::path& folder, int version);
void remove_upgrade_copies(const std::filesystem::path& folder);

/// True when any generation's records lie in the folder.
[[nodiscard]] bool has_records(const std::filesystem::path& folder);

/// Makes the folder 0700 where it is missing. Throws Error ReadOnly, DiskFull or Io.
void make_store_folder(const std::filesystem::path& folder);
/// An empty file, 0600, in place of whatever had the name. Throws Error ReadOnly, DiskFull or Io.
void make_private_file(const std::filesystem::path& file);
/// Removes a records file with what the database keeps beside it (-wal, -shm, -journal). Missing files are fine.
void remove_records(const std::filesystem::path& file);
/// Renames and makes the new name outlast a power cut. Throws Error.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Copies the content into a new 0600 file and syncs it. Throws Error; leaves nothing behind then.
void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Throws Error when the content cannot be made to outlast a power cut.
void sync_file(const std::filesystem::path& file);

/// Says who uses the folder: every open store holds it shared, whoever makes, upgrades or re-keys the records alone.
/// The system frees it when the program ends, however it ends.
class StoreLock {
public:
    enum class Use { Shared, Alone };

    /// No lock at all when `read_only` and the lock file is not there or may not be opened.
    StoreLock(const std::filesystem::path& folder, bool read_only);
    ~StoreLock();
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;

    /// Goes over to `use`, waiting up to `patience` for other programs. Throws Error Locked after that; what was held
    /// before is held still. From Shared to Alone never waits for a program that itself waits so: let go first.
    void hold(Use use, std::chrono::milliseconds patience);
    void let_go();

private:
    friend class KeyFileTurn;
    /// Bytes of the lock file: who is in the folder, and whose turn at the key file it is.
    enum class Place : long { Folder = 0, KeyFile = 1 };
    [[nodiscard]] bool try_lock(Place place, short kind) const;
    void wait_for_lock(Place place, short kind, std::chrono::milliseconds patience) const;

    std::filesystem::path folder_;
    int descriptor_ = -1;
};

/// As long as it lives no other open store changes the key file of the folder: to be held from reading it to writing it, or
/// one of two changes made at once would be lost. Not twice by one StoreLock.
class KeyFileTurn {
public:
    /// Waits up to `patience`. Throws Error Locked after that.
    KeyFileTurn(const StoreLock& lock, std::chrono::milliseconds patience);
    ~KeyFileTurn();
    KeyFileTurn(const KeyFileTurn&) = delete;
    KeyFileTurn& operator=(const KeyFileTurn&) = delete;

private:
    const StoreLock& lock_;
};

}  // namespace palpate::detail
