// People with names, passphrases and roles of their own.
#include "store/detail/recovery_code.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <functional>
#include <future>

using namespace palpate;
namespace fs = std::filesystem;

namespace {

StoreOptions options_of(const fs::path& folder, const std::string& user, const std::string& passphrase) {
    StoreOptions options = locked_options(folder, passphrase);
    options.user = user;
    return options;
}

std::unique_ptr<Store> open_as(const fs::path& folder, const std::string& user, const std::string& passphrase) {
    return open_store(options_of(folder, user, passphrase));
}

/// A store of Ada (owner), Ben (therapist) and Cleo (front desk), with one client.
struct Practice {
    TemporaryFolder folder;
    CaseDocument document;
    std::string ben;
    std::string cleo;

    Practice() {
        StoreOptions options = options_for(folder.path());
        const auto store = open_store(options);
        document = save_random_case(*store);
        store->set_passphrase("ada's words");
        store->add_user({.name = "Ada", .role = UserRole::Owner}, "ada's words");
        ben = store->add_user({.name = "Ben", .role = UserRole::Therapist}, "ben's words");
        cleo = store->add_user({.name = "Cleo", .role = UserRole::FrontDesk}, "cleo's words");
    }
    [[nodiscard]] std::unique_ptr<Store> ada() const { return open_as(folder.path(), "Ada", "ada's words"); }
    [[nodiscard]] std::unique_ptr<Store> as_ben() const { return open_as(folder.path(), "Ben", "ben's words"); }
    [[nodiscard]] std::unique_ptr<Store> as_cleo() const { return open_as(folder.path(), "Cleo", "cleo's words"); }
};

std::vector<AuditRow> rows_of(Store& store, std::string_view kind) {
    auto rows = store.audit({});
    std::erase_if(rows, [&](const AuditRow& row) { return row.kind != kind; });
    return rows;
}

constexpr const char* k_forged_words = "eve's words";

/// What somebody can do who may write the key file and has no key: their own key pair under whatever name and role.
void forge(const fs::path& folder, const StoreUser& user) {
    auto vault = *detail::find_vault(detail::vault_file(folder));
    detail::put_user_slot(vault, detail::SecretBytes::random(detail::k_data_key_bytes), user, k_forged_words,
                          k_quick_key);
    detail::write_vault(detail::vault_file(folder), vault);
}

template <class Call>
bool is_forbidden(const Call& call) {
    return error_code_of(call) == ErrorCode::Forbidden;
}

}  // namespace

TEST_CASE("each person opens the store with their own passphrase and no other", "[store][users]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    CHECK(practice.ada()->user().role == UserRole::Owner);
    CHECK(practice.as_ben()->user().name == "Ben");
    CHECK(practice.as_cleo()->user().role == UserRole::FrontDesk);
    CHECK(practice.as_ben()->load(practice.document.client.id) == practice.document);
    CHECK(opening_fails_with(options_of(folder, "Ben", "ada's words")) == ErrorCode::WrongPassphrase);
    CHECK(opening_fails_with(options_of(folder, "Ada", "ben's words")) == ErrorCode::WrongPassphrase);
    CHECK(opening_fails_saying(options_of(folder, "", "ada's words")) == "error.store.needs-user");
    CHECK(opening_fails_saying(options_of(folder, "Dora", "ada's words")) == "error.store.unknown-user");
    CHECK(inspect_store(folder) == StoreState::Locked);
    const auto users = list_store_users(folder);
    REQUIRE(users.size() == 3);
    CHECK(users[2] == StoreUser{.id = practice.cleo, .name = "Cleo", .role = UserRole::FrontDesk});
}

TEST_CASE("a store of one person opens without a name", "[store][users]") {
    const TemporaryFolder folder;
    {
        const auto store = open_store(locked_options(folder.path(), "secret"));
        CHECK(store->user() == StoreUser{});
        CHECK(error_code_of([&] { store->add_user({.name = "Ada", .role = UserRole::Owner}, "another"); }) ==
              ErrorCode::WrongPassphrase);
        CHECK(error_key_of([&] { store->add_user({.name = "Ben", .role = UserRole::Therapist}, "secret"); }) ==
              "error.store.first-user");
        store->add_user({.name = "Ada", .role = UserRole::Owner}, "secret");
        CHECK(store->user().name == "Ada");
    }
    CHECK(open_store(locked_options(folder.path(), "secret"))->user().name == "Ada");
    CHECK(opening_fails_with(locked_options(folder.path(), "wrong")) == ErrorCode::WrongPassphrase);
}

