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

/// How a slot keeps the data key. Numbers are for ever; the system's keyring gets 3.
enum class SlotKind : std::uint8_t {
    Plain = 0,       ///< the key itself: a store without passphrase
    Passphrase = 1,  ///< wrapped by XChaCha20-Poly1305 under an Argon2id key
    Recovery = 2     ///< sealed to a public key whose other half is made from the recovery code
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
/// Public: with it the data key can be sealed anew, when it is replaced, without the code.
using RecoveryKey = std::array<std::uint8_t, 32>;
[[nodiscard]] RecoveryKey recovery_key_of(const SecretBytes& code);
void add_recovery_slot(Vault& vault, const SecretBytes& data_key, const RecoveryKey& recovery_key);
/// Of the vault's recovery slot. Anyone who can write the vault can have put it there: compare before sealing to it.
[[nodiscard]] std::optional<RecoveryKey> find_recovery_key(const Vault& vault);

void remove_slots(Vault& vault, SlotKind kind);

[[nodiscard]] bool has_slot(const Vault& vault, SlotKind kind);
/// nullopt when the vault has no plain slot.
[[nodiscard]] std::optional<SecretBytes> find_plain_key(const Vault& vault);
/// nullopt when no passphrase slot opens with it. Argon2id time per slot. Throws Error Io when a slot's cost is below
/// k_least_key_memory_bytes (somebody made guessing cheap) or beyond all reason.
[[nodiscard]] std::optional<SecretBytes> find_key(const Vault& vault, std::string_view passphrase);

/// nullopt when no recovery slot opens with the code. Throws Error Io when a slot is damaged.
[[nodiscard]] std::optional<SecretBytes> find_key_by_code(const Vault& vault, const SecretBytes& code);

/// nullopt when there is no such file. Throws Error Io (not readable, damaged) or NewerVersion.
[[nodiscard]] std::optional<Vault> find_vault(const std::filesystem::path& file);
/// Replaces the file as a whole, 0600. Throws Error DiskFull, ReadOnly or Io.
void write_vault(const std::filesystem::path& file, const Vault& vault);

}  // namespace palpate::detail
