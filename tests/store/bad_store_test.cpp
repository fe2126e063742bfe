#include "base/translator.h"
#include "store/detail/encrypted_store.h"
#include "store/file_size_limit.h"
#include "store/store_fixture.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace palpate;

namespace {

namespace fs = std::filesystem;
using detail::Migration;

/// A store with one record, closed; answers the record.
CaseDocument make_closed_store(const fs::path& folder) { return save_random_case(*open_store(options_for(folder))); }

/// The Error of opening or of reading everything; nullopt when all of it works.
std::optional<Error> error_of_reading(const fs::path& folder, const ClientId& client, bool read_only = false) {
    try {
        StoreOptions options = options_for(folder);
        options.read_only = read_only;
        const auto store = open_store(options);
        static_cast<void>(store->load(client));
        store->verify();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

std::vector<Migration> known_migrations() {
    const auto known = detail::store_migrations();
    return {known.begin(), known.end()};
}

int next_version() { return static_cast<int>(detail::store_migrations().size()) + 1; }

std::unique_ptr<Store> open_with(const fs::path& folder, std::span<const Migration> migrations) {
    return std::make_unique<detail::EncryptedStore>(options_for(folder), migrations);
}

/// Runs `action` as somebody whom file permissions bind (root's files open to root whatever they say).
/// Answers the number that `action` returns.
template <class Action>
int result_as_ordinary_user(const Action& action) {
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (::getuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) {
            ::_exit(100);
        }
        ::_exit(action());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("every error of the store is one whole sentence", "[store]") {
    const Translator words = Translator::load(fs::path(k_assets_dir) / "i18n" / "en");
    const TemporaryFolder folder;
    const auto sentence_of = [&](const StoreOptions& options) -> std::string {
        try {
            static_cast<void>(open_store(options));
        } catch (const Error& error) {
            return words.tr(error.text());
        }
        return "no error";
    };
    static_cast<void>(open_store(locked_options(folder.path(), "secret")));
    for (const std::string& sentence :
         {sentence_of(options_for(folder.path())), sentence_of(locked_options(folder.path(), "wrong"))}) {
        CHECK(sentence.find(folder.path().string()) != std::string::npos);
        CHECK(sentence.find('{') == std::string::npos);
        CHECK(sentence.find("error.") == std::string::npos);
        CHECK(sentence.ends_with('.'));
    }
}

// ---- Damage

TEST_CASE("damage anywhere in the records is noticed, and reading leaves the file as it was", "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = make_closed_store(folder.path());
    const fs::path file = folder.path() / "palpate-1.db";
    const std::string whole = content_of(file);
    RandomCase random(GENERATE(range(1U, 9U)));
    std::string damaged = whole;
    const std::size_t at = random.below(whole.size());
    SECTION("a flipped bit") { damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8))); }
    SECTION("a smear of 2 KiB") { damaged.replace(at, 2048, 2048, 'x').resize(whole.size()); }
    SECTION("two pages swapped") {
        const std::size_t pages = whole.size() / 4096;
        const std::size_t first = random.below(pages);
        const std::size_t second = (first + 1 + random.below(pages - 1)) % pages;
        damaged.replace(first * 4096, 4096, whole, second * 4096, 4096);
        damaged.replace(second * 4096, 4096, whole, first * 4096, 4096);
    }
    SECTION("cut short") { damaged.resize(at); }
    replace_content(file, damaged);
    for (const bool read_only : {true, false}) {
        const auto error = error_of_reading(folder.path(), document.client.id, read_only);
        REQUIRE(error);
        CHECK(error->code() == ErrorCode::Io);
        CHECK((!read_only || content_of(file) == damaged));
    }
}

TEST_CASE("a missing or empty file of a store is never taken for a new store", "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = make_closed_store(folder.path());
    const fs::path records = folder.path() / "palpate-1.db";
    const fs::path vault = folder.path() / "vault.key";
    const std::string key_content = content_of(vault);
    const std::string records_content = content_of(records);
    SECTION("the key file is gone") {
        fs::remove(vault);
        CHECK(opening_fails_saying(options_for(folder.path())) == "error.store.vault-missing");
        replace_content(vault, key_content);
    }
    SECTION("the key file is empty") {
        replace_content(vault, "");
        CHECK(opening_fails_saying(options_for(folder.path())) == "error.store.vault-damaged");
        replace_content(vault, key_content);
    }
    SECTION("the records are gone") {
        fs::remove(records);
        CHECK(opening_fails_saying(options_for(folder.path())) == "error.store.records-missing");
        replace_content(records, records_content);
    }
    SECTION("the records are empty") {
        replace_content(records, "");
        CHECK(opening_fails_saying(options_for(folder.path())) == "error.store.records-missing");
        replace_content(records, records_content);
    }
    SECTION("the records are another store's") {
        make_closed_store(folder.path() / "other");
        fs::copy_file(folder.path() / "other" / "palpate-1.db", records, fs::copy_options::overwrite_existing);
        CHECK(opening_fails_saying(options_for(folder.path())) == "error.store.damaged");
        replace_content(records, records_content);
    }
    CHECK_FALSE(error_of_reading(folder.path(), document.client.id));
}

TEST_CASE("a file in the store's place is an error, not a folder to make", "[store]") {
    const TemporaryFolder folder;
    replace_content(folder.path() / "file", "text");
    CHECK(opening_fails_saying(options_for(folder.path() / "file")) == "error.store.not-a-folder");
    CHECK(opening_fails_with(options_for(folder.path() / "file" / "below")) == ErrorCode::Io);
    CHECK(content_of(folder.path() / "file") == "text");
}

// ---- Versions

TEST_CASE("a store of a newer program is refused and stays as it is", "[store]") {
    const TemporaryFolder folder;
    auto migrations = known_migrations();
    const std::string name = "9999_future.sql";
    migrations.push_back(
        {.version = next_version(), .name = name, .sql = "ALTER TABLE clients ADD COLUMN colour TEXT"});
    static_cast<void>(save_random_case(*open_with(folder.path(), migrations)));
    const std::string before = content_of(folder.path() / "palpate-1.db");
    CHECK(opening_fails_with(options_for(folder.path())) == ErrorCode::NewerVersion);
    CHECK(content_of(folder.path() / "palpate-1.db") == before);
}

TEST_CASE("a store whose schema step differs from the program's is refused", "[store]") {
    const TemporaryFolder folder;
    auto migrations = known_migrations();
    const std::string edited = std::string(migrations.front().sql) + "\n-- edited after its release\n";
    migrations.front().sql = edited;
    static_cast<void>(open_with(folder.path(), migrations));
    CHECK(opening_fails_saying(options_for(folder.path())) == "error.store.schema-differs");
}

TEST_CASE("an older store is copied, upgraded and keeps its records", "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = make_closed_store(folder.path());
    const std::string before = content_of(folder.path() / "palpate-1.db");
    auto migrations = known_migrations();
    migrations.push_back(
        {.version = next_version(), .name = "9999_colour.sql", .sql = "ALTER TABLE clients ADD COLUMN colour TEXT"});
    {
        const auto upgraded = open_with(folder.path(), migrations);
        CHECK(upgraded->load(document.client.id) == document);
        CHECK_NOTHROW(upgraded->verify());
    }
    CHECK(content_of(folder.path() / fmt::format("before-upgrade-from-{}.db", next_version() - 1)) == before);
    CHECK(opening_fails_with(options_for(folder.path())) == ErrorCode::NewerVersion);
    CHECK_NOTHROW(open_with(folder.path(), migrations));
}

TEST_CASE("an upgrade that fails leaves the old store", "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = make_closed_store(folder.path());
    auto migrations = known_migrations();
    migrations.push_back({.version = next_version(),
                          .name = "9999_wrong.sql",
                          .sql = "ALTER TABLE clients ADD COLUMN colour TEXT; UPDATE nowhere SET x = 1"});
    CHECK(error_code_of([&] { static_cast<void>(open_with(folder.path(), migrations)); }) == ErrorCode::Io);
    CHECK(open_store(options_for(folder.path()))->load(document.client.id) == document);
}

TEST_CASE("a store is not upgraded while another program has it open", "[store]") {
    const TemporaryFolder folder;
    const auto other = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*other);
    auto migrations = known_migrations();
    migrations.push_back(
        {.version = next_version(), .name = "9999_colour.sql", .sql = "ALTER TABLE clients ADD COLUMN colour TEXT"});
    CHECK(error_code_of([&] { static_cast<void>(open_with(folder.path(), migrations)); }) == ErrorCode::Locked);
    CHECK(other->load(document.client.id) == document);
}

