#include "store/open_store.h"

#include "base/error.h"
#include "store/detail/encrypted_store.h"
#include "store/detail/restored_store.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"

namespace palpate {

bool Store::is_sample() { return find_setting("store.sample") == "yes"; }

void Store::mark_as_sample() { set_setting("store.sample", "yes"); }

std::unique_ptr<Store> open_store(const StoreOptions& options) {
    return std::make_unique<detail::EncryptedStore>(options);
}

StoreState inspect_store(const std::filesystem::path& folder) {
    const auto vault = detail::find_vault(detail::current_vault_file(folder));
    if (vault) {
        return detail::has_slot(*vault, detail::SlotKind::Plain) ? StoreState::Open : StoreState::Locked;
    }
    if (detail::has_records(folder)) {
        throw Error(ErrorCode::Io, {"error.store.vault-missing", {{"file", detail::vault_file(folder).string()}}});
    }
    return StoreState::None;
}

std::vector<StoreUser> list_store_users(const std::filesystem::path& folder) {
    std::vector<StoreUser> users;
    try {
        if (const auto vault = detail::find_vault(detail::current_vault_file(folder))) {
            for (const detail::VaultUser& known : detail::users_of(*vault)) {
                users.push_back(known.user);
            }
        }
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): opening it says what is wrong
    }
    return users;
}

bool store_exists(const std::filesystem::path& folder) { return inspect_store(folder) != StoreState::None; }

}  // namespace palpate