TEST_CASE("without a passphrase nobody has a name", "[store][users]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    CHECK(error_code_of([&] { store->add_user({.name = "Ada", .role = UserRole::Owner}, "words"); }) ==
          ErrorCode::Usage);
    CHECK(store->users().empty());
}

TEST_CASE("names are unique, not empty and not too long", "[store][users]") {
    const Practice practice;
    const auto ada = practice.ada();
    for (const std::string& name : {std::string(), std::string("ada"), std::string("Ben"), std::string(" Dora"),
                                    std::string("a\nb"), std::string(61, 'x')}) {
        CHECK(error_code_of([&] { ada->add_user({.name = name}, "some words"); }) == ErrorCode::Usage);
    }
    CHECK(error_code_of([&] { ada->add_user({.name = "Dörte"}, ""); }) == ErrorCode::Usage);
    ada->add_user({.name = "Dörte"}, "some words");
    CHECK(ada->users().size() == 4);
}

TEST_CASE("one owner always stays", "[store][users]") {
    const Practice practice;
    const auto ada = practice.ada();
    const std::string id = ada->user().id;
    CHECK(error_key_of([&] { ada->remove_user(id); }) == "error.store.last-owner");
    CHECK(error_key_of([&] { ada->edit_user({.id = id, .name = "Ada", .role = UserRole::Therapist}); }) ==
          "error.store.last-owner");
    ada->edit_user({.id = practice.ben, .name = "Ben", .role = UserRole::Owner});
    CHECK(error_key_of([&] { ada->remove_user(id); }) == "error.store.user-self");
    practice.as_ben()->remove_user(id);
    CHECK(opening_fails_with(options_of(practice.folder.path(), "Ada", "ada's words")) == ErrorCode::NotFound);
    CHECK(practice.as_ben()->users().size() == 2);
}

TEST_CASE("a role or a name changes without the person's passphrase, which stays", "[store][users]") {
    const Practice practice;
    practice.ada()->edit_user({.id = practice.cleo, .name = "Cleopatra", .role = UserRole::Therapist});
    const auto cleo = open_as(practice.folder.path(), "Cleopatra", "cleo's words");
    CHECK(cleo->user().role == UserRole::Therapist);
    CHECK(cleo->load(practice.document.client.id) == practice.document);
}

TEST_CASE("what is for owners alone is refused to others", "[store][users]") {
    const Practice practice;
    const fs::path backups = practice.folder.path() / "backups";
    static_cast<void>(practice.ada()->back_up(backups));
    for (const auto& [user, passphrase] :
         {std::pair<std::string, std::string>{"Ben", "ben's words"}, {"Cleo", "cleo's words"}}) {
        const auto store = open_as(practice.folder.path(), user, passphrase);
        CHECK(is_forbidden([&] { store->add_user({.name = "Dora"}, "some words"); }));
        CHECK(is_forbidden([&] { store->edit_user({.id = practice.ben, .name = "Ben"}); }));
        CHECK(is_forbidden([&] { store->remove_user(practice.cleo); }));
        CHECK(is_forbidden([&] { store->reset_passphrase(practice.ben, "other words"); }));
        CHECK(is_forbidden([&] { store->rotate_key(passphrase); }));
        CHECK(is_forbidden([&] { static_cast<void>(store->make_recovery_code()); }));
        CHECK(is_forbidden([&] { store->remove(practice.document.client.id); }));
        store->close("");
        CHECK(is_forbidden([&] {
            static_cast<void>(restore_store(list_backups(backups).front().folder,
                                            options_of(practice.folder.path(), user, passphrase)));
        }));
    }
    CHECK(practice.ada()->load(practice.document.client.id) == practice.document);
}

TEST_CASE("everybody changes their own passphrase; an owner gives a new one to who has lost theirs", "[store][users]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    CHECK(error_code_of([&] { practice.as_ben()->change_passphrase("wrong", "next words"); }) ==
          ErrorCode::WrongPassphrase);
    practice.as_ben()->change_passphrase("ben's words", "next words");
    CHECK(opening_fails_with(options_of(folder, "Ben", "ben's words")) == ErrorCode::WrongPassphrase);
    CHECK(opening_fails_with(options_of(folder, "Ben", "next words")) == std::nullopt);
    practice.ada()->reset_passphrase(practice.ben, "given words");
    CHECK(opening_fails_with(options_of(folder, "Ben", "next words")) == ErrorCode::WrongPassphrase);
    CHECK(opening_fails_with(options_of(folder, "Ben", "given words")) == std::nullopt);
}