// ---- Places that may not be written, disks that are full

TEST_CASE("a folder one may not write is said so, and can still be opened for reading", "[store]") {
    const TemporaryFolder outer;
    const fs::path folder = outer.path() / "store";
    const CaseDocument document = make_closed_store(folder);
    fs::permissions(outer.path(), fs::perms::all);
    for (const std::string& name : names_in(folder)) {
        fs::permissions(folder / name, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    }
    const auto readable =
        fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec;
    fs::permissions(folder, readable);
    const auto code_as_user = [&](const StoreOptions& options) {
        return result_as_ordinary_user(
            [&] { return static_cast<int>(opening_fails_with(options).value_or(ErrorCode::Usage)); });
    };
    CHECK(code_as_user(options_for(folder)) == static_cast<int>(ErrorCode::ReadOnly));
    CHECK(code_as_user(options_for(folder / "new")) == static_cast<int>(ErrorCode::ReadOnly));
    StoreOptions reading = options_for(folder);
    reading.read_only = true;
    CHECK(result_as_ordinary_user([&] { return open_store(reading)->load(document.client.id) == document ? 0 : 1; }) ==
          0);
    fs::permissions(folder, fs::perms::owner_all);
}

TEST_CASE("records one may not write are said so", "[store]") {
    const TemporaryFolder outer;
    const fs::path folder = outer.path() / "store";
    make_closed_store(folder);
    fs::permissions(outer.path(), fs::perms::all);
    fs::permissions(folder, fs::perms::all);
    for (const std::string& name : names_in(folder)) {
        fs::permissions(folder / name, fs::perms::all);
    }
    fs::permissions(folder / "palpate-1.db", fs::perms::owner_read | fs::perms::others_read);
    CHECK(result_as_ordinary_user([&] {
              return static_cast<int>(opening_fails_with(options_for(folder)).value_or(ErrorCode::Usage));
          }) == static_cast<int>(ErrorCode::ReadOnly));
}

TEST_CASE("saving on a full disk fails as such each time, loses nothing and works again with room", "[store]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const CaseDocument first = save_random_case(*store, 1);
    RandomCase random(2);
    const CaseDocument grown = random.after_edits(first, 400);
    {
        const FileSizeLimit full(fs::file_size(folder.path() / "palpate-1.db-wal") + 10'000);
        for (int attempt = 0; attempt < 3; ++attempt) {
            CHECK(error_code_of([&] { store->save(diff(first, grown)); }) == ErrorCode::DiskFull);
            CHECK(store->load(first.client.id) == first);
        }
    }
    store->save(diff(first, grown));
    CHECK(store->load(first.client.id) == grown);
    CHECK_NOTHROW(store->verify());
}

TEST_CASE("a disk that is full at any point of a save loses nothing", "[store]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    CaseDocument document = save_random_case(*store, 1);
    RandomCase random(3);
    int refused = 0;
    for (rlim_t room = 0; room < 40'000; room += 1'000) {
        const CaseDocument next = random.after_edits(document, 5);
        std::optional<ErrorCode> code;
        {
            const FileSizeLimit full(fs::file_size(folder.path() / "palpate-1.db-wal") + room);
            code = error_code_of([&] { store->save(diff(document, next)); });
        }
        REQUIRE((!code || code == ErrorCode::DiskFull));
        refused += code ? 1 : 0;
        REQUIRE(store->load(document.client.id) == (code ? document : next));
        document = code ? document : next;
    }
    CHECK(refused > 5);
    CHECK(refused < 40);
    CHECK_NOTHROW(store->verify());
}

TEST_CASE("making a store or setting a passphrase on a full disk leaves what was there", "[store]") {
    const TemporaryFolder folder;
    {
        const FileSizeLimit full(8'000);
        CHECK(opening_fails_with(options_for(folder.path() / "new")) == ErrorCode::DiskFull);
    }
    CHECK_NOTHROW(open_store(options_for(folder.path() / "new")));

    const auto store = open_store(options_for(folder.path()));
    CaseDocument document = save_random_case(*store);
    {
        const FileSizeLimit full(20'000);
        CHECK(error_code_of([&] { store->set_passphrase("secret"); }) == ErrorCode::DiskFull);
    }
    CHECK(store->protection() == Protection::None);
    CHECK(store->load(document.client.id) == document);
    store->set_passphrase("secret");
    CHECK(store->load(document.client.id) == document);
}
