#include "store/backup.h"

#include "store/detail/backup_folder.h"
#include "store/detail/checked_text.h"
#include "store/detail/encrypted_store.h"
#include "store/detail/erasure_list.h"
#include "store/detail/restored_store.h"
#include "store/file_size_limit.h"
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace palpate;

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t k_day = 86'400'000'000;

class SetClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    Timestamp time{1'700'000'000'000'000};  // a Tuesday
};

std::vector<CaseDocument> documents_in(Store& store) {
    std::vector<CaseDocument> documents;
    for (const Client& client : store.list_clients()) {
        documents.push_back(store.load(client.id));
    }
    return documents;
}

std::string restore_fails_saying(const fs::path& backup, const StoreOptions& target) {
    return error_key_of([&] { restore_store(backup, target); });
}

/// N times: some edits, a backup, more edits, and the backup restored into a fresh place and over the store.
void drill(int rounds) {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const fs::path backups = folder.path() / "backups";
    for (std::uint32_t client = 1; client <= 3; ++client) {
        static_cast<void>(save_random_case(*open_store(options_for(place)), client));
    }
    RandomCase random(99);
    for (int round = 0; round < rounds; ++round) {
        INFO("round " << round);
        std::vector<CaseDocument> expected;
        BackupInfo backup;
        {
            const auto store = open_store(options_for(place));
            const auto change_all = [&] {
                for (const CaseDocument& document : documents_in(*store)) {
                    store->save(diff(document, random.after_edits(document, 3)));
                }
            };
            change_all();
            expected = documents_in(*store);
            backup = store->back_up(backups);
            change_all();
        }
        const fs::path fresh = folder.path() / "fresh";
        fs::remove_all(fresh);
        CHECK(restore_store(backup.folder, options_for(fresh)).previous_records.empty());
        CHECK(documents_in(*open_store(options_for(fresh))) == expected);
        CHECK_FALSE(restore_store(backup.folder, options_for(place)).previous_records.empty());
        const auto restored = open_store(options_for(place));
        REQUIRE(documents_in(*restored) == expected);
        REQUIRE(restored->check_audit().intact());
        REQUIRE_NOTHROW(restored->verify());
    }
}

}  // namespace

TEST_CASE("R7: a backup restored into a fresh place or over the store gives every record back", "[store][backup]") {
    drill(4);
}

TEST_CASE("R7 in full: 50 drills of 50", "[.soak]") { drill(50); }

TEST_CASE("a backup is whole, says what it is, and needs the passphrase", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path backups = folder.path() / "elsewhere";
    const fs::path place = folder.path() / "store";
    CaseDocument document;
    BackupInfo made;
    {
        const auto store = open_store(locked_options(place, "secret"));
        document = save_random_case(*store);
        made = store->back_up(backups);
        CHECK(store->audit({}).back().kind == "backup");
    }
    CHECK(check_backup(made.folder) == made);
    CHECK(list_backups(backups) == std::vector{made});
    CHECK(names_in(made.folder) == std::set<std::string>{"manifest.txt", "records.db", "vault.key"});
    CHECK(content_of(made.folder / "records.db").find("CREATE TABLE") == std::string::npos);
    const fs::path target = folder.path() / "target";
    CHECK(error_code_of([&] { restore_store(made.folder, options_for(target)); }) == ErrorCode::Locked);
    CHECK(error_code_of([&] { restore_store(made.folder, locked_options(target, "wrong")); }) ==
          ErrorCode::WrongPassphrase);
    CHECK_FALSE(store_exists(target));
    static_cast<void>(restore_store(made.folder, locked_options(target, "secret")));
    CHECK(open_store(locked_options(target, "secret"))->load(document.client.id) == document);
}

TEST_CASE("a backup whose manifest cannot be read hides none of the others", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path backups = folder.path() / "backups";
    const auto store = open_store(options_for(folder.path() / "store"));
    const BackupInfo made = store->back_up(backups);
    const fs::path unreadable = backups / "palpate-backup-unreadable";
    fs::create_directory(unreadable);
    fs::create_symlink("/proc/self/mem", unreadable / "manifest.txt");  // a file that nobody can read from its end
    CHECK(error_code_of([&] { static_cast<void>(check_backup(unreadable)); }) == ErrorCode::Io);
    CHECK(list_backups(backups) == std::vector{made});
    CHECK_FALSE(store->is_backup_due(backups));
}

TEST_CASE("a backup is of one moment while another program saves", "[store][backup]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const auto other = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*store);
    const BackupInfo first = store->back_up(folder.path() / "backups");
    other->save(diff(document, RandomCase(8).after_edits(document, 5)));
    const BackupInfo second = other->back_up(folder.path() / "backups");
    CHECK(first.audit.seq < second.audit.seq);
    CHECK(store->check_audit().intact());
    CHECK(list_backups(folder.path() / "backups") == std::vector{second});  // the newest of the day
}

