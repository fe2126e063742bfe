// A closed store: nothing can be read, and its key is nowhere in the memory of the program.
#include "store/detail/secret_bytes.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <span>
#include <tuple>
#include <vector>

using namespace palpate;

namespace {

constexpr std::uint8_t k_mask = 0x5a;
using Masked = std::array<std::uint8_t, detail::k_data_key_bytes>;

/// The key as it never stands in memory by itself: this test must not find its own.
Masked masked_key_of(const std::filesystem::path& folder, std::string_view passphrase) {
    const auto vault = detail::find_vault(detail::vault_file(folder));
    const auto key = detail::find_key(*vault, passphrase);
    REQUIRE(key);
    Masked masked{};
    std::ranges::transform(key->bytes(), masked.begin(),
                           [](std::uint8_t byte) { return static_cast<std::uint8_t>(byte ^ k_mask); });
    return masked;
}

std::vector<std::uint8_t> masked_hex_of(const Masked& masked, const char* digits) {
    std::vector<std::uint8_t> hex;
    for (const std::uint8_t byte : masked) {
        const auto plain = static_cast<std::uint8_t>(byte ^ k_mask);
        for (const int nibble : {plain >> 4, plain & 15}) {
            hex.push_back(static_cast<std::uint8_t>(static_cast<std::uint8_t>(digits[nibble]) ^ k_mask));
        }
    }
    return hex;
}

std::size_t count_in(std::span<const std::uint8_t> memory, std::span<const std::uint8_t> masked) {
    std::size_t count = 0;
    const auto last = static_cast<std::uint8_t>(masked.back() ^ k_mask);
    const auto first = static_cast<std::uint8_t>(masked.front() ^ k_mask);
    for (std::size_t at = 0; at + masked.size() <= memory.size(); ++at) {
        if (memory[at] == first && memory[at + masked.size() - 1] == last) {
            std::size_t same = 0;
            while (same < masked.size() && memory[at + same] == static_cast<std::uint8_t>(masked[same] ^ k_mask)) {
                ++same;
            }
            count += same == masked.size() ? 1 : 0;
        }
    }
    return count;
}

/// How often the key stands in what this program may read of its own memory, as bytes or as hex digits.
std::size_t count_in_memory(const Masked& masked) {
    const auto small = masked_hex_of(masked, "0123456789abcdef");
    const auto large = masked_hex_of(masked, "0123456789ABCDEF");
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::FILE* maps = std::fopen("/proc/self/maps", "re");
    REQUIRE(memory >= 0);
    REQUIRE(maps != nullptr);
    std::size_t count = 0;
    std::size_t read = 0;
    std::array<char, 4096> line{};
    // A piece at a time in one place that is wiped: what was looked at must not be found there.
    constexpr std::size_t k_longest_wanted = 2 * std::tuple_size_v<Masked>;
    std::vector<std::uint8_t> piece(1 << 20);
    while (std::fgets(line.data(), line.size(), maps) != nullptr) {
        std::uintptr_t low = 0;
        std::uintptr_t high = 0;
        std::array<char, 5> rights{};
        if (std::sscanf(line.data(), "%" SCNxPTR "-%" SCNxPTR " %4s", &low, &high, rights.data()) != 3 ||
            rights[0] != 'r' || rights[1] != 'w') {
            continue;
        }
        for (std::uintptr_t at = low; at < high; at += piece.size() - k_longest_wanted) {
            const ssize_t taken =
                ::pread(memory, piece.data(), std::min<std::size_t>(piece.size(), high - at), static_cast<off_t>(at));
            if (taken <= 0) {
                break;
            }
            read += static_cast<std::size_t>(taken);
            const std::span<const std::uint8_t> seen(piece.data(), static_cast<std::size_t>(taken));
            for (const std::span<const std::uint8_t> wanted :
                 {std::span<const std::uint8_t>(masked), std::span<const std::uint8_t>(small),
                  std::span<const std::uint8_t>(large)}) {
                count += count_in(seen, wanted);
            }
            std::ranges::fill(piece, 0);
        }
    }
    std::fclose(maps);
    ::close(memory);
    CHECK(read > 1'000'000);
    return count;
}

}  // namespace

TEST_CASE("S8: after closing the key is nowhere in the memory of the program", "[store][lock]") {
    const TemporaryFolder folder;
    {
        const auto store = open_store(options_for(folder.path()));
        static_cast<void>(save_random_case(*store));
        store->set_passphrase("seven swans");
    }
    const Masked masked = masked_key_of(folder.path(), "seven swans");
    CHECK(count_in_memory(masked) == 0);
    const auto store = open_store(locked_options(folder.path(), "seven swans"));
    const Client client = store->list_clients().front();
    static_cast<void>(store->load(client.id));
    static_cast<void>(store->back_up(folder.path() / "backups"));
    CHECK(count_in_memory(masked) > 0);  // or this test would prove nothing
    store->close("idle");
    CHECK(count_in_memory(masked) == 0);
}

TEST_CASE("a closed store refuses everything, is told once in the log, and opens again", "[store][lock]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*store);
    store->close("idle");
    store->close("idle");
    const auto refused = [&](const auto& call) { return error_code_of(call) == ErrorCode::Locked; };
    CHECK(refused([&] { static_cast<void>(store->list_clients()); }));
    CHECK(refused([&] { static_cast<void>(store->load(document.client.id)); }));
    CHECK(refused([&] { store->save(diff(CaseDocument{}, RandomCase(9).document())); }));
    CHECK(refused([&] { store->remove(document.client.id); }));
    CHECK(refused([&] { store->set_setting("key", "value"); }));
    CHECK(refused([&] { static_cast<void>(store->audit({})); }));
    CHECK(refused([&] { static_cast<void>(store->back_up(folder.path() / "backups")); }));
    CHECK(refused([&] { store->set_passphrase("seven swans"); }));
    CHECK(refused([&] { static_cast<void>(store->change_counter()); }));
    const auto again = open_store(options_for(folder.path()));
    CHECK(again->load(document.client.id) == document);
    const auto rows = again->audit({});
    CHECK(std::ranges::count(rows, "lock", &AuditRow::kind) == 1);
    CHECK(std::ranges::find(rows, "lock", &AuditRow::kind)->detail == "idle");
}

TEST_CASE("another connection's changes are counted, one's own are not", "[store][watch]") {
    const TemporaryFolder folder;
    const auto first = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*first);
    const auto second = open_store(options_for(folder.path()));
    const std::int64_t before = second->change_counter();
    second->note({.kind = AuditKind::Export});
    CHECK(second->change_counter() == before);
    first->save(diff(CaseDocument{}, RandomCase(9).document()));
    const std::int64_t after = second->change_counter();
    CHECK(after != before);
    CHECK(second->change_counter() == after);
    const auto rows = second->audit({}).size();
    CHECK(second->load_again(document.client.id) == document);
    CHECK(second->audit({}).size() == rows);
}
