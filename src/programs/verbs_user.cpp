// user: who may open the records by a name and a passphrase of their own, and as what.

#include "base/error.h"
#include "base/file_io.h"
#include "programs/composition.h"
#include "programs/console.h"
#include "programs/detail/json_views.h"
#include "programs/store_access.h"
#include "programs/verb_table.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace palpate {
namespace {

struct UserOptions {
    std::string name;
    std::string role;
    std::string rename;
    std::string passphrase_file;
    bool rotate = false;
};
using Options = std::shared_ptr<UserOptions>;

StoreUser find_user(Store& store, const std::string& name) {
    const std::vector<StoreUser> users = store.users();
    const auto known = std::ranges::find(users, name, &StoreUser::name);
    if (known == users.end()) {
        throw Error(ErrorCode::NotFound, {"error.store.no-such-user", {}});
    }
    return *known;
}

UserRole read_role(const std::string& word, UserRole without) {
    if (word.empty()) {
        return without;
    }
    const auto role = find_user_role(word);
    if (!role) {
        throw Error(ErrorCode::Usage, {"cli.unknown-role", {{"role", word}}});
    }
    return *role;
}

/// Of the person named: --new-passphrase-file, else PALPATE_NEW_PASSPHRASE. Never an argument.
std::optional<std::string> find_new_passphrase(const UserOptions& options) {
    if (!options.passphrase_file.empty()) {
        std::string text = read_text_file(options.passphrase_file);
        text.erase(std::min(text.find_first_of("\r\n"), text.size()));
        return text;
    }
    const char* from_environment = std::getenv("PALPATE_NEW_PASSPHRASE");
    return from_environment != nullptr ? std::optional<std::string>(from_environment) : std::nullopt;
}

std::string new_passphrase(const UserOptions& options) {
    const auto given = find_new_passphrase(options);
    if (!given) {
        throw Error(ErrorCode::Usage, {"cli.new-passphrase-missing", {}});
    }
    return *given;
}

void tell(const Application& application, const char* key, const StoreUser& user) {
    if (application.options().json) {
        print_json({{"id", user.id}, {"name", user.name}, {"role", name_of(user.role)}});
    } else {
        const Translator& words = application.words();
        print_line(
            words.tr({key, {{"user", user.name}, {"role", words.tr("user.role." + std::string(name_of(user.role)))}}}));
    }
}

void list_users(Application& application) {
    const std::unique_ptr<Store> store = open_own_store(application, true);
    Json list = Json::array();
    for (const StoreUser& user : store->users()) {
        list.push_back({{"id", user.id}, {"name", user.name}, {"role", name_of(user.role)}});
        if (!application.options().json) {
            print_line(fmt::format("{}  {:<10}  {}", user.id.substr(0, 8), name_of(user.role), user.name));
        }
    }
    if (application.options().json) {
        print_json(list);
    } else if (list.empty()) {
        print_line(application.words().tr("cli.no-users"));
    }
}

void add_user(Application& application, const UserOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const bool first = store->users().empty();
    StoreUser user{.name = options.name,
                   .role = read_role(options.role, first ? UserRole::Owner : UserRole::Therapist)};
    user.id = store->add_user(user, first ? application.passphrase().value_or("") : new_passphrase(options));
    tell(application, first ? "cli.first-user-added" : "cli.user-added", user);
}

void edit_user(Application& application, const UserOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    StoreUser user = find_user(*store, options.name);
    user.role = read_role(options.role, user.role);
    user.name = options.rename.empty() ? user.name : options.rename;
    store->edit_user(user);
    tell(application, "cli.user-edited", user);
}

void remove_user(Application& application, const UserOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const StoreUser user = find_user(*store, options.name);
    store->remove_user(user.id);
    if (options.rotate) {
        store->rotate_key(application.passphrase());
    }
    tell(application, options.rotate ? "cli.user-removed-rotated" : "cli.user-removed", user);
}

/// One's own, or as an owner somebody else's.
void change_passphrase(Application& application, const UserOptions& options) {
    const std::unique_ptr<Store> store = open_own_store(application);
    const StoreUser user = options.name.empty() ? store->user() : find_user(*store, options.name);
    const std::string next = new_passphrase(options);
    if (user.id == store->user().id) {
        store->change_passphrase(application.passphrase().value_or(""), next);
    } else {
        store->reset_passphrase(user.id, next);
    }
    tell(application, "cli.user-passphrase", user);
}

}  // namespace

void add_user_verbs(VerbTable& table) {
    CLI::App& group = table.group("user");
    const auto options = std::make_shared<UserOptions>();
    static_cast<void>(table.verb(group, "list", list_users));
    CLI::App& add = table.verb(group, "add", [options](Application& app) { add_user(app, *options); });
    CLI::App& edit = table.verb(group, "edit", [options](Application& app) { edit_user(app, *options); });
    CLI::App& remove = table.verb(group, "remove", [options](Application& app) { remove_user(app, *options); });
    CLI::App& passphrase =
        table.verb(group, "passphrase", [options](Application& app) { change_passphrase(app, *options); });
    for (CLI::App* verb : {&add, &edit, &remove}) {
        table.positional(*verb, "person", options->name);
    }
    table.positional(passphrase, "person", options->name, false);
    table.option(add, "role", options->role);
    table.option(edit, "role", options->role);
    table.option(edit, "rename", options->rename);
    table.option(add, "new-passphrase-file", options->passphrase_file);
    table.option(passphrase, "new-passphrase-file", options->passphrase_file);
    table.flag(remove, "rotate", options->rotate);
}

}  // namespace palpate
