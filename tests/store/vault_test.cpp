#include "store/detail/vault.h"

#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace palpate;
using namespace palpate::detail;

namespace {

namespace fs = std::filesystem;

bool same_key(const SecretBytes& a, const SecretBytes& b) { return std::ranges::equal(a.bytes(), b.bytes()); }

/// A vault with one passphrase slot, written and read back.
Vault make_locked_vault(const fs::path& file, const SecretBytes& key) {
    Vault vault = make_vault();
    add_passphrase_slot(vault, key, "secret", k_quick_key);
    write_vault(file, vault);
    return *find_vault(file);
}

}  // namespace

TEST_CASE("a vault gives the key back that was put in", "[store]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "vault.key";
    const SecretBytes key = SecretBytes::random(k_data_key_bytes);
    CHECK_FALSE(find_vault(file));
    const Vault locked = make_locked_vault(file, key);
    CHECK(same_key(*find_key(locked, "secret"), key));
    CHECK_FALSE(find_key(locked, "Secret"));
    CHECK_FALSE(find_plain_key(locked));

    Vault open = make_vault();
    open.generation = 41;
    add_plain_slot(open, key);
    write_vault(file, open);
    const Vault read = *find_vault(file);
    CHECK(read.generation == 41);
    CHECK(read.store_id == open.store_id);
    CHECK(same_key(*find_plain_key(read), key));
    CHECK_FALSE(find_key(read, "secret"));
}

TEST_CASE("the key file of a locked store does not hold the key", "[store]") {
    const TemporaryFolder folder;
    const SecretBytes key = SecretBytes::random(k_data_key_bytes);
    static_cast<void>(make_locked_vault(folder.path() / "vault.key", key));
    const std::string needle(reinterpret_cast<const char*>(key.bytes().data()), 8);
    CHECK(content_of(folder.path() / "vault.key").find(needle) == std::string::npos);
}

TEST_CASE("every single damaged byte of a key file is noticed", "[store]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "vault.key";
    static_cast<void>(make_locked_vault(file, SecretBytes::random(k_data_key_bytes)));
    const std::string whole = content_of(file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        replace_content(file, damaged);
        REQUIRE(error_key_of([&] { static_cast<void>(find_vault(file)); }) == "error.store.vault-damaged");
        replace_content(file, whole.substr(0, at));
        REQUIRE(error_key_of([&] { static_cast<void>(find_vault(file)); }) == "error.store.vault-damaged");
    }
}

TEST_CASE("a slot moved to another vault or generation does not open", "[store]") {
    const TemporaryFolder folder;
    const SecretBytes key = SecretBytes::random(k_data_key_bytes);
    Vault vault = make_locked_vault(folder.path() / "vault.key", key);
    SECTION("another store") { vault.store_id[3] ^= 1U; }
    SECTION("another generation") { ++vault.generation; }
    CHECK_FALSE(find_key(vault, "secret"));
}

TEST_CASE("a slot whose cost was changed does not open, and a cheap one is refused", "[store]") {
    const TemporaryFolder folder;
    Vault vault = make_locked_vault(folder.path() / "vault.key", SecretBytes::random(k_data_key_bytes));
    auto& content = vault.slots.front().content;  // passes u64, memory u64, little-endian
    SECTION("more passes than were sealed") {
        content[0] = 2;
        CHECK_FALSE(find_key(vault, "secret"));
    }
    SECTION("less memory than may be") {
        content[8 + 3] = 0x03;
        CHECK(error_key_of([&] { static_cast<void>(find_key(vault, "secret")); }) == "error.store.vault-weak");
    }
    SECTION("so much that the program would hang") {
        content[4] = 1;
        CHECK(error_key_of([&] { static_cast<void>(find_key(vault, "secret")); }) == "error.store.vault-damaged");
    }
    SECTION("a slot cut short") {
        content.pop_back();
        CHECK(error_key_of([&] { static_cast<void>(find_key(vault, "secret")); }) == "error.store.vault-damaged");
    }
}

TEST_CASE("slots of a kind this program does not know are kept", "[store]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "vault.key";
    const SecretBytes key = SecretBytes::random(k_data_key_bytes);
    Vault vault = make_vault();
    vault.slots.push_back({.kind = 77, .content = {1, 2, 3}});
    add_passphrase_slot(vault, key, "secret", k_quick_key);
    write_vault(file, vault);
    const Vault read = *find_vault(file);
    CHECK(read.slots.front().kind == 77);
    CHECK(read.slots.front().content == std::vector<std::uint8_t>{1, 2, 3});
    CHECK(same_key(*find_key(read, "secret"), key));
}