TEST_CASE("another key leaves everybody their passphrase, and who was removed without one", "[store][users]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const std::string old_vault = content_of(folder / "vault.key");
    const auto ada = practice.ada();
    ada->remove_user(practice.ben);
    ada->rotate_key("ada's words");
    ada->close("");
    CHECK(practice.ada()->load(practice.document.client.id) == practice.document);
    CHECK(practice.as_cleo()->list_clients().size() == 1);
    CHECK(opening_fails_with(options_of(folder, "Ben", "ben's words")) == ErrorCode::NotFound);
    // A person whom only the key file names, as somebody may put there, gets no new key.
    const std::string present = content_of(folder / "vault.key");
    auto forged = *detail::find_vault(detail::vault_file(folder));
    detail::put_user_slot(forged, detail::SecretBytes::random(32),
                          {.id = std::string(32, 'e'), .name = "Eve", .role = UserRole::Owner}, "eve's words",
                          k_quick_key);
    detail::write_vault(detail::vault_file(folder), forged);
    practice.ada()->rotate_key("ada's words");
    CHECK(list_store_users(folder).size() == 2);
    CHECK(opening_fails_with(options_of(folder, "Ada", "ada's words")) == std::nullopt);
}

TEST_CASE("a person whose place in the key file somebody else took is never sealed to", "[store][users][forged]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const auto ada = practice.ada();
    forge(folder, {.id = practice.ben, .name = "Ben", .role = UserRole::Therapist});
    const std::string forged = content_of(folder / "vault.key");
    CHECK(error_key_of([&] {
              ada->edit_user({.id = practice.ben, .name = "Benjamin", .role = UserRole::Therapist});
          }) == "error.store.user-unconfirmed");
    CHECK(content_of(folder / "vault.key") == forged);
    CHECK(error_key_of([&] { ada->rotate_key("ada's words"); }) == "error.store.user-unconfirmed");
    ada->reset_passphrase(practice.ben, "given words");  // another key pair: the forged one is gone
    CHECK(opening_fails_with(options_of(folder, "Ben", k_forged_words)) == ErrorCode::WrongPassphrase);
    CHECK(open_as(folder, "Ben", "given words")->load(practice.document.client.id) == practice.document);
}

TEST_CASE("a forged role does not become true with another passphrase", "[store][users][forged]") {
    const Practice practice;
    forge(practice.folder.path(), {.id = practice.cleo, .name = "Cleo", .role = UserRole::Owner});
    practice.ada()->reset_passphrase(practice.cleo, "given words");
    CHECK(open_as(practice.folder.path(), "Cleo", "given words")->user().role == UserRole::FrontDesk);
}

TEST_CASE("a person put into the key file gets no new key, whatever was changed before", "[store][users][forged]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const StoreUser eve{.id = std::string(32, 'e'), .name = "Eve", .role = UserRole::Owner};
    const auto ada = practice.ada();
    forge(folder, eve);
    SECTION("a name") { ada->edit_user({.id = practice.ben, .name = "Benjamin", .role = UserRole::Therapist}); }
    SECTION("a person") { ada->add_user({.name = "Dora", .role = UserRole::FrontDesk}, "dora's words"); }
    SECTION("a removal") { ada->remove_user(practice.ben); }
    SECTION("another's passphrase") { ada->reset_passphrase(practice.ben, "given words"); }
    SECTION("a passphrase of one's own") { practice.as_cleo()->change_passphrase("cleo's words", "next words"); }
    CHECK(error_key_of([&] { ada->edit_user(eve); }) == "error.store.user-unconfirmed");
    CHECK(error_key_of([&] { ada->reset_passphrase(eve.id, "some words"); }) == "error.store.user-unconfirmed");
    ada->rotate_key("ada's words");
    ada->close("");
    CHECK(opening_fails_with(options_of(folder, "Eve", k_forged_words)) == ErrorCode::NotFound);
    CHECK(practice.ada()->load(practice.document.client.id) == practice.document);
}

TEST_CASE("a forged owner does not stand in for the last one, and can be removed", "[store][users][forged]") {
    const Practice practice;
    const StoreUser eve{.id = std::string(32, 'e'), .name = "Eve", .role = UserRole::Owner};
    const auto ada = practice.ada();
    forge(practice.folder.path(), eve);
    const std::string id = ada->user().id;
    CHECK(error_key_of([&] { ada->remove_user(id); }) == "error.store.last-owner");
    CHECK(error_key_of([&] { ada->edit_user({.id = id, .name = "Ada", .role = UserRole::Therapist}); }) ==
          "error.store.last-owner");
    ada->remove_user(eve.id);
    CHECK(ada->users().size() == 3);
}

// ---- windows that are open meanwhile -------------------------------------------------------------------------------

