// EncryptedStore: people with passphrases and roles of their own.

#include "base/error.h"
#include "store/detail/blake2b.h"
#include "store/detail/encrypted_store.h"
#include "store/detail/row_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace palpate::detail {
namespace {

/// One line a person: id, hex digits of the public key, role. In the records, where nobody without their key can alter it.
/// Two while the key file is being written, as the person was and as they will be.
constexpr const char* k_users = "users";
constexpr std::size_t k_longest_name = 60;
constexpr std::size_t k_most_users = 50;
constexpr std::size_t k_id_bytes = 16;

std::string line_of(const VaultUser& user) {
    return user.user.id + ' ' + to_hex(user.key) + ' ' + std::string(name_of(user.user.role));
}

bool is_about(const std::string& line, const std::string& id) { return line.starts_with(id + ' '); }

std::vector<std::string> lines_of(SqlCaseStore store) { return split(store.find_setting(k_users).value_or(""), '\n'); }

bool is_known(const std::vector<std::string>& lines, const std::string& id) {
    return std::ranges::any_of(lines, [&](const std::string& line) { return is_about(line, id); });
}

/// The role that the records know of a person whose slot may have been forged: the slot's where they know that one, too.
/// nullopt for somebody they do not know.
std::optional<UserRole> find_known_role(const std::vector<std::string>& lines, const StoreUser& user) {
    std::optional<UserRole> role;
    for (const std::string& line : lines) {
        const auto said = is_about(line, user.id) ? find_user_role(line.substr(line.rfind(' ') + 1)) : std::nullopt;
        if (said && (!role || said == user.role)) {
            role = said;
        }
    }
    return role;
}

/// How a person stands in the details of the log, which hold nothing that was typed.
std::string log_name(const std::string& id) { return "user " + id.substr(0, 8); }

std::string in_small_letters(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

void check_name(const std::vector<VaultUser>& users, const StoreUser& user) {
    const bool plain = std::ranges::none_of(user.name, [](unsigned char c) { return c < ' ' || c == 0x7f; });
    const bool edged = !user.name.empty() && (user.name.front() == ' ' || user.name.back() == ' ');
    if (user.name.empty() || user.name.size() > k_longest_name || !plain || edged) {
        throw Error(ErrorCode::Usage, {"error.store.user-name", {{"most", std::to_string(k_longest_name)}}});
    }
    for (const VaultUser& known : users) {
        if (known.user.id != user.id && in_small_letters(known.user.name) == in_small_letters(user.name)) {
            throw Error(ErrorCode::Usage, {"error.store.user-there", {}});
        }
    }
}

const VaultUser* find_user(const std::vector<VaultUser>& users, const std::string& id) {
    const auto known = std::ranges::find(users, id, [](const VaultUser& user) { return user.user.id; });
    return known == users.end() ? nullptr : &*known;
}

const VaultUser& named(const std::vector<VaultUser>& users, const std::string& id) {
    const VaultUser* known = id.empty() ? nullptr : find_user(users, id);
    if (known == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.store.no-such-user", {}});
    }
    return *known;
}

Error unconfirmed(const StoreUser& user) {
    return {ErrorCode::Forbidden, {"error.store.user-unconfirmed", {{"name", user.name}}}};
}

/// An owner whom nobody but the key file speaks for is none.
void require_other_owner(const std::vector<VaultUser>& trusted, const std::string& id) {
    if (std::ranges::none_of(trusted, [&](const VaultUser& other) {
            return other.user.role == UserRole::Owner && other.user.id != id;
        })) {
        throw Error(ErrorCode::Usage, {"error.store.last-owner", {}});
    }
}

}  // namespace

void EncryptedStore::refresh_user() {
    if (user_.id.empty()) {
        return;
    }
    const std::int64_t counter = change_counter();
    if (counter == user_seen_at_) {
        return;
    }
    const std::vector<VaultUser> trusted = trusted_users(current_vault());
    const std::vector<std::string> lines = lines_of(records());
    if (const VaultUser* known = find_user(trusted, user_.id)) {
        user_ = known->user;
        options_.who = user_.name;
    } else if (!lines.empty() && !is_known(lines, user_.id)) {
        throw Error(ErrorCode::Forbidden, {"error.store.user-gone", {{"name", user_.name}}});
    }
    user_seen_at_ = counter;
}

bool EncryptedStore::sees_health() {
    refresh_user();
    return user_.role != UserRole::FrontDesk;
}

void EncryptedStore::require_owner() {
    refresh_user();
    if (user_.role != UserRole::Owner) {
        throw Error(ErrorCode::Forbidden, {"error.store.owner-only", {}});
    }
}

void EncryptedStore::require_therapist() {
    if (!sees_health()) {
        throw Error(ErrorCode::Forbidden, {"error.store.not-for-front-desk", {}});
    }
}

std::vector<StoreUser> EncryptedStore::users() {
    std::vector<StoreUser> users;
    for (const VaultUser& known : users_of(current_vault())) {
        users.push_back(known.user);
    }
    return users;
}

std::vector<VaultUser> EncryptedStore::trusted_users(const Vault& vault) {
    std::vector<VaultUser> users = users_of(vault);
    const std::vector<std::string> lines = lines_of(records());
    std::erase_if(users, [&](const VaultUser& user) { return std::ranges::find(lines, line_of(user)) == lines.end(); });
    return users;
}

/// First the records: between the two writes a new person cannot sign in yet, one who was removed still can, and of one
/// who was changed the records know both slots, so that the one in the key file is never a stranger's.
void EncryptedStore::write_users(const Vault& vault, const std::string& id, const AuditEvent& event) {
    const std::vector<VaultUser> users = users_of(vault);
    const VaultUser* person = find_user(users, id);
    write(event, [&](SqlCaseStore& store) {
        std::vector<std::string> lines = lines_of(store);
        if (person == nullptr) {
            std::erase_if(lines, [&](const std::string& line) { return is_about(line, id); });
        } else if (std::ranges::find(lines, line_of(*person)) == lines.end()) {
            lines.push_back(line_of(*person));
        }
        store.set_setting(k_users, join(lines, '\n'));
    });
    write_vault(vault_file(options_.folder), vault);
    if (person != nullptr) {
        forget_former_slots(*person);
    }
}

void EncryptedStore::forget_former_slots(const VaultUser& person) {
    try {
        SqlTransaction transaction(*session_, SqlTransaction::Kind::Write);
        SqlCaseStore store(*session_);
        std::vector<std::string> lines = lines_of(store);
        std::erase_if(
            lines, [&](const std::string& line) { return is_about(line, person.user.id) && line != line_of(person); });
        store.set_setting(k_users, join(lines, '\n'));
        transaction.commit();
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): what was asked for is done; the next change does this
    }
}

