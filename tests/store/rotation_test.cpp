#include "store/detail/failed_unlocks.h"
#include "store/detail/recovery_code.h"
#include "store/detail/vault.h"
#include "store/file_size_limit.h"
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using detail::delay_after;
using detail::FailedUnlocks;
using detail::remaining_delay;
using detail::SecretBytes;

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

detail::Vault vault_in(const fs::path& folder) { return *detail::find_vault(folder / "vault.key"); }

/// What wrong keys must not change.
std::string content_of_store(const fs::path& folder) {
    return content_of(folder / "vault.key") + content_of(folder / "palpate-1.db") + content_of(folder / "audit.head");
}

void try_wrong_keys(int codes, int passphrases) {
    const TemporaryFolder folder;
    std::string code;
    CaseDocument document;
    {
        const auto store = open_store(locked_options(folder.path(), "secret"));
        document = save_random_case(*store);
        code = store->make_recovery_code();
    }
    const std::string before = content_of_store(folder.path());
    for (int number = 0; number < codes; ++number) {
        const std::string wrong = detail::write_recovery_code(SecretBytes::random(detail::k_recovery_bytes));
        REQUIRE(opening_fails_with(locked_options(folder.path(), wrong)) == ErrorCode::WrongPassphrase);
    }
    for (int number = 0; number < passphrases; ++number) {
        REQUIRE(opening_fails_with(locked_options(folder.path(), "secret" + std::to_string(number))) ==
                ErrorCode::WrongPassphrase);
    }
    CHECK(content_of_store(folder.path()) == before);
    const FailedUnlocks failed = detail::read_failed_unlocks(folder.path());
    CHECK(failed.count == codes + passphrases);
    CHECK(delay_after(failed.count) == 5min);
    CHECK(open_store(locked_options(folder.path(), code))->load(document.client.id) == document);
    CHECK(detail::read_failed_unlocks(folder.path()).count == 0);
}

}  // namespace

// ---- Wrong keys

TEST_CASE("S2: 1,000 wrong keys open nothing and change no byte", "[store][recovery]") { try_wrong_keys(980, 20); }

TEST_CASE("S2 in full: 1,000 wrong passphrases", "[.soak]") { try_wrong_keys(0, 1000); }

TEST_CASE("after three wrong passphrases each one costs more time, until the right one", "[store][recovery]") {
    CHECK(delay_after(3) == 0s);
    CHECK(delay_after(4) == 1s);
    CHECK(delay_after(5) == 2s);
    CHECK(delay_after(10) == 64s);
    CHECK(delay_after(1'000'000) == 5min);

    const TemporaryFolder folder;
    Uptime uptime{.boot = "one", .time = 100s};
    StoreOptions options = locked_options(folder.path(), "wrong");
    static_cast<void>(open_store(locked_options(folder.path(), "secret")));
    options.uptime = [&] { return uptime; };
    for (int attempt = 0; attempt < 4; ++attempt) {
        CHECK(opening_fails_saying(options) == "error.store.wrong-passphrase");
    }
    CHECK(opening_fails_saying(options) == "error.store.wait");
    options.passphrase = "secret";
    CHECK(opening_fails_saying(options) == "error.store.wait");
    CHECK(content_of(folder.path() / "unlock.failed").find("wrong") == std::string::npos);
    uptime.time += 1s;
    CHECK(opening_fails_with(options) == std::nullopt);
    CHECK_FALSE(fs::exists(folder.path() / "unlock.failed"));
    const auto rows = open_store(options)->audit({});
    CHECK(std::ranges::count(rows, "4 times", &AuditRow::detail) == 1);
}