TEST_CASE("a role taken away or given counts at once in a window that is open", "[store][users][two-windows]") {
    const Practice practice;
    const auto ada = practice.ada();
    const auto ben = practice.as_ben();
    CHECK(ben->load(practice.document.client.id) == practice.document);
    ada->edit_user({.id = practice.ben, .name = "Ben", .role = UserRole::FrontDesk});
    CHECK(ben->load(practice.document.client.id).marks.empty());
    CHECK(is_forbidden([&] { static_cast<void>(ben->audit({})); }));
    CHECK(is_forbidden([&] { ben->save(diff(CaseDocument{}, RandomCase(9).document())); }));
    ada->edit_user({.id = practice.ben, .name = "Benjamin", .role = UserRole::Owner});
    CHECK(ben->audit({}).back().who == "Ada");
    ben->remove(practice.document.client.id);
    CHECK(ada->audit({}).back().who == "Benjamin");
    CHECK(ben->user() == StoreUser{.id = practice.ben, .name = "Benjamin", .role = UserRole::Owner});
}

TEST_CASE("another passphrase keeps the role and the name that an owner gave meanwhile",
          "[store][users][two-windows]") {
    const Practice practice;
    const auto ada = practice.ada();
    ada->edit_user({.id = practice.ben, .name = "Ben", .role = UserRole::Owner});
    const auto ben = practice.as_ben();
    ada->edit_user({.id = practice.ben, .name = "Benjamin", .role = UserRole::FrontDesk});
    ben->change_passphrase("ben's words", "next words");
    CHECK(ben->user().role == UserRole::FrontDesk);
    CHECK(open_as(practice.folder.path(), "Benjamin", "next words")->user().role == UserRole::FrontDesk);
}

TEST_CASE("who was removed neither reads nor saves in a window that is open", "[store][users][two-windows]") {
    const Practice practice;
    const auto ben = practice.as_ben();
    static_cast<void>(ben->list_clients());
    practice.ada()->remove_user(practice.ben);
    const auto refused = [&](const auto& call) { return error_key_of(call) == "error.store.user-gone"; };
    CHECK(refused([&] { static_cast<void>(ben->list_clients()); }));
    CHECK(refused([&] { static_cast<void>(ben->load(practice.document.client.id)); }));
    CHECK(refused([&] { ben->save(diff(CaseDocument{}, RandomCase(9).document())); }));
    CHECK(refused([&] { ben->change_passphrase("ben's words", "next words"); }));
    CHECK(practice.ada()->list_clients().size() == 1);
}

TEST_CASE("another's changes to the records leave who is signed in as they are", "[store][users][two-windows]") {
    const Practice practice;
    const auto ben = practice.as_ben();
    for (std::uint32_t seed = 20; seed < 23; ++seed) {
        static_cast<void>(save_random_case(*practice.ada(), seed));
        CHECK(ben->user().name == "Ben");
        CHECK_FALSE(ben->audit({}).empty());
    }
}

TEST_CASE("people changed from two programs at once are all there", "[store][users][two-windows]") {
    const Practice practice;
    StoreOptions options = options_of(practice.folder.path(), "Ada", "ada's words");
    options.patience = std::chrono::seconds(60);
    constexpr int k_added_by_each = 3;
    const auto add_some = [](Store& store, const std::string& name) {
        for (int number = 0; number < k_added_by_each; ++number) {
            store.add_user({.name = name + std::to_string(number), .role = UserRole::FrontDesk}, "some words");
        }
    };
    const auto one = open_store(options);
    const auto other = open_store(options);
    auto beside = std::async(std::launch::async, [&] { add_some(*other, "Fay"); });
    add_some(*one, "Gus");
    beside.get();
    REQUIRE(one->users().size() == 3 + 2 * k_added_by_each);
    other->close("");
    one->rotate_key("ada's words");
    CHECK(one->users().size() == 3 + 2 * k_added_by_each);
}

TEST_CASE("the key file waits for whose turn it is", "[store][users][two-windows]") {
    const Practice practice;
    const auto ada = practice.ada();
    const auto rename = [&](const char* name) {
        ada->edit_user({.id = practice.ben, .name = name, .role = UserRole::Therapist});
    };
    const detail::StoreLock lock(practice.folder.path(), false);
    {
        const detail::KeyFileTurn turn(lock, std::chrono::milliseconds(0));
        CHECK(error_code_of([&] { rename("Benjamin"); }) == ErrorCode::Locked);
        CHECK(error_code_of([&] { static_cast<void>(ada->make_recovery_code()); }) == ErrorCode::Locked);
    }
    rename("Benjamin");
    CHECK(ada->users()[1].name == "Benjamin");
}

