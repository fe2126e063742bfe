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
    Recovery = 2,    ///< sealed to a public key whose other half is made from the recovery code
    User = 4         ///< of a person with a name and a role: users_of()
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

// A person's slot holds their name and role, a public key, its other half wrapped by their passphrase (Argon2id,
// XChaCha20-Poly1305), and the data key sealed to the public key together with a digest of the vault's header, name and
// role. So an owner can change a role, or replace the data key, without anybody's passphrase, and nobody without the data
// key can change either unseen. Names and roles can be read without a key.

struct VaultUser {
    StoreUser user;
    RecoveryKey
        key{};  ///< the public one. Anyone who can write the vault can have put it there, as find_recovery_key()
};
/// In the order they were added. Throws Error Io when a slot is damaged.
[[nodiscard]] std::vector<VaultUser> users_of(const Vault& vault);
/// Adds the slot of `user`, whose id is 32 hex digits, or replaces it. Argon2id time.
void put_user_slot(Vault& vault, const SecretBytes& data_key, const StoreUser& user, std::string_view passphrase,
                   const KeyDerivationCost& cost);
/// nullopt when the passphrase does not open the person's slot, or the slot is not of this vault, name and role. Argon2id
/// time. Throws Error Io as find_key().
[[nodiscard]] std::optional<SecretBytes> find_user_key(const Vault& vault, const std::string& id,
                                                       std::string_view passphrase);
/// Another name, role or data key for the person of that id; what their passphrase opens stays.
void reseal_user_slot(Vault& vault, const SecretBytes& data_key, const StoreUser& user);
void remove_user_slot(Vault& vault, const std::string& id);

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
