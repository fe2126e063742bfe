#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace palpate {

/// What trying a passphrase on a package costs: Argon2id memory and passes, about a third of a second. Less than a store's:
/// whoever opens a package may have a small machine, and a file from outside must not take all memory there is.
struct PackageCost {
    std::uint64_t memory_bytes = std::uint64_t{128} << 20;
    std::uint64_t passes = 4;
};
/// Below it a package would be guessed cheaply, above it one could be made to exhaust the reader: both are refused.
inline constexpr PackageCost k_least_package_cost{.memory_bytes = std::uint64_t{64} << 20, .passes = 3};
inline constexpr PackageCost k_most_package_cost{.memory_bytes = std::uint64_t{192} << 20, .passes = 6};
/// Bytes of a package's passphrase: it travels with files that anyone may try to open.
inline constexpr std::size_t k_least_package_passphrase = 10;

/// Text under a passphrase, in one file: magic "PALPATEP", version, cost, salt, then libsodium's secretstream
/// (XChaCha20-Poly1305) in pieces of 64 KiB, the last of them marked. The head is bound to the first piece.
/// Throws Error Usage for a passphrase that is too short, Io where there is no memory for `cost`. O(text), and the cost.
[[nodiscard]] std::string seal_package(std::string_view text, std::string_view passphrase,
                                       const PackageCost& cost = {});

/// The text. Throws Error InvalidContent (no package, cut off, a cost beyond the limits), NewerVersion, WrongPassphrase;
/// altered files are not told from wrong passphrases where the first piece does not open, and are InvalidContent after it.
[[nodiscard]] std::string open_package(std::string_view package, std::string_view passphrase);

/// By its first bytes.
[[nodiscard]] bool is_package(std::string_view bytes);

}  // namespace palpate
