#include "store/detail/recovery_code.h"

#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using detail::read_recovery_code;
using detail::SecretBytes;
using detail::write_recovery_code;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool same(const SecretBytes& a, const SecretBytes& b) { return std::ranges::equal(a.bytes(), b.bytes()); }

}  // namespace

TEST_CASE("a recovery code is 11 groups of 5 without I, L, O and U, and reads back", "[store][recovery]") {
    for (int number = 0; number < 200; ++number) {
        const SecretBytes secret = SecretBytes::random(detail::k_recovery_bytes);
        std::string code = write_recovery_code(secret);
        REQUIRE(code.size() == 11 * 5 + 10);
        for (std::size_t at = 0; at < code.size(); ++at) {
            REQUIRE((at % 6 == 5 ? code[at] == '-' : k_letters.find(code[at]) != std::string_view::npos));
        }
        REQUIRE(same(*read_recovery_code(code).secret, secret));
        std::ranges::replace(code, '-', ' ');
        std::ranges::replace(code, '0', 'o');
        std::ranges::replace(code, '1', number % 2 == 0 ? 'l' : 'I');
        std::ranges::transform(code, code.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        });
        REQUIRE(same(*read_recovery_code("  " + code + "\n").secret, secret));
    }
}

TEST_CASE("one wrong, left out, doubled or exchanged letter of a recovery code is a typing error",
          "[store][recovery]") {
    // The same code in each run: of 2,000 slips each gets by the 16 check bits of one code in 65,536.
    RandomCase random(2);
    SecretBytes secret(detail::k_recovery_bytes);
    std::ranges::generate(secret.bytes(), [&] { return static_cast<std::uint8_t>(random.below(256)); });
    const std::string code = write_recovery_code(secret);
    int unnoticed = 0;
    const auto check = [&](const std::string& typed) {
        const auto read = read_recovery_code(typed);
        CHECK(read.is_meant);
        unnoticed += read.secret && typed != code ? 1 : 0;
    };
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (code[at] == '-') {
            continue;
        }
        for (const char letter : k_letters) {
            std::string typed = code;
            typed[at] = letter;
            check(typed);
        }
        check(code.substr(0, at) + code.substr(at + 1));
        check(code.substr(0, at) + code[at] + code.substr(at));
        const std::size_t next = at + 1 < code.size() && code[at + 1] == '-' ? at + 2 : at + 1;
        if (next < code.size()) {
            std::string typed = code;
            std::swap(typed[at], typed[next]);
            check(typed);
        }
    }
    CHECK(unnoticed == 0);
}

TEST_CASE("a passphrase is not taken for a recovery code", "[store][recovery]") {
    for (const std::string& passphrase :
         {std::string("seven swans a-swimming"), std::string("a"), std::string(), std::string("ä ö ü"),
          std::string("one two three four five six seven eight nine ten eleven twelve thirteen")}) {
        CHECK_FALSE(read_recovery_code(passphrase).is_meant);
    }
}

TEST_CASE("the recovery code opens the store, and typing errors are told from a wrong code", "[store][recovery]") {
    const TemporaryFolder folder;
    std::string code;
    CaseDocument document;
    {
        const auto store = open_store(options_for(folder.path()));
        CHECK(error_code_of([&] { static_cast<void>(store->make_recovery_code()); }) == ErrorCode::Usage);
        document = save_random_case(*store);
        store->set_passphrase("secret");
        CHECK_FALSE(store->has_recovery_code());
        code = store->make_recovery_code();
        CHECK(store->has_recovery_code());
    }
    CHECK(open_store(locked_options(folder.path(), code))->load(document.client.id) == document);
    CHECK(open_store(locked_options(folder.path(), "secret"))->load(document.client.id) == document);
    std::string mistyped = code;
    mistyped[3] = mistyped[3] == 'A' ? 'B' : 'A';
    CHECK(opening_fails_saying(locked_options(folder.path(), mistyped)) == "error.store.recovery-code-mistyped");
    const std::string wrong = write_recovery_code(SecretBytes::random(detail::k_recovery_bytes));
    CHECK(opening_fails_saying(locked_options(folder.path(), wrong)) == "error.store.wrong-recovery-code");
    CHECK(content_of(folder.path() / "vault.key").find(code.substr(0, 5)) == std::string::npos);

    SECTION("with it a new passphrase is set") {
        const auto store = open_store(locked_options(folder.path(), code));
        store->change_passphrase(code, "next");
        CHECK(opening_fails_with(locked_options(folder.path(), "next")) == std::nullopt);
        CHECK(opening_fails_with(locked_options(folder.path(), "secret")) == ErrorCode::WrongPassphrase);
        CHECK(opening_fails_with(locked_options(folder.path(), code)) == std::nullopt);
    }
    SECTION("a new code ends the old one") {
        const std::string next = open_store(locked_options(folder.path(), "secret"))->make_recovery_code();
        CHECK(opening_fails_saying(locked_options(folder.path(), code)) == "error.store.wrong-recovery-code");
        CHECK(opening_fails_with(locked_options(folder.path(), next)) == std::nullopt);
    }
    SECTION("it outlives another data key") {
        open_store(locked_options(folder.path(), "secret"))->rotate_key("secret");
        CHECK(open_store(locked_options(folder.path(), code))->load(document.client.id) == document);
    }
    SECTION("it opens a backup") {
        const auto backup =
            open_store(locked_options(folder.path(), "secret"))->back_up(folder.path() / "backups").folder;
        const fs::path fresh = folder.path() / "fresh";
        static_cast<void>(restore_store(backup, locked_options(fresh, code)));
        CHECK(open_store(locked_options(fresh, code))->load(document.client.id) == document);
        CHECK(open_store(locked_options(fresh, "secret"))->has_recovery_code());
    }
}