void EncryptedStore::confirm(const VaultUser& person) {
    const std::vector<std::string> lines = lines_of(records());
    if (is_known(lines, person.user.id) && std::ranges::find(lines, line_of(person)) == lines.end()) {
        write({.kind = AuditKind::Admin, .detail = log_name(person.user.id) + " confirmed"},
              [&](SqlCaseStore& store) { store.set_setting(k_users, join(lines, '\n') + '\n' + line_of(person)); });
    }
}

void EncryptedStore::require_known_are_trusted(const Vault& vault) {
    const std::vector<std::string> lines = lines_of(records());
    const std::vector<VaultUser> trusted = trusted_users(vault);
    for (const VaultUser& user : users_of(vault)) {
        if (is_known(lines, user.user.id) && find_user(trusted, user.user.id) == nullptr) {
            throw unconfirmed(user.user);
        }
    }
}

/// Whoever seals a slot to a person's public key without the key of the records can put no more than another key into it.
VaultUser EncryptedStore::own_slot(const Vault& vault, std::string_view passphrase) {
    require_patience();
    const auto key = find_user_key(vault, user_.id, passphrase);
    if (!key) {
        count_failed_unlock(user_.id);
        throw folder_error(ErrorCode::WrongPassphrase, "error.store.wrong-passphrase", options_.folder);
    }
    VaultUser own = named(users_of(vault), user_.id);
    if (!std::ranges::equal(key->bytes(), std::as_const(*key_).bytes())) {
        throw unconfirmed(own.user);
    }
    return own;
}

