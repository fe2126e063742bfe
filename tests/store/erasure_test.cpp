#include "store/detail/encrypted_store.h"
#include "store/detail/erasure_list.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/file_size_limit.h"
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>

using namespace palpate;

namespace {

namespace fs = std::filesystem;
using detail::SqlSession;

constexpr const char* k_sentinel = "hurts-since-the-ladder";

/// A record whose every free text is the sentinel.
CaseDocument save_marked_case(Store& store, std::uint32_t seed = 3) {
    CaseDocument document = RandomCase(seed).document(200);
    document.client.name = k_sentinel;
    for (Session& session : document.sessions) {
        session.title = k_sentinel;
    }
    for (Mark& mark : document.marks) {
        mark.note = k_sentinel;
    }
    for (ClientFact& fact : document.facts) {
        fact.note = k_sentinel;
    }
    store.save(diff(CaseDocument{}, document));
    return document;
}

/// The database of a closed store without passphrase as it is behind the encryption, as a plain file's bytes.
std::string decrypted_pages(const fs::path& folder, const fs::path& scratch) {
    const detail::Vault vault = *detail::find_vault(detail::vault_file(folder));
    SqlSession raw({.file = detail::records_file(folder, vault.generation)}, *detail::find_plain_key(vault));
    REQUIRE(raw.ask("PRAGMA freelist_count") == "0");  // the export leaves out unused pages: there are none
    const std::string file = (scratch / "plain.db").string();
    replace_content(file, "");
    raw.execute("ATTACH DATABASE '" + file + "' AS plain KEY ''");
    static_cast<void>(raw.ask("SELECT sqlcipher_export('plain')"));
    raw.execute("DETACH DATABASE plain");
    std::string pages = content_of(file);
    fs::remove(file);
    return pages;
}

/// Rises by one each time the file is written anew.
std::string schema_version(const fs::path& folder) {
    const detail::Vault vault = *detail::find_vault(detail::vault_file(folder));
    SqlSession raw({.file = detail::records_file(folder, vault.generation)}, *detail::find_plain_key(vault));
    return raw.ask("PRAGMA schema_version");
}

void check_nothing_is_left(const fs::path& folder, const CaseDocument& erased) {
    const TemporaryFolder scratch;
    const std::string pages = decrypted_pages(folder, scratch.path());
    CHECK(pages.find("CREATE TABLE clients") != std::string::npos);
    CHECK(pages.find(erased.client.id.text()) == std::string::npos);
    CHECK(pages.find(k_sentinel) == std::string::npos);
    for (const Mark& mark : erased.marks) {
        CHECK(pages.find(mark.id.text()) == std::string::npos);
    }
    const detail::Vault vault = *detail::find_vault(detail::vault_file(folder));
    SqlSession raw({.file = detail::records_file(folder, vault.generation)}, *detail::find_plain_key(vault));
    std::vector<std::string> tables;
    {
        auto rows = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table'");
        while (rows.step()) {
            tables.push_back(rows.text(0));
        }
    }
    for (const std::string& table : tables) {
        INFO(table);
        auto columns = raw.prepare("SELECT name FROM pragma_table_info('" + table + "')");
        while (columns.step()) {
            CHECK(raw.ask("SELECT count(*) FROM " + table + " WHERE CAST(" + columns.text(0) + " AS TEXT) LIKE '%" +
                          erased.client.id.text() + "%'") == "0");
        }
    }
}

}  // namespace

TEST_CASE("of an erased client nothing is left in any page of the records, and the others stay", "[store][erasure]") {
    const TemporaryFolder folder;
    CaseDocument erased;
    CaseDocument other;
    {
        const auto store = open_store(options_for(folder.path()));
        erased = save_marked_case(*store);
        other = save_random_case(*store, 4);
        static_cast<void>(store->load(erased.client.id));
        store->remove(erased.client.id);
        CHECK_FALSE(store->is_erasure_unfinished());
        const auto rows = store->audit({});
        CHECK(rows.back().kind == "erase");
        CHECK(rows.back().client == audit_name_of(erased.client.id));
        CHECK(rows.back().detail.empty());
    }
    CHECK(detail::read_erasure_file(folder.path()) == detail::ErasedClients{audit_name_of(erased.client.id)});
    check_nothing_is_left(folder.path(), erased);
    const auto store = open_store(options_for(folder.path()));
    CHECK(store->load(other.client.id) == other);
    CHECK(store->check_audit().intact());
}

TEST_CASE("S6: a client erased since stays erased when an old backup is restored", "[store][erasure][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const fs::path backups = folder.path() / "backups";
    fs::path backup;
    CaseDocument erased;
    CaseDocument other;
    {
        const auto store = open_store(options_for(place));
        erased = save_marked_case(*store);
        other = save_random_case(*store, 4);
        backup = store->back_up(backups).folder;
        store->remove(erased.client.id);
    }
    fs::path target = place;
    SECTION("over the store") {}
    SECTION("over the store, the list beside the backup lost") { fs::remove(backups / "erased.list"); }
    SECTION("over the store, its own list lost") { fs::remove(place / "erased.list"); }
    SECTION("into a fresh place") { target = folder.path() / "fresh"; }
    CHECK(restore_store(backup, options_for(target)).clients_erased == 1);
    check_nothing_is_left(target, erased);
    {
        const auto store = open_store(options_for(target));
        CHECK(store->list_clients() == std::vector{other.client});
        CHECK(store->load(other.client.id) == other);
        CHECK(store->check_audit().intact());
        backup = store->back_up(backups).folder;
    }
    CHECK(detail::read_erasure_file(backups).size() == 1);
    CHECK(restore_store(backup, options_for(target)).clients_erased == 0);
}

