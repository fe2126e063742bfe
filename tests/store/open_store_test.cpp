#include "store/open_store.h"

#include "store/store_fixture.h"
#include "support/case_store_contract.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>

#include <set>

using namespace palpate;

namespace {

namespace fs = std::filesystem;

mode_t mode_of(const fs::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("the encrypted store keeps the contract of stores", "[store]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    check_case_store_contract(*store);
}

TEST_CASE("a record is there again after closing and opening", "[store]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "new" / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const auto store = open_store(options_for(place));
    CHECK(store->load(document.client.id) == document);
    CHECK(store->folder() == place);
    CHECK_NOTHROW(store->verify());
}

TEST_CASE("folder and files belong to their owner alone", "[store]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const mode_t before = ::umask(0);
    const auto store = open_store(options_for(place));
    static_cast<void>(save_random_case(*store));
    ::umask(before);
    CHECK(mode_of(place) == 0700);
    for (const std::string& name : names_in(place)) {
        INFO(name);
        CHECK(mode_of(place / name) == 0600);
    }
}

TEST_CASE("settings of the store are kept, and a sample store says so", "[store]") {
    const TemporaryFolder folder;
    {
        const auto store = open_store(options_for(folder.path()));
        CHECK_FALSE(store->find_setting("key"));
        CHECK_FALSE(store->is_sample());
        store->set_setting("key", "first");
        store->set_setting("key", "second");
        store->mark_as_sample();
    }
    const auto store = open_store(options_for(folder.path()));
    CHECK(store->find_setting("key") == "second");
    CHECK(store->is_sample());
}

TEST_CASE("a folder tells what store it holds", "[store]") {
    const TemporaryFolder folder;
    CHECK(inspect_store(folder.path()) == StoreState::None);
    CHECK(inspect_store(folder.path() / "missing") == StoreState::None);
    CHECK_FALSE(store_exists(folder.path()));
    static_cast<void>(open_store(options_for(folder.path() / "open")));
    CHECK(inspect_store(folder.path() / "open") == StoreState::Open);
    static_cast<void>(open_store(locked_options(folder.path() / "locked", "secret")));
    CHECK(inspect_store(folder.path() / "locked") == StoreState::Locked);
}

TEST_CASE("no store is made where none was asked for", "[store]") {
    const TemporaryFolder folder;
    StoreOptions options = options_for(folder.path() / "missing");
    SECTION("without create") { options.create = false; }
    SECTION("read only") { options.read_only = true; }
    CHECK(opening_fails_with(options) == ErrorCode::NotFound);
    CHECK_FALSE(fs::exists(options.folder));
}

TEST_CASE("two programs write to one store", "[store]") {
    const TemporaryFolder folder;
    const auto first = open_store(options_for(folder.path()));
    const auto second = open_store(options_for(folder.path()));
    const CaseDocument one = save_random_case(*first, 1);
    const CaseDocument two = save_random_case(*second, 2);
    CHECK(first->load(two.client.id) == two);
    CHECK(second->load(one.client.id) == one);
}

TEST_CASE("a store opened for reading shows everything and changes nothing", "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = save_random_case(*open_store(options_for(folder.path())));
    const auto before = names_in(folder.path());
    StoreOptions options = options_for(folder.path());
    options.read_only = true;
    {
        const auto store = open_store(options);
        CHECK(store->read_only());
        CHECK(store->load(document.client.id) == document);
        CHECK(error_code_of([&] { store->remove(document.client.id); }) == ErrorCode::ReadOnly);
        CHECK(error_code_of([&] { static_cast<void>(save_random_case(*store, 8)); }) == ErrorCode::ReadOnly);
        CHECK(error_code_of([&] { store->set_setting("a", "b"); }) == ErrorCode::ReadOnly);
        CHECK(error_code_of([&] { store->set_passphrase("secret"); }) == ErrorCode::ReadOnly);
    }
    CHECK(names_in(folder.path()) == before);
}

TEST_CASE("a reader beside a writer sees what was saved last", "[store]") {
    const TemporaryFolder folder;
    const auto writer = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*writer);
    StoreOptions options = options_for(folder.path());
    options.read_only = true;
    CHECK(open_store(options)->load(document.client.id) == document);
}

// ---- Passphrases

TEST_CASE("a store made with a passphrase opens with it and with nothing else", "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = save_random_case(*open_store(locked_options(folder.path(), "correct horse")));
    CHECK(opening_fails_with(options_for(folder.path())) == ErrorCode::Locked);
    for (const std::string& wrong : {std::string("correct hors"), std::string(), std::string("correct horse\0", 14),
                                     std::string(1 << 20, 'x'), std::string("🙂")}) {
        CHECK(opening_fails_with(locked_options(folder.path(), wrong)) == ErrorCode::WrongPassphrase);
    }
    const auto store = open_store(locked_options(folder.path(), "correct horse"));
    CHECK(store->protection() == Protection::Passphrase);
    CHECK(store->load(document.client.id) == document);
}

TEST_CASE("any passphrase that can be typed protects", "[store]") {
    const TemporaryFolder folder;
    int number = 0;
    for (const std::string& passphrase :
         {std::string("a\0b", 3), std::string("左肩🙂"), std::string(100'000, 'p')}) {
        const fs::path place = folder.path() / std::to_string(++number);
        static_cast<void>(open_store(locked_options(place, passphrase)));
        CHECK(opening_fails_with(locked_options(place, passphrase)) == std::nullopt);
    }
}

TEST_CASE("setting a passphrase keeps the records and replaces the key that lay open", "[store]") {
    const TemporaryFolder folder;
    CaseDocument document;
    {
        const auto store = open_store(options_for(folder.path()));
        document = save_random_case(*store);
        CHECK(store->protection() == Protection::None);
        store->set_passphrase("secret");
        CHECK(store->protection() == Protection::Passphrase);
        CHECK(store->load(document.client.id) == document);
        const CaseDocument later = apply(document, RemoveMark{document.marks.front().id});
        store->save(diff(document, later));
        document = later;
    }
    CHECK(opening_fails_with(options_for(folder.path())) == ErrorCode::Locked);
    CHECK(names_in(folder.path()) == std::set<std::string>{"audit.head", "palpate-2.db", "store.lock", "vault.key"});
    const auto store = open_store(locked_options(folder.path(), "secret"));
    CHECK(store->load(document.client.id) == document);
    CHECK_NOTHROW(store->verify());
}

TEST_CASE("the passphrase can be changed, and only the key file changes", "[store]") {
    const TemporaryFolder folder;
    const auto store = open_store(locked_options(folder.path(), "old"));
    const CaseDocument document = save_random_case(*store);
    CHECK(error_code_of([&] { store->change_passphrase("wrong", "new"); }) == ErrorCode::WrongPassphrase);
    store->change_passphrase("old", "new");
    CHECK(opening_fails_with(locked_options(folder.path(), "old")) == ErrorCode::WrongPassphrase);
    CHECK(open_store(locked_options(folder.path(), "new"))->load(document.client.id) == document);
    CHECK(fs::exists(folder.path() / "palpate-1.db"));
}

TEST_CASE("passphrases are refused where they make no sense", "[store]") {
    const TemporaryFolder folder;
    CHECK(opening_fails_with(locked_options(folder.path() / "a", "")) == ErrorCode::Usage);
    const auto store = open_store(options_for(folder.path() / "b"));
    CHECK(error_code_of([&] { store->set_passphrase(""); }) == ErrorCode::Usage);
    CHECK(error_code_of([&] { store->change_passphrase("", "x"); }) == ErrorCode::Usage);
    store->set_passphrase("secret");
    CHECK(error_code_of([&] { store->set_passphrase("again"); }) == ErrorCode::Usage);
    CHECK(error_code_of([&] { store->change_passphrase("secret", ""); }) == ErrorCode::Usage);
}

TEST_CASE("a passphrase is not set while another program uses the store", "[store]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*store);
    {
        const auto other = open_store(options_for(folder.path()));
        CHECK(error_code_of([&] { store->set_passphrase("secret"); }) == ErrorCode::Locked);
        CHECK(other->load(document.client.id) == document);
    }
    CHECK(store->protection() == Protection::None);
    store->set_passphrase("secret");
    CHECK(store->load(document.client.id) == document);
}
