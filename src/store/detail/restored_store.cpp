#include "store/detail/restored_store.h"

#include "base/error.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/detail/audit_anchor.h"
#include "store/detail/backup_folder.h"
#include "store/detail/blake2b.h"
#include "store/detail/encrypted_store.h"
#include "store/detail/erasure_list.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/open_store.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace palpate {
namespace detail {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_replaced_prefix = "before-restore-";

fs::path ready_folder(const fs::path& folder) { return folder / "restore.ready"; }
fs::path moving_folder(const fs::path& folder) { return folder / "restore.moving"; }

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// The files that make a store, and what the database keeps beside them.
std::vector<fs::path> store_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool belongs = name == "vault.key" || name == "audit.head" || name.starts_with("palpate-") ||
                             name.starts_with("before-upgrade-from-");
        if (belongs && entry.is_regular_file(ignored)) {
            files.push_back(entry.path());
        }
    }
    return files;
}

void move_store(const fs::path& from, const fs::path& to) {
    for (const fs::path& file : store_files(from)) {
        rename_durably(file, to / file.filename());
    }
    sync_file(from);
}

fs::path make_replaced_folder(const fs::path& folder) {
    for (int number = 1;; ++number) {
        const fs::path place = folder / fmt::format("{}{}", k_replaced_prefix, number);
        if (!is_there(place)) {
            make_store_folder(place);
            return place;
        }
    }
}

}  // namespace

fs::path drill_folder(const fs::path& folder) { return folder / "drill"; }

fs::path restore_draft_folder(const fs::path& folder) { return folder / "restore.new"; }

bool has_restored_store(const fs::path& folder) {
    return is_there(ready_folder(folder)) || is_there(moving_folder(folder));
}

fs::path current_vault_file(const fs::path& folder) {
    for (const fs::path& place : {ready_folder(folder), moving_folder(folder)}) {
        if (is_there(vault_file(place))) {
            return vault_file(place);
        }
    }
    return vault_file(folder);
}

fs::path make_restore_folder(const fs::path& folder) {
    remove_restore_folder(folder);
    fs::path draft = restore_draft_folder(folder);
    make_store_folder(draft);
    return draft;
}

void remove_restore_folder(const fs::path& folder) {
    std::error_code ignored;
    fs::remove_all(restore_draft_folder(folder), ignored);
}

fs::path replace_with_restored(const fs::path& folder) {
    for (const fs::path& file : store_files(restore_draft_folder(folder))) {
        sync_file(file);
    }
    sync_file(restore_draft_folder(folder));
    rename_durably(restore_draft_folder(folder), ready_folder(folder));
    return finish_replacing(folder);
}

fs::path finish_replacing(const fs::path& folder) {
    fs::path replaced;
    if (is_there(ready_folder(folder))) {
        if (!store_files(folder).empty()) {
            replaced = make_replaced_folder(folder);
            move_store(folder, replaced);
        }
        rename_durably(ready_folder(folder), moving_folder(folder));
    }
    move_store(moving_folder(folder), folder);
    std::error_code ignored;
    fs::remove_all(moving_folder(folder), ignored);
    return replaced;
}

void remove_replaced_records(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::path> outdated;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename().string().starts_with(k_replaced_prefix) && entry.is_directory(ignored)) {
            outdated.push_back(entry.path());
        }
    }
    for (const fs::path& place : outdated) {
        fs::remove_all(place, ignored);
    }
}

}  // namespace detail

namespace {

namespace fs = std::filesystem;

/// What is in the target's place, as far as it can be read without its key.
std::optional<detail::Vault> find_readable_vault(const fs::path& folder) {
    try {
        return detail::find_vault(detail::vault_file(folder));
    } catch (const Error&) {
        return std::nullopt;  // damaged: a reason to restore, not one to refuse it
    }
}

void require_same_store(const fs::path& folder, const BackupInfo& backup) {
    const auto vault = find_readable_vault(folder);
    if (vault && detail::to_hex(vault->store_id) != backup.store_id) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.store.backup-foreign", {{"backup", backup.folder.string()}, {"folder", folder.string()}}});
    }
}

/// All that are known to have been erased: the store's own list, its copy, and the copy beside the backup.
detail::ErasedClients known_erasures(const fs::path& backup, const fs::path& target) {
    detail::ErasedClients erased = detail::read_erasure_file(fs::absolute(backup).lexically_normal().parent_path());
    erased.merge(detail::read_erasure_file(target));
    return erased;
}

/// Copies, opens, reads and settles the backup in the folder of restores. Answers how many clients were erased again.
std::size_t prepare(const BackupInfo& backup, const StoreOptions& target, detail::RestoreUse use) {
    const fs::path place = detail::make_restore_folder(target.folder);
    const auto vault = detail::find_vault(detail::backup_vault(backup.folder));
    if (!vault || detail::to_hex(vault->store_id) != backup.store_id) {
        throw Error(ErrorCode::Io, {"error.store.backup-damaged", {{"folder", backup.folder.string()}}});
    }
    detail::copy_durably(detail::backup_records(backup.folder), detail::records_file(place, vault->generation));
    detail::copy_durably(detail::backup_vault(backup.folder), detail::vault_file(place));
    detail::AuditAnchor::create(place, backup.audit);
    WipedOptions wiped(target);
    wiped.options.folder = place;
    wiped.options.create = false;
    wiped.options.read_only = false;
    detail::EncryptedStore store(wiped.options);
    if (store.user().role != UserRole::Owner && use == detail::RestoreUse::ToKeep) {
        throw Error(ErrorCode::Forbidden, {"error.store.owner-only", {}});
    }
    detail::ErasedClients erased = known_erasures(backup.folder, target.folder);
    erased.merge(store.erased_clients());
    const std::size_t count = store.settle_restored(erased, fmt::format("backup of row {}", backup.audit.seq));
    detail::add_to_erasure_file(target.folder, erased);
    return count;
}

}  // namespace

RestoreResult restore_store(const fs::path& backup, const StoreOptions& target) {
    return detail::restore_store(backup, target, detail::RestoreUse::ToKeep);
}

RestoreResult detail::restore_store(const fs::path& backup, const StoreOptions& target, RestoreUse use) {
    const BackupInfo info = check_backup(fs::absolute(backup).lexically_normal());
    detail::make_store_folder(target.folder);
    detail::StoreLock lock(target.folder, false);
    lock.hold(detail::StoreLock::Use::Alone, target.patience);
    if (detail::has_restored_store(target.folder)) {
        detail::finish_replacing(target.folder);
    }
    require_same_store(target.folder, info);
    RestoreResult result{.backup = info};
    try {
        result.clients_erased = prepare(info, target, use);
    } catch (...) {
        detail::remove_restore_folder(target.folder);
        throw;
    }
    result.previous_records = detail::replace_with_restored(target.folder);
    return result;
}

}  // namespace palpate