// ---- changes that were cut short -----------------------------------------------------------------------------------

TEST_CASE("a change of people whose key file could not be written locks nobody out", "[store][users][cut-short]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const std::string before = content_of(folder / "vault.key");
    {
        const auto ada = practice.ada();
        const fs::path in_the_way = folder / "vault.key.new";  // where the new one would be written
        fs::create_directories(in_the_way / "something");
        std::function<void()> change;
        SECTION("one's own passphrase") {
            change = [&] { ada->change_passphrase("ada's words", "next words"); };
        }
        SECTION("another's passphrase") {
            change = [&] { ada->reset_passphrase(practice.ben, "next words"); };
        }
        SECTION("a role") {
            change = [&] { ada->edit_user({.id = practice.cleo, .name = "Cleo", .role = UserRole::Therapist}); };
        }
        SECTION("a person") {
            change = [&] { ada->add_user({.name = "Dora"}, "dora's words"); };
        }
        CHECK(error_code_of(change));
        fs::remove_all(in_the_way);
    }
    CHECK(content_of(folder / "vault.key") == before);
    practice.ada()->rotate_key("ada's words");
    CHECK(practice.ada()->load(practice.document.client.id) == practice.document);
    CHECK(practice.as_ben()->user().role == UserRole::Therapist);
    CHECK(practice.as_cleo()->user().role == UserRole::FrontDesk);
    practice.ada()->edit_user({.id = practice.cleo, .name = "Cleo", .role = UserRole::Therapist});
    practice.ada()->rotate_key("ada's words");
    CHECK(practice.as_cleo()->user().role == UserRole::Therapist);
}

TEST_CASE("who is signed in keeps their place when the key is replaced, if what the records know of it is older",
          "[store][users][cut-short]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const std::string before = content_of(folder / "vault.key");
    const std::string ada = practice.ada()->user().id;
    practice.ada()->change_passphrase("ada's words", "next words");
    replace_content(folder / "vault.key", before);  // as if the key file had been lost by a power cut
    practice.ada()->rotate_key("ada's words");
    CHECK(practice.ada()->user() == StoreUser{.id = ada, .name = "Ada", .role = UserRole::Owner});
    CHECK(practice.ada()->users().size() == 3);
}

TEST_CASE("a key is not replaced while somebody whom the records know would lose theirs", "[store][users][cut-short]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const std::string before = content_of(folder / "vault.key");
    practice.as_ben()->change_passphrase("ben's words", "next words");
    replace_content(folder / "vault.key", before);
    const auto ada = practice.ada();
    CHECK(error_key_of([&] { ada->rotate_key("ada's words"); }) == "error.store.user-unconfirmed");
    CHECK(practice.as_ben()->load(practice.document.client.id) == practice.document);
    practice.as_ben()->change_passphrase("ben's words", "third words");
    ada->rotate_key("ada's words");
    ada->close("");
    CHECK(open_as(folder, "Ben", "third words")->load(practice.document.client.id) == practice.document);
}

TEST_CASE("a former slot that is put back into the key file gets no new key", "[store][users][forged]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const std::string before = content_of(folder / "vault.key");
    const auto ada = practice.ada();
    ada->remove_user(practice.ben);
    replace_content(folder / "vault.key", before);
    CHECK(opening_fails_saying(options_of(folder, "Ben", "ben's words")) == "error.store.user-gone");
    ada->rotate_key("ada's words");
    ada->close("");
    CHECK(opening_fails_with(options_of(folder, "Ben", "ben's words")) == ErrorCode::NotFound);
}

TEST_CASE("a name or role altered in the key file opens nothing", "[store][users]") {
    const Practice practice;
    const fs::path file = detail::vault_file(practice.folder.path());
    const detail::Vault vault = *detail::find_vault(file);
    for (const std::size_t at : {std::size_t{16}, std::size_t{18}}) {  // the role, the first letter of the name
        detail::Vault forged = vault;
        for (detail::VaultSlot& slot : forged.slots) {
            if (slot.kind == 4 && slot.content[18] == 'C') {
                slot.content[at] = at == 16 ? 0 : 'D';
            }
        }
        detail::write_vault(file, forged);
        const std::string name = at == 16 ? "Cleo" : "Dleo";
        CHECK(opening_fails_with(options_of(practice.folder.path(), name, "cleo's words")) == ErrorCode::Io);
    }
    detail::write_vault(file, vault);
    CHECK(practice.as_cleo()->user().role == UserRole::FrontDesk);
}