TEST_CASE("damaged, half, foreign and newer backups are refused, and the store stays", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const fs::path backup = open_store(options_for(place))->back_up(folder.path() / "backups").folder;
    std::string expected;
    SECTION("any damaged byte of any file") {
        for (const std::string& name : names_in(backup)) {
            const std::string whole = content_of(backup / name);
            RandomCase random(5);
            for (int attempt = 0; attempt < 10; ++attempt) {
                std::string damaged = whole;
                const std::size_t at = random.below(whole.size());
                damaged[at] = static_cast<char>(damaged[at] ^ 1);
                replace_content(backup / name, attempt % 2 == 0 ? damaged : whole.substr(0, at));
                const std::string said = restore_fails_saying(backup, options_for(place));
                CHECK((said == "error.store.backup-damaged" || said == "error.store.backup-newer"));
            }
            replace_content(backup / name, whole);
        }
        fs::remove(backup / "records.db");
        expected = "error.store.backup-damaged";
    }
    SECTION("without its manifest") {
        fs::remove(backup / "manifest.txt");
        expected = "error.store.backup-not-found";
    }
    SECTION("of another store") {
        fs::remove_all(backup);
        const fs::path other = open_store(options_for(folder.path() / "other"))->back_up(folder.path() / "more").folder;
        fs::copy(other, backup);
        expected = "error.store.backup-foreign";
    }
    SECTION("of a newer program") {
        std::string body = *detail::find_checked_body(content_of(backup / "manifest.txt"), "palpate-backup 1");
        const auto at = body.find("schema ") + 7;
        body.replace(at, body.find('\n', at) - at, "9999");
        replace_content(backup / "manifest.txt", detail::make_checked_text("palpate-backup 1", body));
        expected = "error.store.backup-newer";
    }
    CHECK(restore_fails_saying(backup, options_for(place)) == expected);
    const auto store = open_store(options_for(place));
    CHECK(store->load(document.client.id) == document);
    CHECK_FALSE(names_in(place).contains("restore.new"));
}

TEST_CASE("a damaged store is put right by its backup, and kept beside it", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const fs::path backup = open_store(options_for(place))->back_up(place / "backups").folder;
    SECTION("its records") { replace_content(place / "palpate-1.db", "damaged"); }
    SECTION("its key file") { replace_content(place / "vault.key", "damaged"); }
    SECTION("all of it is gone") {
        for (const char* name : {"vault.key", "palpate-1.db", "audit.head"}) {
            fs::remove(place / name);
        }
    }
    static_cast<void>(restore_store(backup, options_for(place)));
    const auto store = open_store(options_for(place));
    CHECK(store->load(document.client.id) == document);
    CHECK(store->check_audit().intact());
    CHECK(fs::exists(backup));
}

TEST_CASE("a restore waits for nobody who has the store open", "[store][backup]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const BackupInfo backup = store->back_up(folder.path() / "backups");
    CHECK(error_code_of([&] { restore_store(backup.folder, options_for(folder.path())); }) == ErrorCode::Locked);
}

TEST_CASE("a restore interrupted at any step is finished by the next opening", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(locked_options(place, "secret")));
    const fs::path backup = open_store(locked_options(place, "secret"))->back_up(folder.path() / "backups").folder;
    const CaseDocument later = RandomCase(4).after_edits(document, 5);
    open_store(locked_options(place, "secret"))->save(diff(document, later));
    const fs::path fresh = folder.path() / "fresh";
    static_cast<void>(restore_store(backup, locked_options(fresh, "secret")));
    fs::remove(fresh / "store.lock");
    SECTION("ready") { fs::rename(fresh, place / "restore.ready"); }
    SECTION("the old key file is put aside") {
        fs::rename(fresh, place / "restore.ready");
        fs::create_directory(place / "before-restore-1");
        fs::rename(place / "vault.key", place / "before-restore-1" / "vault.key");
    }
    SECTION("the new key file is in its place") {
        fs::rename(fresh, place / "restore.moving");
        for (const std::string& name : names_in(place)) {
            if (name == "audit.head" || name.starts_with("palpate-")) {
                fs::remove(place / name);
            }
        }
        fs::rename(place / "restore.moving" / "vault.key", place / "vault.key");
    }
    CHECK(inspect_store(place) == StoreState::Locked);
    StoreOptions reading = locked_options(place, "secret");
    reading.read_only = true;
    CHECK(opening_fails_saying(reading) == "error.store.restore-unfinished");
    const auto store = open_store(locked_options(place, "secret"));
    CHECK(store->load(document.client.id) == document);
    CHECK(store->check_audit().intact());
    CHECK_FALSE(detail::has_restored_store(place));
}

TEST_CASE("what a killed restore or trial left goes with the next opening, unless another program may be at it",
          "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const auto leave_some = [&] {
        for (const char* name : {"drill", "restore.new"}) {
            fs::create_directory(place / name);
            replace_content(place / name / "palpate-1.db", "half of it");
        }
    };
    leave_some();
    CHECK(open_store(options_for(place))->load(document.client.id) == document);
    CHECK_FALSE(names_in(place).contains("drill"));
    CHECK_FALSE(names_in(place).contains("restore.new"));
    const auto other = open_store(options_for(place));
    leave_some();
    CHECK(open_store(options_for(place))->load(document.client.id) == document);
    CHECK(names_in(place).contains("drill"));
    CHECK(other->load(document.client.id) == document);
}

