// EncryptedStore: the ways to its key, and what changes them.

#include "base/error.h"
#include "store/detail/blake2b.h"
#include "store/detail/encrypted_store.h"
#include "store/detail/failed_unlocks.h"
#include "store/detail/recovery_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace palpate::detail {
namespace {

namespace fs = std::filesystem;

/// Hex digits of the public half of the recovery code. In the records, where nobody without their key can alter it.
constexpr const char* k_recovery_key = "recovery.key";
constexpr const char* k_mistyped = "error.store.recovery-code-mistyped";

/// The folder for this program alone, shared again when done.
class Alone {
public:
    explicit Alone(StoreLock& lock) : lock_(lock) { lock_.hold(StoreLock::Use::Alone, std::chrono::milliseconds(0)); }
    ~Alone() {
        try {
            lock_.hold(StoreLock::Use::Shared, std::chrono::milliseconds(0));
        } catch (...) {  // NOLINT(bugprone-empty-catch): a program alone may always share; staying alone is safe too
        }
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

private:
    StoreLock& lock_;
};

/// A second database file in a session.
class Attached {
public:
    Attached(SqlSession& session, const fs::path& file, const SecretBytes& key) : session_(session) {
        session_.prepare("ATTACH DATABASE ?1 AS fresh KEY ?2").with(file.string(), make_raw_key_text(key)).run();
    }
    ~Attached() {
        try {
            session_.execute("DETACH DATABASE fresh");
        } catch (...) {  // NOLINT(bugprone-empty-catch): it only stays attached until the session closes
        }
    }
    Attached(const Attached&) = delete;
    Attached& operator=(const Attached&) = delete;

private:
    SqlSession& session_;
};

}  // namespace

// ---- Opening

EncryptedStore::Unlocked EncryptedStore::unlock(const Vault& vault, std::string_view words) const {
    ReadRecoveryCode code = read_recovery_code(words);
    if (code.secret && has_slot(vault, SlotKind::Recovery)) {
        if (auto key = find_key_by_code(vault, *code.secret)) {
            return {.key = std::move(*key), .by_code = true};
        }
        throw folder_error(ErrorCode::WrongPassphrase, "error.store.wrong-recovery-code", options_.folder);
    }
    if (auto key = find_key(vault, words)) {
        return {.key = std::move(*key), .by_code = false};
    }
    const bool mistyped = code.is_meant && has_slot(vault, SlotKind::Recovery);
    throw folder_error(ErrorCode::WrongPassphrase, mistyped ? k_mistyped : "error.store.wrong-passphrase",
                       options_.folder);
}

EncryptedStore::Unlocked EncryptedStore::unlock_by_name(const Vault& vault, const std::vector<VaultUser>& users,
                                                        std::string_view words) {
    const ReadRecoveryCode code = read_recovery_code(words);
    const bool has_code = has_slot(vault, SlotKind::Recovery);
    if (code.secret && has_code) {
        return unlock(vault, words);
    }
    // A sentence of a dozen words is as long as a code that was mistyped: it is one only where it opens nothing.
    const bool mistyped = code.is_meant && has_code;
    const std::string& asked = options_.user;
    const auto known = users.size() == 1 && asked.empty()
                           ? users.begin()
                           : std::ranges::find(users, asked, [](const VaultUser& user) { return user.user.name; });
    if (known == users.end()) {
        throw mistyped  ? folder_error(ErrorCode::WrongPassphrase, k_mistyped, options_.folder)
        : asked.empty() ? folder_error(ErrorCode::Locked, "error.store.needs-user", options_.folder)
                        : folder_error(ErrorCode::NotFound, "error.store.unknown-user", options_.folder);
    }
    user_ = known->user;
    auto key = find_user_key(vault, user_.id, words);
    if (!key) {
        throw folder_error(ErrorCode::WrongPassphrase, mistyped ? k_mistyped : "error.store.wrong-passphrase",
                           options_.folder);
    }
    options_.who = user_.name;
    return {.key = std::move(*key), .by_code = false};
}

void EncryptedStore::require_patience() const {
    const FailedUnlocks failed = read_failed_unlocks(options_.folder);
    const auto wait = remaining_delay(failed, options_.uptime());
    if (wait.count() > 0) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
        throw Error(ErrorCode::Locked,
                    {"error.store.wait", {{"folder", options_.folder.string()}, {"seconds", std::to_string(seconds)}}});
    }
}

