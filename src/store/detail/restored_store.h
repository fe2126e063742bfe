#pragma once

#include "store/backup.h"

#include <filesystem>

namespace palpate::detail {

/// A therapist may try whether a backup can be restored; an owner restores it.
enum class RestoreUse { ToKeep, AsTrial };
/// restore_store() of backup.h.
RestoreResult restore_store(const std::filesystem::path& backup, const StoreOptions& target, RestoreUse use);

/// A restored store on its way into a folder: complete in `restore.ready`; from when all files of the old store have been
/// put aside, `restore.moving`. Each step is one rename, so whoever finds one of the two can go on with it.
[[nodiscard]] bool has_restored_store(const std::filesystem::path& folder);
/// The key file that counts: the restored store's while one is on its way.
[[nodiscard]] std::filesystem::path current_vault_file(const std::filesystem::path& folder);
/// Where a backup is restored as a trial.
[[nodiscard]] std::filesystem::path drill_folder(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path restore_draft_folder(const std::filesystem::path& folder);
/// Where a store to restore is prepared; whatever is left there of an earlier try is dropped.
[[nodiscard]] std::filesystem::path make_restore_folder(const std::filesystem::path& folder);
void remove_restore_folder(const std::filesystem::path& folder);
/// From here on the restored store counts: puts it in its place, and the old one into a folder of its own, which is
/// answered; empty where there was none. Only with the folder held alone, no session open. Throws Error.
std::filesystem::path replace_with_restored(const std::filesystem::path& folder);
/// The same for one that a crash interrupted.
std::filesystem::path finish_replacing(const std::filesystem::path& folder);

/// What restores put aside.
void remove_replaced_records(const std::filesystem::path& folder);

}  // namespace palpate::detail