TEST_CASE("the recovery code opens the store as an owner, who helps the others in", "[store][users]") {
    const Practice practice;
    const std::string code = practice.ada()->make_recovery_code();
    const auto store = open_store(locked_options(practice.folder.path(), code));
    CHECK(store->user() == StoreUser{});
    CHECK(error_key_of([&] { store->change_passphrase(code, "next words"); }) == "error.store.whose-passphrase");
    store->reset_passphrase(store->users().front().id, "next words");
    CHECK(open_as(practice.folder.path(), "Ada", "next words")->user().role == UserRole::Owner);
}

TEST_CASE("a sentence as long as a recovery code signs its person in, and a mistyped code is told as such",
          "[store][users][recovery]") {
    const Practice practice;
    const fs::path& folder = practice.folder.path();
    const std::string sentence = "we walk along the coast each autumn until the evenings are dark";
    REQUIRE(detail::read_recovery_code(sentence).is_meant);
    practice.as_ben()->change_passphrase("ben's words", sentence);
    std::string code = practice.ada()->make_recovery_code();
    CHECK(open_as(folder, "Ben", sentence)->user().name == "Ben");
    CHECK(opening_fails_saying(options_of(folder, "", sentence)) == "error.store.recovery-code-mistyped");
    code[3] = code[3] == 'A' ? 'B' : 'A';
    for (const char* user : {"", "Ben", "Nobody"}) {
        CHECK(opening_fails_saying(options_of(folder, user, code)) == "error.store.recovery-code-mistyped");
    }
}

TEST_CASE("an old program passes people over: kinds of slots it does not know stay as they are", "[store][users]") {
    const Practice practice;
    const detail::Vault vault = *detail::find_vault(detail::vault_file(practice.folder.path()));
    CHECK(std::ranges::count(vault.slots, 4, &detail::VaultSlot::kind) == 3);
    CHECK(vault.slots.size() == 3);
    CHECK_FALSE(detail::find_key(vault, "ada's words"));  // what such a program tries: no passphrase slot is there
}

TEST_CASE("the log names who did what, and whose passphrase failed, and nothing that was typed", "[store][users]") {
    const Practice practice;
    for (int i = 0; i < 2; ++i) {
        static_cast<void>(opening_fails_with(options_of(practice.folder.path(), "Cleo", "wrong")));
    }
    static_cast<void>(practice.as_ben()->load(practice.document.client.id));
    const auto ada = practice.ada();
    const auto failed = rows_of(*ada, "failed-unlock");
    REQUIRE(failed.size() == 1);
    CHECK(failed.front().who == "Cleo");
    CHECK(failed.front().detail == "2 times");
    CHECK(rows_of(*ada, "view").back().who == "Ben");
    const auto admin = rows_of(*ada, "admin");
    CHECK(std::ranges::count_if(
              admin, [](const AuditRow& row) { return row.detail.find("added") != std::string::npos; }) == 3);
    for (const AuditRow& row : ada->audit({})) {
        CHECK(row.detail.find("Cleo") == std::string::npos);
        CHECK(row.detail.find("words") == std::string::npos);
    }
}

// ---- the front desk ------------------------------------------------------------------------------------------------

TEST_CASE("the front desk sees names and days, nothing about health", "[store][users]") {
    const Practice practice;
    const auto cleo = practice.as_cleo();
    const CaseDocument seen = cleo->load(practice.document.client.id);
    CHECK(seen.client.name == practice.document.client.name);
    REQUIRE(seen.sessions.size() == practice.document.sessions.size());
    REQUIRE_FALSE(seen.sessions.empty());
    for (std::size_t i = 0; i < seen.sessions.size(); ++i) {
        const Session& whole = practice.document.sessions[i];
        CHECK(seen.sessions[i] == Session{.id = whole.id,
                                          .type = whole.type,
                                          .date = whole.date,
                                          .created = whole.created,
                                          .sequence = whole.sequence});
    }
    CHECK(seen.marks.empty());
    CHECK(seen.facts.empty());
    CHECK(seen.plan.empty());
    CHECK(seen.measurements.empty());
    CHECK(seen.notes.empty());
    CHECK(seen.addenda.empty());
    CHECK(seen.consents.empty());
    CHECK(seen.former_facts.empty());
    CHECK(seen.photo.png.empty());
    CHECK(cleo->load_again(practice.document.client.id) == seen);
    CHECK(is_forbidden([&] { static_cast<void>(cleo->audit({})); }));
    CHECK(is_forbidden(
        [&] { static_cast<void>(cleo->drill(practice.folder.path() / "backups", {.passphrase = "cleo's words"})); }));
}