void EncryptedStore::take_key(const Vault& vault) {
    generation_ = vault.generation;
    if (auto plain = find_plain_key(vault)) {
        protection_ = Protection::None;
        key_ = std::make_unique<SecretBytes>(std::move(*plain));
        return;
    }
    protection_ = Protection::Passphrase;
    if (!options_.passphrase) {
        throw folder_error(ErrorCode::Locked, "error.store.needs-passphrase", options_.folder);
    }
    require_patience();
    const std::vector<VaultUser> users = users_of(vault);
    try {
        Unlocked unlocked =
            users.empty() ? unlock(vault, *options_.passphrase) : unlock_by_name(vault, users, *options_.passphrase);
        key_ = std::make_unique<SecretBytes>(std::move(unlocked.key));
        opened_by_code_ = unlocked.by_code;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::WrongPassphrase && error.text().key != k_mistyped) {
            count_failed_unlock(user_.id);
        }
        throw;
    }
}

void EncryptedStore::count_failed_unlock(const std::string& user) const {
    if (options_.read_only) {
        return;
    }
    try {
        FailedUnlocks failed = read_failed_unlocks(options_.folder);
        ++failed.count;
        failed.last = options_.uptime();
        if (!user.empty()) {
            ++failed.by_user[user];
        }
        write_failed_unlocks(options_.folder, failed);
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a full disk must not hide that the passphrase was wrong
    }
}

void EncryptedStore::note_unlock() {
    const FailedUnlocks failed = read_failed_unlocks(options_.folder);
    if (failed.count > 0 && !options_.read_only) {
        const auto tell = [&](const std::string& who, int count) {
            DatedEvent event = dated({.kind = AuditKind::FailedUnlock, .detail = fmt::format("{} times", count)});
            event.who = who;
            note_when_possible(event);
        };
        int nameless = failed.count;
        const std::vector<StoreUser> known = users();
        for (const auto& [id, count] : failed.by_user) {
            const auto user = std::ranges::find(known, id, &StoreUser::id);
            tell(user == known.end() ? "user " + id.substr(0, 8) : user->name, count);
            nameless -= count;
        }
        if (nameless > 0) {
            tell(options_.who, nameless);
        }
        try {
            write_failed_unlocks(options_.folder, {});
        } catch (const Error&) {  // NOLINT(bugprone-empty-catch): it is told again next time
        }
    }
    const char* way = protection_ == Protection::None ? "no passphrase"
                      : opened_by_code_               ? "recovery code"
                                                      : "passphrase";
    note_when_possible({.kind = AuditKind::Unlock, .detail = way});
}

// ---- Passphrases

void EncryptedStore::check_passphrase_change(std::string_view passphrase) const {
    require_writable();
    if (passphrase.empty()) {
        throw Error(ErrorCode::Usage, {"error.store.passphrase-empty", {}});
    }
}

void EncryptedStore::set_passphrase(std::string_view passphrase) {
    check_passphrase_change(passphrase);
    static_cast<void>(records());
    if (protection_ == Protection::Passphrase) {
        throw folder_error(ErrorCode::Usage, "error.store.passphrase-there", options_.folder);
    }
    replace_key(passphrase, {.kind = AuditKind::Rotate, .detail = "passphrase set"});
}

void EncryptedStore::change_passphrase(std::string_view current, std::string_view next) {
    check_passphrase_change(next);
    static_cast<void>(records());
    const KeyFileTurn turn(*lock_, options_.patience);
    Vault vault = current_vault();
    if (has_slot(vault, SlotKind::User)) {
        if (user_.id.empty()) {  // opened by the recovery code, which is nobody's own
            throw folder_error(ErrorCode::Usage, "error.store.whose-passphrase", options_.folder);
        }
        refresh_user();
        put_user_slot(vault, *key_, own_slot(vault, current).user, next, options_.key_cost);
        write_users(vault, user_.id, {.kind = AuditKind::Admin, .detail = "passphrase changed"});
        return;
    }
    if (!has_slot(vault, SlotKind::Passphrase)) {
        throw folder_error(ErrorCode::Usage, "error.store.no-passphrase", options_.folder);
    }
    const Unlocked unlocked = unlock(vault, current);
    remove_slots(vault, SlotKind::Passphrase);
    add_passphrase_slot(vault, unlocked.key, next, options_.key_cost);
    write_vault(vault_file(options_.folder), vault);
    note_when_possible({.kind = AuditKind::Admin, .detail = "passphrase changed"});
}

// ---- Another data key

void EncryptedStore::rotate_key(const std::optional<std::string>& passphrase) {
    require_owner();
    require_writable();
    static_cast<void>(records());
    if (protection_ == Protection::Passphrase) {
        const Vault vault = current_vault();
        if (!user_.id.empty()) {
            confirm(own_slot(vault, passphrase.value_or("")));
        } else {
            const bool right =
                passphrase && (has_slot(vault, SlotKind::User) ? unlock(vault, *passphrase).by_code
                                                               : find_key(vault, *passphrase).has_value());
            if (!right) {
                throw folder_error(ErrorCode::WrongPassphrase, "error.store.wrong-passphrase", options_.folder);
            }
        }
    }
    replace_key(protection_ == Protection::Passphrase ? passphrase : std::nullopt, {.kind = AuditKind::Rotate});
}