std::string EncryptedStore::add_user(const StoreUser& user, std::string_view passphrase) {
    require_owner();
    check_passphrase_change(passphrase);
    static_cast<void>(records());
    if (protection_ == Protection::None) {
        throw folder_error(ErrorCode::Usage, "error.store.no-passphrase", options_.folder);
    }
    const KeyFileTurn turn(*lock_, options_.patience);
    Vault vault = current_vault();
    const std::vector<VaultUser> users = users_of(vault);
    StoreUser added = user;
    added.id = to_hex(SecretBytes::random(k_id_bytes).bytes());
    check_name(users, added);
    if (users.size() >= k_most_users) {
        throw Error(ErrorCode::Usage, {"error.store.users-full", {{"most", std::to_string(k_most_users)}}});
    }
    if (users.empty()) {
        if (added.role != UserRole::Owner) {
            throw Error(ErrorCode::Usage, {"error.store.first-user", {}});
        }
        require_patience();
        if (!find_key(vault, passphrase)) {
            count_failed_unlock({});
            throw folder_error(ErrorCode::WrongPassphrase, "error.store.wrong-passphrase", options_.folder);
        }
        remove_slots(vault, SlotKind::Passphrase);
    }
    put_user_slot(vault, *key_, added, passphrase, options_.key_cost);
    write_users(
        vault, added.id,
        {.kind = AuditKind::Admin, .detail = fmt::format("{} added, {}", log_name(added.id), name_of(added.role))});
    if (users.empty()) {
        user_ = added;
        options_.who = added.name;
    }
    return added.id;
}

void EncryptedStore::edit_user(const StoreUser& user) {
    require_owner();
    require_writable();
    static_cast<void>(records());
    const KeyFileTurn turn(*lock_, options_.patience);
    Vault vault = current_vault();
    const std::vector<VaultUser> users = users_of(vault);
    const StoreUser before = named(users, user.id).user;
    check_name(users, user);
    const std::vector<VaultUser> trusted = trusted_users(vault);
    if (find_user(trusted, user.id) == nullptr) {
        throw unconfirmed(before);
    }
    if (before.role == UserRole::Owner && user.role != UserRole::Owner) {
        require_other_owner(trusted, user.id);
    }
    reseal_user_slot(vault, *key_, user);
    write_users(vault, user.id,
                {.kind = AuditKind::Admin,
                 .detail = fmt::format("{} {}, {}", log_name(user.id),
                                       before.name == user.name ? "kept their name" : "renamed", name_of(user.role))});
    if (user.id == user_.id) {
        user_ = user;
        options_.who = user.name;
    }
}

void EncryptedStore::remove_user(const std::string& id) {
    require_owner();
    require_writable();
    static_cast<void>(records());
    const KeyFileTurn turn(*lock_, options_.patience);
    Vault vault = current_vault();
    const std::vector<VaultUser> users = users_of(vault);
    if (named(users, id).user.role == UserRole::Owner) {
        require_other_owner(trusted_users(vault), id);
    }
    if (id == user_.id) {
        throw Error(ErrorCode::Usage, {"error.store.user-self", {}});
    }
    remove_user_slot(vault, id);
    write_users(vault, id, {.kind = AuditKind::Admin, .detail = log_name(id) + " removed"});
}

void EncryptedStore::reset_passphrase(const std::string& id, std::string_view next) {
    require_owner();
    check_passphrase_change(next);
    static_cast<void>(records());
    const KeyFileTurn turn(*lock_, options_.patience);
    Vault vault = current_vault();
    const std::vector<VaultUser> users = users_of(vault);
    StoreUser user = named(users, id).user;
    // The person gets a new key pair, so a forged one does no harm here; a forged role would.
    if (const auto role = find_known_role(lines_of(records()), user)) {
        user.role = *role;
    } else {
        throw unconfirmed(user);
    }
    put_user_slot(vault, *key_, user, next, options_.key_cost);
    write_users(vault, id, {.kind = AuditKind::Admin, .detail = log_name(id) + " got another passphrase"});
}

}  // namespace palpate::detail