TEST_CASE("the front desk counts sessions, not places, and has nothing to do with notes", "[store][users]") {
    const Practice practice;
    const auto cleo = practice.as_cleo();
    const PracticeCounts counts = cleo->count_practice();
    CHECK(counts.clients == 1);
    CHECK_FALSE(counts.days.empty());
    CHECK(counts.places.empty());
    CHECK(counts.marked.empty());
    CHECK(cleo->note_phrases().empty());
    CHECK(error_code_of([&] { cleo->set_note_phrases({{NotePart::Plan, "Next week."}}); }) == ErrorCode::Forbidden);
}

TEST_CASE("what clients say before a visit is not for the front desk", "[store][users]") {
    const Practice practice;
    practice.ada()->put_intake({.id = IntakeId("i"), .answers = "{}"});
    const auto cleo = practice.as_cleo();
    CHECK(cleo->list_intakes().empty());
    CHECK(is_forbidden([&] { cleo->put_intake({.id = IntakeId("j")}); }));
    CHECK(is_forbidden([&] { cleo->end_intake(IntakeId("i"), IntakeEnd::Declined); }));
    CHECK(is_forbidden([&] { static_cast<void>(cleo->intake_keys()); }));
    CHECK(practice.as_ben()->list_intakes().size() == 1);
}

TEST_CASE("what the front desk saves leaves everything it does not see as it is", "[store][users]") {
    const Practice practice;
    const auto cleo = practice.as_cleo();
    const CaseDocument seen = cleo->load(practice.document.client.id);
    CaseDocument changed = seen;
    changed.client.name = "Another Name";
    changed.sessions.front().type = SessionType::Intake;
    changed.sessions.front().title = "typed all the same";
    changed = apply(changed, AddSession{{.id = SessionId("new-session"), .date = "2031-01-01", .title = "of health"}});
    cleo->save(diff(seen, changed));
    CaseDocument expected = practice.document;
    expected.client.name = "Another Name";
    expected.sessions.front().type = SessionType::Intake;
    const CaseDocument kept = practice.ada()->load(practice.document.client.id);
    CHECK(kept.client == expected.client);
    CHECK(kept.marks == expected.marks);
    CHECK(kept.facts == expected.facts);
    CHECK(kept.plan == expected.plan);
    CHECK(kept.notes == expected.notes);
    CHECK(kept.measurements == expected.measurements);
    REQUIRE(kept.sessions.size() == expected.sessions.size() + 1);
    CHECK(std::ranges::equal(expected.sessions, std::span(kept.sessions).first(expected.sessions.size())));
    CHECK(kept.sessions.back().title.empty());
    CHECK(kept.sessions.back().date == "2031-01-01");
}

TEST_CASE("a session whose note is signed keeps its day and type, whoever asks", "[store][users]") {
    const Practice practice;
    CaseDocument signed_one = practice.document;
    const SessionId session = signed_one.sessions.front().id;
    std::erase_if(signed_one.notes, [&](const SessionNote& note) { return note.session == session; });
    SessionNote note{.session = session, .signed_by = "Ben", .signed_at = {5}, .changed = {5}};
    note.section(NotePart::Plan).text = "Next week.";
    signed_one = apply(signed_one, SetNote{note});
    practice.as_ben()->save(diff(practice.document, signed_one));
    const auto cleo = practice.as_cleo();
    const CaseDocument seen = cleo->load(practice.document.client.id);
    Session moved = seen.sessions.front();
    moved.date = "2031-01-01";
    Session retyped = seen.sessions.front();
    retyped.type = retyped.type == SessionType::Intake ? SessionType::Treatment : SessionType::Intake;
    for (const Session& changed : {moved, retyped}) {
        CHECK(error_key_of([&] { cleo->save(diff(seen, apply(seen, EditSession{changed}))); }) == "error.edit.signed");
    }
    CHECK(practice.ada()->load(practice.document.client.id) == signed_one);
    DocumentDiff unchanged{.client = seen.client.id};
    unchanged.upsert_sessions = seen.sessions;
    cleo->save(unchanged);
    CHECK(practice.ada()->load(practice.document.client.id).sessions == signed_one.sessions);
}

TEST_CASE("a difference to the reduced record never deletes what was not loaded", "[store][users]") {
    const Practice practice;
    const auto cleo = practice.as_cleo();
    const CaseDocument seen = cleo->load(practice.document.client.id);
    CHECK(is_forbidden([&] { cleo->save(diff(practice.document, seen)); }));
    CHECK(is_forbidden([&] { cleo->save(diff(seen, practice.document)); }) == !practice.document.marks.empty());
    DocumentDiff removal;
    removal.client = seen.client.id;
    removal.remove_sessions = {seen.sessions.front().id};
    CHECK(is_forbidden([&] { cleo->save(removal); }));
    CHECK(practice.ada()->load(practice.document.client.id) == practice.document);
}