TEST_CASE("the wait after wrong passphrases asks no clock that people set", "[store][recovery]") {
    const FailedUnlocks failed{.count = 6, .last = {.boot = "one", .time = 1000s}};  // 4 s
    CHECK(remaining_delay(failed, {.boot = "one", .time = 1000s}) == 4s);
    CHECK(remaining_delay(failed, {.boot = "one", .time = 1003s}) == 1s);
    CHECK(remaining_delay(failed, {.boot = "one", .time = 2000s}) == 0s);
    CHECK(remaining_delay(failed, {.boot = "one", .time = 10s}) == 4s);  // no such machine, but never longer
    CHECK(remaining_delay(failed, {.boot = "two", .time = 1s}) == 3s);
    CHECK(remaining_delay(failed, {.boot = "two", .time = 4s}) == 0s);
    CHECK(detail::system_uptime().time > 0s);
    CHECK_FALSE(detail::system_uptime().boot.empty());
}

// ---- Another data key

TEST_CASE("rotation puts all records under another key and keeps what opens them", "[store][rotation]") {
    const TemporaryFolder folder;
    CaseDocument document;
    SECTION("without a passphrase") {
        const auto store = open_store(options_for(folder.path()));
        document = save_random_case(*store);
        const SecretBytes old = *detail::find_plain_key(vault_in(folder.path()));
        store->rotate_key(std::nullopt);
        CHECK_FALSE(std::ranges::equal(old.bytes(), detail::find_plain_key(vault_in(folder.path()))->bytes()));
        CHECK(store->protection() == Protection::None);
        CHECK(store->load(document.client.id) == document);
    }
    SECTION("with one") {
        const auto store = open_store(locked_options(folder.path(), "secret"));
        document = save_random_case(*store);
        const SecretBytes old = *detail::find_key(vault_in(folder.path()), "secret");
        CHECK(error_code_of([&] { store->rotate_key(std::nullopt); }) == ErrorCode::WrongPassphrase);
        CHECK(error_code_of([&] { store->rotate_key("wrong"); }) == ErrorCode::WrongPassphrase);
        store->rotate_key("secret");
        CHECK_FALSE(std::ranges::equal(old.bytes(), detail::find_key(vault_in(folder.path()), "secret")->bytes()));
        CHECK(store->load(document.client.id) == document);
        store->rotate_key("secret");
    }
    CHECK(vault_in(folder.path()).generation >= 2);
    CHECK_FALSE(fs::exists(folder.path() / "palpate-1.db"));
    const auto store = open_store(locked_options(folder.path(), "secret"));
    CHECK(store->load(document.client.id) == document);
    CHECK_NOTHROW(store->verify());
    CHECK(store->check_audit().intact());
}

TEST_CASE("a recovery key that somebody else put into the key file is not sealed to", "[store][rotation]") {
    const TemporaryFolder folder;
    const auto store = open_store(locked_options(folder.path(), "secret"));
    static_cast<void>(store->make_recovery_code());
    const SecretBytes theirs = SecretBytes::random(detail::k_recovery_bytes);
    detail::Vault vault = vault_in(folder.path());
    detail::remove_slots(vault, detail::SlotKind::Recovery);
    detail::add_recovery_slot(vault, SecretBytes::random(detail::k_data_key_bytes), detail::recovery_key_of(theirs));
    detail::write_vault(folder.path() / "vault.key", vault);
    CHECK_FALSE(store->has_recovery_code());
    store->rotate_key("secret");
    CHECK_FALSE(detail::find_key_by_code(vault_in(folder.path()), theirs));
}

TEST_CASE("R3: rotation on a full disk leaves what was there", "[store][rotation]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*store);
    int refused = 0;
    for (rlim_t room = 4'000; room < 120'000; room += 8'000) {
        std::optional<ErrorCode> code;
        {
            const FileSizeLimit full(room);
            code = error_code_of([&] { store->rotate_key(std::nullopt); });
        }
        REQUIRE((!code || code == ErrorCode::DiskFull));
        refused += code ? 1 : 0;
        REQUIRE(store->load(document.client.id) == document);
        REQUIRE(store->check_audit().intact());
    }
    CHECK(refused > 3);
    store->rotate_key(std::nullopt);
    CHECK_NOTHROW(store->verify());
}
