#pragma once

#include "store/backup.h"

#include <filesystem>
#include <string>

namespace palpate::detail {

/// The names inside a backup.
[[nodiscard]] std::filesystem::path backup_records(const std::filesystem::path& backup);
[[nodiscard]] std::filesystem::path backup_vault(const std::filesystem::path& backup);

/// A backup being made in `folder`: a new folder under a name that is nobody's backup. Throws Error.
[[nodiscard]] std::filesystem::path make_draft_backup(const std::filesystem::path& folder, Timestamp now);
/// Removes drafts of programs that were killed. Only with the folder held alone.
void remove_draft_backups(const std::filesystem::path& folder);
/// Writes the manifest of what lies in the draft, syncs all of it and gives it its name. Throws Error.
[[nodiscard]] BackupInfo finish_backup(const std::filesystem::path& draft, BackupInfo info);
/// Takes its manifest first, so that half of it never passes for a backup.
void remove_backup(const std::filesystem::path& backup);

}  // namespace palpate::detail