TEST_CASE("the front desk adds a client", "[store][users]") {
    const Practice practice;
    CaseDocument fresh;
    fresh.client = {.id = ClientId("fresh"), .reference = "77", .name = "Fresh"};
    const auto cleo = practice.as_cleo();
    DocumentDiff change = diff(CaseDocument{}, fresh);
    change.client = fresh.client.id;
    change.upsert_clients = {fresh.client};
    cleo->save(change);
    CHECK(practice.ada()->load(fresh.client.id).client.name == "Fresh");
}

// ---- backups and people --------------------------------------------------------------------------------------------

TEST_CASE("a backup opens with the people of its time", "[store][users]") {
    const Practice practice;
    const fs::path backups = practice.folder.path() / "backups";
    const auto backup = practice.ada()->back_up(backups).folder;
    practice.ada()->remove_user(practice.ben);
    const fs::path fresh = practice.folder.path() / "fresh";
    static_cast<void>(restore_store(backup, options_of(fresh, "Ada", "ada's words")));
    CHECK(open_as(fresh, "Ben", "ben's words")->load(practice.document.client.id) == practice.document);
}

TEST_CASE("a trial restore finds the records of the newest backup again, and leaves nothing behind", "[store][drill]") {
    const Practice practice;
    const fs::path backups = practice.folder.path() / "backups";
    const auto ben = practice.as_ben();
    const SignIn sign_in{.user = "Ben", .passphrase = "ben's words"};
    CHECK(error_code_of([&] { static_cast<void>(ben->drill(backups, sign_in)); }) == ErrorCode::NotFound);
    static_cast<void>(ben->back_up(backups));
    CHECK(error_code_of([&] { static_cast<void>(ben->drill(backups, {.user = "Ben", .passphrase = "wrong"})); }) ==
          ErrorCode::WrongPassphrase);
    CHECK_FALSE(ben->last_drill());
    const DrillResult same = ben->drill(backups, sign_in);
    CHECK(same.same);
    CHECK_FALSE(same.changed_since);
    CHECK(same.restored.marks == static_cast<std::int64_t>(practice.document.marks.size()));
    CHECK(ben->last_drill());
    ben->save(diff(CaseDocument{}, RandomCase(9).document()));
    const DrillResult later = ben->drill(backups, sign_in);
    CHECK_FALSE(later.same);
    CHECK(later.changed_since);
    CHECK(later.now.clients == later.restored.clients + 1);
    CHECK_FALSE(names_in(practice.folder.path()).contains("drill"));
    CHECK(rows_of(*ben, "backup").back().detail.starts_with("drill of row"));
    CHECK(ben->check_audit().intact());
    const fs::path damaged = list_backups(backups).front().folder / "records.db";
    std::string content = content_of(damaged);
    content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
    replace_content(damaged, content);
    CHECK(error_code_of([&] { static_cast<void>(ben->drill(backups, sign_in)); }) == ErrorCode::Io);
    CHECK_FALSE(names_in(practice.folder.path()).contains("drill"));
}

TEST_CASE("a trial restore calls a sound backup sound when phrases were saved or an older backup was restored since",
          "[store][drill]") {
    const Practice practice;
    const fs::path backups = practice.folder.path() / "backups";
    const SignIn sign_in{.user = "Ada", .passphrase = "ada's words"};
    SECTION("phrases") {
        static_cast<void>(practice.ada()->back_up(backups));
        practice.ada()->set_note_phrases({{NotePart::Plan, "Next week."}});
    }
    SECTION("an older backup") {
        const fs::path older = practice.ada()->back_up(backups).folder;
        const fs::path kept = practice.folder.path() / "kept";
        fs::copy(older, kept, fs::copy_options::recursive);  // the next one of the day takes its place
        static_cast<void>(save_random_case(*practice.ada(), 9));
        static_cast<void>(practice.ada()->back_up(backups));
        static_cast<void>(restore_store(kept, options_of(practice.folder.path(), "Ada", "ada's words")));
    }
    const auto ada = practice.ada();
    const DrillResult result = ada->drill(backups, sign_in);
    CHECK_FALSE(result.same);
    CHECK(result.changed_since);
    CHECK(ada->last_drill());
    ada->close("");
    CHECK(error_code_of([&] { static_cast<void>(ada->drill(backups, sign_in)); }) == ErrorCode::Locked);
}
