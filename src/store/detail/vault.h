#pragma once

#include "store/detail/secret_bytes.h"
#include "store/open_store.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace palpate::detail {

inline constexpr std::size_t k_data_key_bytes = 32;

/// How a slot keeps the data key. Numbers are for ever; the recovery code and the system's keyring get 2 and 3.
enum class SlotKind : std::uint8_t {
    Plain = 0,      ///< the key itself: a store without passphrase
    Passphrase = 1  ///< wrapped by XChaCha20-Poly1305 under an Argon2id key
};

struct VaultSlot {
    std::uint8_t kind = 0;  ///< a SlotKind, or a newer program's: passed over and kept
    std::vector<std::uint8_t> content;
};

/// The file vault.key: which file of the folder holds the records, and the key that opens it, once per way to get it.
/// Writing it is the one moment at which a new records file or passphrase starts to count.
struct Vault {
    std::uint32_t generation = 1;             ///< names the records file; rises when the records get a new key
    std::array<std::uint8_t, 16> store_id{};  ///< random; binds the slots to this store
    std::vector<VaultSlot> slots;
    std::filesystem::path file;  ///< where it was read from, for messages; empty for a new one
};

/// A vault of a new store, without slots.
[[nodiscard]] Vault make_vault();

void add_plain_slot(Vault& vault, const SecretBytes& data_key);
/// Argon2id time. Throws Error Io when there is not enough memory for `cost`.
void add_passphrase_slot(Vault& vault, const SecretBytes& data_key, std::string_view passphrase,
                         const KeyDerivationCost& cost);
void remove_slots(Vault& vault, SlotKind kind);

[[nodiscard]] bool has_slot(const Vault& vault, SlotKind kind);
/// nullopt when the vault has no plain slot.
[[nodiscard]] std::optional<SecretBytes> find_plain_key(const Vault& vault);
/// nullopt when no passphrase slot opens with it. Argon2id time per slot. Throws Error Io when a slot's cost is below
/// k_least_key_memory_bytes (somebody made guessing cheap) or beyond all reason.
[[nodiscard]] std::optional<SecretBytes> find_key(const Vault& vault, std::string_view passphrase);

/// nullopt when there is no such file. Throws Error Io (not readable, damaged) or NewerVersion.
[[nodiscard]] std::optional<Vault> find_vault(const std::filesystem::path& file);
/// Replaces the file as a whole, 0600. Throws Error DiskFull, ReadOnly or Io.
void write_vault(const std::filesystem::path& file, const Vault& vault);

}  // namespace palpate::detail