TEST_CASE("a restore that erases many clients again writes the file anew once", "[store][erasure][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const fs::path fresh = folder.path() / "fresh";
    constexpr std::uint32_t k_erased = 3;
    BackupInfo backup;
    {
        const auto store = open_store(options_for(place));
        std::vector<CaseDocument> erased;
        for (std::uint32_t client = 0; client < k_erased; ++client) {
            erased.push_back(save_random_case(*store, 30 + client));
        }
        static_cast<void>(save_random_case(*store, 4));
        backup = store->back_up(folder.path() / "backups");
        for (const CaseDocument& document : erased) {
            store->remove(document.client.id);
        }
    }
    fs::copy(backup.folder, fresh);
    fs::rename(fresh / "records.db", fresh / "palpate-1.db");
    const int before = std::stoi(schema_version(fresh));
    fs::remove_all(fresh);
    CHECK(restore_store(backup.folder, options_for(fresh)).clients_erased == k_erased);
    CHECK(std::stoi(schema_version(fresh)) == before + 1);
    const auto store = open_store(options_for(fresh));
    CHECK(store->list_clients().size() == 1);
    CHECK_FALSE(store->is_erasure_unfinished());
    CHECK(store->stats().erased_clients == k_erased);
    CHECK(store->check_audit().intact());
}

TEST_CASE("copies made before upgrades and restores go with an erased client", "[store][erasure]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const fs::path backup = open_store(options_for(place))->back_up(folder.path() / "backups").folder;
    const fs::path previous = restore_store(backup, options_for(place)).previous_records;
    CHECK(fs::exists(previous));
    replace_content(place / "before-upgrade-from-1.db", "an older copy");
    open_store(options_for(place))->remove(document.client.id);
    CHECK_FALSE(fs::exists(previous));
    CHECK_FALSE(fs::exists(place / "before-upgrade-from-1.db"));
}

TEST_CASE("an erasure that cannot empty the file at once is finished by the next opening", "[store][erasure]") {
    const TemporaryFolder folder;
    CaseDocument erased;
    {
        const auto store = open_store(options_for(folder.path()));
        erased = save_marked_case(*store);
        const auto reader = open_store(options_for(folder.path()));
        SqlSession raw = [&] {
            const detail::Vault vault = *detail::find_vault(detail::vault_file(folder.path()));
            return SqlSession({.file = detail::records_file(folder.path(), vault.generation)},
                              *detail::find_plain_key(vault));
        }();
        const detail::SqlTransaction view(raw, detail::SqlTransaction::Kind::Read);
        CHECK(raw.ask("SELECT count(*) FROM clients") == "1");
        store->remove(erased.client.id);
        CHECK(store->is_erasure_unfinished());
        CHECK(store->list_clients().empty());
    }
    CHECK_FALSE(open_store(options_for(folder.path()))->is_erasure_unfinished());
    check_nothing_is_left(folder.path(), erased);
}

TEST_CASE(
    "a folder of backups that cannot be written keeps neither the others from the list nor the file from being "
    "emptied",
    "[store][erasure][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const fs::path broken = folder.path() / "broken";
    const fs::path whole = folder.path() / "whole";
    CaseDocument erased;
    {
        const auto store = open_store(options_for(place));
        erased = save_marked_case(*store);
        static_cast<void>(store->back_up(broken));
        static_cast<void>(store->back_up(whole));
        fs::create_directory(broken / "erased.list");  // nobody can write a file of that name
        store->remove(erased.client.id);
        CHECK_FALSE(store->is_erasure_unfinished());
    }
    const detail::ErasedClients list{audit_name_of(erased.client.id)};
    CHECK(detail::read_erasure_file(whole) == list);
    check_nothing_is_left(place, erased);
    const std::string before = schema_version(place);
    static_cast<void>(open_store(options_for(place)));
    CHECK(schema_version(place) == before);
    fs::remove(broken / "erased.list");
    static_cast<void>(open_store(options_for(place)));
    CHECK(detail::read_erasure_file(broken) == list);
}

TEST_CASE("R3: an erasure on a full disk is done or not, and is finished with room", "[store][erasure]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    int refused = 0;
    for (rlim_t room = 0; room < 60'000; room += 6'000) {
        const CaseDocument document = save_random_case(*store, 100 + static_cast<std::uint32_t>(room));
        std::optional<ErrorCode> code;
        {
            const FileSizeLimit full(fs::file_size(folder.path() / "palpate-1.db-wal") + room);
            code = error_code_of([&] { store->remove(document.client.id); });
        }
        REQUIRE((!code || code == ErrorCode::DiskFull));
        refused += code ? 1 : 0;
        REQUIRE(store->list_clients().size() == (code ? 1U : 0U));
        if (code) {
            REQUIRE(store->load(document.client.id) == document);
            store->remove(document.client.id);
        }
        REQUIRE_NOTHROW(store->verify());
    }
    CHECK(refused > 0);
    CHECK_FALSE(open_store(options_for(folder.path()))->is_erasure_unfinished());
}

TEST_CASE("a damaged list of erased clients stops a restore", "[store][erasure][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const fs::path backup = open_store(options_for(place))->back_up(folder.path() / "backups").folder;
    open_store(options_for(place))->remove(document.client.id);
    std::string list = content_of(place / "erased.list");
    list[20] = list[20] == '0' ? '1' : '0';
    replace_content(place / "erased.list", list);
    CHECK(error_key_of([&] { restore_store(backup, options_for(place)); }) == "error.store.erasures-damaged");
    CHECK(open_store(options_for(place))->list_clients().empty());
}