TEST_CASE("records that are older than their backup are a finding", "[store][backup][audit]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    const fs::path copy = folder.path() / "copy";
    fs::create_directory(copy);
    const std::vector<std::string> files{"vault.key", "palpate-1.db", "audit.head"};
    for (const std::string& name : files) {
        fs::copy_file(place / name, copy / name);
    }
    {
        const auto store = open_store(options_for(place));
        store->save(diff(document, RandomCase(4).after_edits(document, 5)));
        static_cast<void>(store->back_up(default_backup_folder(place)));
    }
    for (const std::string& name : files) {
        fs::copy_file(copy / name, place / name, fs::copy_options::overwrite_existing);
    }
    const AuditReport report = open_store(options_for(place))->check_audit();
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings.front().text.key == "store.audit.older-than-backup");
}

// ---- Which are kept, and when the next is due

TEST_CASE("the newest backup of 7 days, 4 weeks and 6 months is kept", "[store][backup]") {
    std::vector<BackupInfo> backups;
    for (int day = 400; day > 0; --day) {
        for (int hour : {18, 9}) {
            backups.push_back({.created = {1'700'000'000'000'000 + day * k_day + hour * k_day / 24}});
        }
    }
    std::ranges::sort(backups, std::greater(), &BackupInfo::created);
    const auto outdated = outdated_backups(backups);
    const std::size_t kept = backups.size() - outdated.size();
    CHECK(kept >= 7 + 3 + 4);
    CHECK(kept <= 7 + 4 + 6);
    CHECK(std::ranges::find(outdated, backups.front()) == outdated.end());
    std::vector<BackupInfo> rest;
    std::ranges::copy_if(backups, std::back_inserter(rest),
                         [&](const BackupInfo& backup) { return std::ranges::count(outdated, backup) == 0; });
    CHECK(outdated_backups(rest).empty());
    CHECK(rest.front().created.microseconds_utc - rest.back().created.microseconds_utc > 140 * k_day);
}

TEST_CASE("backups thin out by age, and another store's are left alone", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path backups = folder.path() / "backups";
    const auto other = open_store(options_for(folder.path() / "other"));
    const BackupInfo foreign = other->back_up(backups);
    const auto clock = std::make_shared<SetClock>();
    StoreOptions options = options_for(folder.path() / "store");
    options.clock = clock;
    const auto store = open_store(options);
    CHECK(store->is_backup_due(backups));
    for (int day = 0; day < 30; ++day) {
        clock->time.microseconds_utc += k_day;
        CHECK(store->is_backup_due(backups));
        const BackupInfo made = store->back_up(backups);
        CHECK_FALSE(store->is_backup_due(backups));
        CHECK(fs::exists(made.folder));
    }
    const auto kept = list_backups(backups).size();
    CHECK(kept >= 10);
    CHECK(kept <= 1 + 7 + 4 + 6);
    CHECK(check_backup(foreign.folder) == foreign);
}

TEST_CASE("a clock moved far ahead and back again neither stops backups nor takes the new one", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path backups = folder.path() / "backups";
    const auto clock = std::make_shared<SetClock>();
    StoreOptions options = options_for(folder.path() / "store");
    options.clock = clock;
    const auto store = open_store(options);
    clock->time.microseconds_utc += 3650 * k_day;
    static_cast<void>(store->back_up(backups));
    clock->time.microseconds_utc -= 3650 * k_day;
    CHECK(store->is_backup_due(backups));
    CHECK(fs::exists(store->back_up(backups).folder));
}

// ---- Full disks

TEST_CASE("R3: a disk that is full at any point of a backup or restore leaves what was there", "[store][backup]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const fs::path backups = folder.path() / "backups";
    const CaseDocument document = save_random_case(*open_store(options_for(place)));
    int refused = 0;
    for (rlim_t room = 4'000; room < 400'000; room += 16'000) {
        const auto store = open_store(options_for(place));
        std::optional<ErrorCode> code;
        {
            const FileSizeLimit full(room);
            code = error_code_of([&] { static_cast<void>(store->back_up(backups)); });
        }
        REQUIRE((!code || code == ErrorCode::DiskFull));
        refused += code ? 1 : 0;
        for (const BackupInfo& backup : list_backups(backups)) {
            REQUIRE_NOTHROW(check_backup(backup.folder));
        }
        REQUIRE(store->load(document.client.id) == document);
    }
    CHECK(refused > 3);
    REQUIRE_FALSE(list_backups(backups).empty());
    const fs::path backup = list_backups(backups).front().folder;
    int restores_refused = 0;
    for (rlim_t room = 4'000; room < 400'000; room += 24'000) {
        std::optional<ErrorCode> code;
        {
            const FileSizeLimit full(room);
            code = error_code_of([&] { restore_store(backup, options_for(place)); });
        }
        REQUIRE((!code || code == ErrorCode::DiskFull));
        restores_refused += code ? 1 : 0;
        const auto store = open_store(options_for(place));
        REQUIRE(store->load(document.client.id) == document);
        REQUIRE(store->check_audit().intact());
    }
    CHECK(restores_refused > 3);
}