void EncryptedStore::replace_key(const std::optional<std::string_view>& passphrase, const AuditEvent& event) {
    const Alone alone(*lock_);
    const auto recovery_key = trusted_recovery_key();
    Vault vault = current_vault();
    require_known_are_trusted(vault);  // or somebody whom the records know would be locked out unsaid
    const std::vector<VaultUser> people = trusted_users(vault);
    ++vault.generation;
    // Whatever kind they are: they hold the old key. Of those of people only what is not of the key stays.
    std::erase_if(vault.slots,
                  [](const VaultSlot& slot) { return slot.kind != static_cast<std::uint8_t>(SlotKind::User); });
    for (const VaultUser& known : users_of(vault)) {
        if (std::ranges::find(people, known.user.id, [](const VaultUser& user) { return user.user.id; }) ==
            people.end()) {
            remove_user_slot(vault, known.user.id);
        }
    }
    SecretBytes new_key = SecretBytes::random(k_data_key_bytes);
    for (const VaultUser& known : people) {
        reseal_user_slot(vault, new_key, known.user);
    }
    if (!people.empty()) {
        // They keep their passphrases, and nobody opens it without a name.
    } else if (passphrase) {
        add_passphrase_slot(vault, new_key, *passphrase, options_.key_cost);
    } else {
        add_plain_slot(vault, new_key);
    }
    if (recovery_key) {
        add_recovery_slot(vault, new_key, *recovery_key);
    }
    const fs::path draft = draft_records_file(options_.folder, vault.generation);
    write_anew(draft, new_key, event);

    // Nothing may be saved into the old file any more: it is closed before the vault stops naming it.
    session_.reset();
    try {
        write_vault(vault_file(options_.folder), vault);
    } catch (...) {
        if (current_vault().generation == generation_) {
            remove_records(draft);
            open_session();
            throw;
        }
        // The new vault is in its place and only the last sync failed: going back would lose the store, going on not.
    }
    finish_interrupted_change(vault);
    generation_ = vault.generation;
    protection_ = passphrase ? Protection::Passphrase : Protection::None;
    key_ = std::make_unique<SecretBytes>(std::move(new_key));
    open_session();
}

AuditHead EncryptedStore::write_anew(const fs::path& draft, const SecretBytes& new_key,
                                     const std::optional<AuditEvent>& event) {
    remove_records(draft);
    make_private_file(draft);
    AuditHead head;
    try {
        {
            const Attached fresh(*session_, draft, new_key);
            SqlTransaction moment(*session_, SqlTransaction::Kind::Read);  // the export is many statements
            static_cast<void>(session_->ask("SELECT sqlcipher_export('fresh')"));
            AuditLog log(*session_, "fresh");
            head = event ? log.append(dated(*event)) : log.head();
            moment.commit();
            // What is told in the log takes the old file's place; a backup does not, and is read through by its maker.
            if (event && session_->ask("PRAGMA fresh.integrity_check") != "ok") {
                throw Error(ErrorCode::Io, {"error.store.damaged", {{"file", draft.string()}}});
            }
        }
        sync_file(draft);
    } catch (...) {
        remove_records(draft);
        throw;
    }
    return head;
}

// ---- Recovery code

std::optional<RecoveryKey> EncryptedStore::trusted_recovery_key() {
    const auto key = find_recovery_key(current_vault());
    const bool is_ours = key && find_setting(k_recovery_key) == to_hex(*key);
    return is_ours ? key : std::nullopt;
}

bool EncryptedStore::has_recovery_code() { return trusted_recovery_key().has_value(); }

std::string EncryptedStore::make_recovery_code() {
    require_owner();
    require_writable();
    if (protection_ == Protection::None) {
        throw folder_error(ErrorCode::Usage, "error.store.no-passphrase", options_.folder);
    }
    static_cast<void>(records());
    const SecretBytes code = SecretBytes::random(k_recovery_bytes);
    const RecoveryKey recovery_key = recovery_key_of(code);
    const KeyFileTurn turn(*lock_, options_.patience);
    Vault vault = current_vault();
    remove_slots(vault, SlotKind::Recovery);
    add_recovery_slot(vault, *key_, recovery_key);
    // First the records: between the two writes the old code still opens, and the new one is not yet shown.
    write({.kind = AuditKind::Admin, .detail = "recovery code made"},
          [&](SqlCaseStore& store) { store.set_setting(k_recovery_key, to_hex(recovery_key)); });
    write_vault(vault_file(options_.folder), vault);
    return write_recovery_code(code);
}

}  // namespace palpate::detail
