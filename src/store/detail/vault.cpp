#include "store/detail/vault.h"

#include "base/error.h"
#include "base/file_io.h"
#include "store/detail/blake2b.h"
#include "store/detail/recovery_code.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace palpate::detail {
namespace {

// The file, little-endian: magic 8, version u16, generation u32, store id 16, slot count u8, then per slot kind u8,
// length u16 and content; last 16 bytes of BLAKE2b over all before, which tell damage from a wrong passphrase.
constexpr std::array<std::uint8_t, 8> k_magic{'P', 'a', 'l', 'p', 'V', 'l', 't', '\n'};
constexpr std::uint16_t k_version = 1;
constexpr std::size_t k_checksum_bytes = 16;
constexpr std::size_t k_largest_file_bytes = 64 * 1024;

constexpr std::size_t k_salt_bytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t k_nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t k_wrapped_bytes = k_data_key_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t k_header_sum_bytes = 32;
constexpr std::size_t k_sealed_bytes = k_data_key_bytes + k_header_sum_bytes + crypto_box_SEALBYTES;
static_assert(crypto_box_PUBLICKEYBYTES == sizeof(RecoveryKey) && crypto_box_SEEDBYTES == k_recovery_bytes);
constexpr std::uint64_t k_most_key_memory_bytes = 8ULL << 30;
constexpr std::uint64_t k_most_passes = 1000;

using Bytes = std::vector<std::uint8_t>;

/// Where parsing and unwrapping find damage; names no file yet.
struct Damage {};

[[noreturn]] void throw_damaged(const std::filesystem::path& file) {
    throw Error(ErrorCode::Io, {"error.store.vault-damaged", {{"file", file.string()}}});
}

template <class Number>
void append_number(Bytes& out, Number value) {
    for (std::size_t byte = 0; byte < sizeof(Number); ++byte) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * byte)));
    }
}

template <class Range>
void append_bytes(Bytes& out, const Range& bytes) {
    out.insert(out.end(), std::begin(bytes), std::end(bytes));
}

/// Takes a file apart from its start; anything missing is damage.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> content) : rest_(content) {}

    [[nodiscard]] std::span<const std::uint8_t> bytes(std::size_t count) {
        if (rest_.size() < count) {
            throw Damage();
        }
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    template <class Number>
    [[nodiscard]] Number number() {
        const auto taken = bytes(sizeof(Number));
        std::uint64_t value = 0;
        for (std::size_t byte = 0; byte < sizeof(Number); ++byte) {
            value |= static_cast<std::uint64_t>(taken[byte]) << (8 * byte);
        }
        return static_cast<Number>(value);
    }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    std::span<const std::uint8_t> rest_;
};

std::array<std::uint8_t, k_checksum_bytes> checksum(std::span<const std::uint8_t> content) {
    std::array<std::uint8_t, k_checksum_bytes> sum{};
    ::crypto_generichash(sum.data(), sum.size(), content.data(), content.size(), nullptr, 0);
    return sum;
}

Bytes serialise_header(const Vault& vault) {
    Bytes out;
    append_bytes(out, k_magic);
    append_number(out, k_version);
    append_number(out, vault.generation);
    append_bytes(out, vault.store_id);
    return out;
}

Bytes serialise(const Vault& vault) {
    Bytes out = serialise_header(vault);
    append_number(out, static_cast<std::uint8_t>(vault.slots.size()));
    for (const VaultSlot& slot : vault.slots) {
        append_number(out, slot.kind);
        append_number(out, static_cast<std::uint16_t>(slot.content.size()));
        append_bytes(out, slot.content);
    }
    append_bytes(out, checksum(out));
    return out;
}

Vault parse(std::span<const std::uint8_t> content, const std::filesystem::path& file) {
    if (content.size() < k_magic.size() + sizeof k_version + k_checksum_bytes) {
        throw Damage();
    }
    const auto body = content.first(content.size() - k_checksum_bytes);
    Reader reader(body);
    const bool is_vault = std::ranges::equal(reader.bytes(k_magic.size()), k_magic);
    if (!is_vault || !std::ranges::equal(checksum(body), content.last(k_checksum_bytes))) {
        throw Damage();
    }
    if (reader.number<std::uint16_t>() > k_version) {
        throw Error(ErrorCode::NewerVersion, {"error.store.vault-newer", {{"file", file.string()}}});
    }
    Vault vault;
    vault.file = file;
    vault.generation = reader.number<std::uint32_t>();
    std::ranges::copy(reader.bytes(vault.store_id.size()), vault.store_id.begin());
    const auto count = reader.number<std::uint8_t>();
    for (int slot = 0; slot < count; ++slot) {
        const auto kind = reader.number<std::uint8_t>();
        const auto kept = reader.bytes(reader.number<std::uint16_t>());
        vault.slots.push_back({.kind = kind, .content = Bytes(kept.begin(), kept.end())});
    }
    if (!reader.at_end()) {
        throw Damage();
    }
    return vault;
}

/// The readable front of a passphrase slot.
struct Wrapping {
    KeyDerivationCost cost;
    std::array<std::uint8_t, k_salt_bytes> salt{};
};

Bytes serialise_wrapping(const Wrapping& wrapping) {
    Bytes out;
    append_number(out, wrapping.cost.passes);
    append_number(out, wrapping.cost.memory_bytes);
    append_bytes(out, wrapping.salt);
    return out;
}

/// What the seal covers besides the key: nobody can move a slot to another store or lower its cost unseen.
Bytes associated_data(const Vault& vault, const Wrapping& wrapping) {
    Bytes out = serialise_header(vault);
    append_number(out, static_cast<std::uint8_t>(SlotKind::Passphrase));
    append_bytes(out, serialise_wrapping(wrapping));
    return out;
}

/// A secret of 32 bytes under a passphrase, as it stands in a slot.
struct Wrapped {
    Wrapping wrapping;
    std::array<std::uint8_t, k_nonce_bytes> nonce{};
    std::array<std::uint8_t, k_wrapped_bytes> secret{};
};

SecretBytes derive_key(std::string_view passphrase, const Wrapping& wrapping) {
    SecretBytes key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    const int failed = ::crypto_pwhash(
        key.bytes().data(), key.size(), passphrase.data(), passphrase.size(), wrapping.salt.data(),
        wrapping.cost.passes, static_cast<std::size_t>(wrapping.cost.memory_bytes), crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) {
        const std::uint64_t needed_mib = wrapping.cost.memory_bytes >> 20;
        throw Error(ErrorCode::Io, {"error.store.key-memory", {{"mib", std::to_string(needed_mib)}}});
    }
    return key;
}

Wrapped read_wrapped(Reader& reader) {
    Wrapped wrapped;
    wrapped.wrapping.cost.passes = reader.number<std::uint64_t>();
    wrapped.wrapping.cost.memory_bytes = reader.number<std::uint64_t>();
    std::ranges::copy(reader.bytes(k_salt_bytes), wrapped.wrapping.salt.begin());
    std::ranges::copy(reader.bytes(k_nonce_bytes), wrapped.nonce.begin());
    std::ranges::copy(reader.bytes(k_wrapped_bytes), wrapped.secret.begin());
    return wrapped;
}

void append_wrapped(Bytes& out, const Wrapped& wrapped) {
    append_bytes(out, serialise_wrapping(wrapped.wrapping));
    append_bytes(out, wrapped.nonce);
    append_bytes(out, wrapped.secret);
}

Wrapping make_wrapping(const KeyDerivationCost& cost) {
    PALPATE_ASSERT(cost.memory_bytes >= k_least_key_memory_bytes && cost.passes >= 1);
    Wrapping wrapping{.cost = cost};
    ::randombytes_buf(wrapping.salt.data(), wrapping.salt.size());
    return wrapping;
}

Wrapped wrap(const SecretBytes& secret, std::string_view passphrase, const Wrapping& wrapping, const Bytes& bound) {
    PALPATE_ASSERT(secret.size() == k_data_key_bytes);
    Wrapped wrapped{.wrapping = wrapping};
    ::randombytes_buf(wrapped.nonce.data(), wrapped.nonce.size());
    const SecretBytes wrapping_key = derive_key(passphrase, wrapping);
    ::crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped.secret.data(), nullptr, secret.bytes().data(), secret.size(),
                                                 bound.data(), bound.size(), nullptr, wrapped.nonce.data(),
                                                 wrapping_key.bytes().data());
    return wrapped;
}

std::optional<SecretBytes> unwrap(const Vault& vault, const Wrapped& wrapped, std::string_view passphrase,
                                  const Bytes& bound) {
    const KeyDerivationCost& cost = wrapped.wrapping.cost;
    if (cost.passes < 1 || cost.passes > k_most_passes || cost.memory_bytes > k_most_key_memory_bytes) {
        throw Damage();
    }
    if (cost.memory_bytes < k_least_key_memory_bytes) {
        throw Error(ErrorCode::Io, {"error.store.vault-weak", {{"file", vault.file.string()}}});
    }
    const SecretBytes wrapping_key = derive_key(passphrase, wrapped.wrapping);
    SecretBytes secret(k_data_key_bytes);
    const int failed = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
        secret.bytes().data(), nullptr, nullptr, wrapped.secret.data(), wrapped.secret.size(), bound.data(),
        bound.size(), wrapped.nonce.data(), wrapping_key.bytes().data());
    return failed == 0 ? std::optional(std::move(secret)) : std::nullopt;
}

std::optional<SecretBytes> unwrap(const Vault& vault, const VaultSlot& slot, std::string_view passphrase) {
    Reader reader(slot.content);
    const Wrapped wrapped = read_wrapped(reader);
    if (!reader.at_end()) {
        throw Damage();
    }
    return unwrap(vault, wrapped, passphrase, associated_data(vault, wrapped.wrapping));
}

/// The two halves that a recovery code stands for.
struct RecoveryPair {
    RecoveryKey open{};
    SecretBytes secret{crypto_box_SECRETKEYBYTES};
};

RecoveryPair make_recovery_pair(const SecretBytes& code) {
    PALPATE_ASSERT(code.size() == crypto_box_SEEDBYTES);
    RecoveryPair pair;
    ::crypto_box_seed_keypair(pair.open.data(), pair.secret.bytes().data(), code.bytes().data());
    return pair;
}

/// Sealed with the key: a seal has no associated data, and this one shall be good for one vault and generation only.
std::vector<std::uint8_t> header_sum(const Vault& vault) {
    return Blake2b(k_header_sum_bytes).bytes(serialise_header(vault)).digest();
}

}  // namespace

Vault make_vault() {
    PALPATE_ASSERT(::sodium_init() >= 0);
    Vault vault;
    ::randombytes_buf(vault.store_id.data(), vault.store_id.size());
    return vault;
}

void add_plain_slot(Vault& vault, const SecretBytes& data_key) {
    const auto bytes = data_key.bytes();
    vault.slots.push_back(
        {.kind = static_cast<std::uint8_t>(SlotKind::Plain), .content = Bytes(bytes.begin(), bytes.end())});
}

void add_passphrase_slot(Vault& vault, const SecretBytes& data_key, std::string_view passphrase,
                         const KeyDerivationCost& cost) {
    const Wrapping wrapping = make_wrapping(cost);
    VaultSlot slot{.kind = static_cast<std::uint8_t>(SlotKind::Passphrase), .content = {}};
    append_wrapped(slot.content, wrap(data_key, passphrase, wrapping, associated_data(vault, wrapping)));
    vault.slots.push_back(std::move(slot));
}

RecoveryKey recovery_key_of(const SecretBytes& code) { return make_recovery_pair(code).open; }

void add_recovery_slot(Vault& vault, const SecretBytes& data_key, const RecoveryKey& recovery_key) {
    SecretBytes message(k_data_key_bytes + k_header_sum_bytes);
    std::ranges::copy(data_key.bytes(), message.bytes().begin());
    std::ranges::copy(header_sum(vault), message.bytes().begin() + k_data_key_bytes);
    std::array<std::uint8_t, k_sealed_bytes> sealed{};
    ::crypto_box_seal(sealed.data(), message.bytes().data(), message.size(), recovery_key.data());
    VaultSlot slot{.kind = static_cast<std::uint8_t>(SlotKind::Recovery), .content = {}};
    append_bytes(slot.content, recovery_key);
    append_bytes(slot.content, sealed);
    vault.slots.push_back(std::move(slot));
}

std::optional<RecoveryKey> find_recovery_key(const Vault& vault) {
    for (const VaultSlot& slot : vault.slots) {
        if (slot.kind == static_cast<std::uint8_t>(SlotKind::Recovery) && slot.content.size() > sizeof(RecoveryKey)) {
            RecoveryKey key{};
            std::copy_n(slot.content.begin(), key.size(), key.begin());
            return key;
        }
    }
    return std::nullopt;
}

std::optional<SecretBytes> find_key_by_code(const Vault& vault, const SecretBytes& code) try {
    const RecoveryPair pair = make_recovery_pair(code);
    for (const VaultSlot& slot : vault.slots) {
        if (slot.kind != static_cast<std::uint8_t>(SlotKind::Recovery)) {
            continue;
        }
        Reader reader(slot.content);
        static_cast<void>(reader.bytes(sizeof(RecoveryKey)));
        const auto sealed = reader.bytes(k_sealed_bytes);
        SecretBytes message(k_data_key_bytes + k_header_sum_bytes);
        const int failed = ::crypto_box_seal_open(message.bytes().data(), sealed.data(), sealed.size(),
                                                  pair.open.data(), pair.secret.bytes().data());
        if (failed == 0 && std::ranges::equal(message.bytes().subspan(k_data_key_bytes), header_sum(vault))) {
            SecretBytes key(k_data_key_bytes);
            std::ranges::copy(message.bytes().first(k_data_key_bytes), key.bytes().begin());
            return key;
        }
    }
    return std::nullopt;
} catch (const Damage&) {
    throw_damaged(vault.file);
}

// ---- people --------------------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t k_user_id_bytes = 16;
constexpr std::size_t k_longest_name = 200;

struct UserSlot {
    std::array<std::uint8_t, k_user_id_bytes> id{};
    std::uint8_t role = 0;
    std::string name;
    RecoveryKey key{};
    Wrapped seed;  ///< of the key's other half
    std::array<std::uint8_t, k_sealed_bytes> sealed{};
};

bool is_user(const VaultSlot& slot) { return slot.kind == static_cast<std::uint8_t>(SlotKind::User); }

UserSlot read_user(const VaultSlot& slot) {
    Reader reader(slot.content);
    UserSlot user;
    std::ranges::copy(reader.bytes(user.id.size()), user.id.begin());
    user.role = reader.number<std::uint8_t>();
    const auto name = reader.bytes(reader.number<std::uint8_t>());
    user.name.assign(name.begin(), name.end());
    std::ranges::copy(reader.bytes(user.key.size()), user.key.begin());
    user.seed = read_wrapped(reader);
    std::ranges::copy(reader.bytes(user.sealed.size()), user.sealed.begin());
    if (!reader.at_end() || user.role >= k_all_user_roles.size()) {
        throw Damage();
    }
    return user;
}

/// Name, role and key, as they stand in the slot.
Bytes serialise_face(const UserSlot& user) {
    Bytes out;
    append_bytes(out, user.id);
    append_number(out, user.role);
    append_number(out, static_cast<std::uint8_t>(user.name.size()));
    append_bytes(out, user.name);
    append_bytes(out, user.key);
    return out;
}

VaultSlot write_user(const UserSlot& user) {
    VaultSlot slot{.kind = static_cast<std::uint8_t>(SlotKind::User), .content = serialise_face(user)};
    append_wrapped(slot.content, user.seed);
    append_bytes(slot.content, user.sealed);
    return slot;
}

/// Without generation, name and role: these change while the passphrase stays.
Bytes bound_to_seed(const Vault& vault, const UserSlot& user, const Wrapping& wrapping) {
    Bytes out;
    append_bytes(out, k_magic);
    append_number(out, k_version);
    append_bytes(out, vault.store_id);
    append_number(out, static_cast<std::uint8_t>(SlotKind::User));
    append_bytes(out, user.id);
    append_bytes(out, user.key);
    append_bytes(out, serialise_wrapping(wrapping));
    return out;
}

std::vector<std::uint8_t> user_sum(const Vault& vault, const UserSlot& user) {
    return Blake2b(k_header_sum_bytes).bytes(serialise_header(vault)).bytes(serialise_face(user)).digest();
}

void seal_to_user(const Vault& vault, UserSlot& user, const SecretBytes& data_key) {
    SecretBytes message(k_data_key_bytes + k_header_sum_bytes);
    std::ranges::copy(data_key.bytes(), message.bytes().begin());
    std::ranges::copy(user_sum(vault, user), message.bytes().begin() + k_data_key_bytes);
    ::crypto_box_seal(user.sealed.data(), message.bytes().data(), message.size(), user.key.data());
}

void take_face(UserSlot& slot, const StoreUser& user) {
    PALPATE_ASSERT(user.id.size() == 2 * slot.id.size() && user.name.size() <= k_longest_name);
    PALPATE_ASSERT(::sodium_hex2bin(slot.id.data(), slot.id.size(), user.id.data(), user.id.size(), nullptr, nullptr,
                                    nullptr) == 0);
    slot.role = static_cast<std::uint8_t>(user.role);
    slot.name = user.name;
}

VaultSlot* find_user_slot(Vault& vault, const std::string& id) {
    const auto found = std::ranges::find_if(
        vault.slots, [&](const VaultSlot& slot) { return is_user(slot) && to_hex(read_user(slot).id) == id; });
    return found == vault.slots.end() ? nullptr : &*found;
}

}  // namespace

std::vector<VaultUser> users_of(const Vault& vault) try {
    std::vector<VaultUser> users;
    for (const VaultSlot& slot : vault.slots) {
        if (is_user(slot)) {
            const UserSlot user = read_user(slot);
            users.push_back({.user = {.id = to_hex(user.id), .name = user.name, .role = k_all_user_roles[user.role]},
                             .key = user.key});
        }
    }
    return users;
} catch (const Damage&) {
    throw_damaged(vault.file);
}

void put_user_slot(Vault& vault, const SecretBytes& data_key, const StoreUser& user, std::string_view passphrase,
                   const KeyDerivationCost& cost) {
    const SecretBytes seed = SecretBytes::random(k_recovery_bytes);
    UserSlot slot;
    take_face(slot, user);
    slot.key = recovery_key_of(seed);
    const Wrapping wrapping = make_wrapping(cost);
    slot.seed = wrap(seed, passphrase, wrapping, bound_to_seed(vault, slot, wrapping));
    seal_to_user(vault, slot, data_key);
    VaultSlot* before = find_user_slot(vault, user.id);
    before != nullptr ? void(*before = write_user(slot)) : vault.slots.push_back(write_user(slot));
}

std::optional<SecretBytes> find_user_key(const Vault& vault, const std::string& id, std::string_view passphrase) try {
    for (const VaultSlot& slot : vault.slots) {
        if (!is_user(slot) || to_hex(read_user(slot).id) != id) {
            continue;
        }
        const UserSlot user = read_user(slot);
        const auto seed = unwrap(vault, user.seed, passphrase, bound_to_seed(vault, user, user.seed.wrapping));
        if (!seed) {
            return std::nullopt;
        }
        const RecoveryPair pair = make_recovery_pair(*seed);
        SecretBytes message(k_data_key_bytes + k_header_sum_bytes);
        const int failed = ::crypto_box_seal_open(message.bytes().data(), user.sealed.data(), user.sealed.size(),
                                                  pair.open.data(), pair.secret.bytes().data());
        if (failed == 0 && std::ranges::equal(message.bytes().subspan(k_data_key_bytes), user_sum(vault, user))) {
            SecretBytes key(k_data_key_bytes);
            std::ranges::copy(message.bytes().first(k_data_key_bytes), key.bytes().begin());
            return key;
        }
        throw Damage();  // the passphrase is right: name, role or vault are not what the seal is for
    }
    return std::nullopt;
} catch (const Damage&) {
    throw_damaged(vault.file);
}

void reseal_user_slot(Vault& vault, const SecretBytes& data_key, const StoreUser& user) {
    VaultSlot* kept = find_user_slot(vault, user.id);
    PALPATE_ASSERT(kept != nullptr);
    UserSlot slot = read_user(*kept);
    take_face(slot, user);
    seal_to_user(vault, slot, data_key);
    *kept = write_user(slot);
}

void remove_user_slot(Vault& vault, const std::string& id) {
    std::erase_if(vault.slots,
                  [&](const VaultSlot& slot) { return is_user(slot) && to_hex(read_user(slot).id) == id; });
}

void remove_slots(Vault& vault, SlotKind kind) {
    std::erase_if(vault.slots, [&](const VaultSlot& slot) { return slot.kind == static_cast<std::uint8_t>(kind); });
}

bool has_slot(const Vault& vault, SlotKind kind) {
    return std::ranges::count(vault.slots, static_cast<std::uint8_t>(kind), &VaultSlot::kind) != 0;
}

std::optional<SecretBytes> find_plain_key(const Vault& vault) {
    for (const VaultSlot& slot : vault.slots) {
        if (slot.kind == static_cast<std::uint8_t>(SlotKind::Plain)) {
            if (slot.content.size() != k_data_key_bytes) {
                throw_damaged(vault.file);
            }
            SecretBytes key(k_data_key_bytes);
            std::ranges::copy(slot.content, key.bytes().begin());
            return key;
        }
    }
    return std::nullopt;
}

std::optional<SecretBytes> find_key(const Vault& vault, std::string_view passphrase) try {
    for (const VaultSlot& slot : vault.slots) {
        if (slot.kind == static_cast<std::uint8_t>(SlotKind::Passphrase)) {
            if (auto key = unwrap(vault, slot, passphrase)) {
                return key;
            }
        }
    }
    return std::nullopt;
} catch (const Damage&) {
    throw_damaged(vault.file);
}

std::optional<Vault> find_vault(const std::filesystem::path& file) {
    std::vector<std::byte> content;
    try {
        content = read_binary_file(file);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound) {
            return std::nullopt;
        }
        throw Error(ErrorCode::Io, {"error.store.vault-not-readable", {{"file", file.string()}}});
    }
    if (content.size() > k_largest_file_bytes) {
        throw_damaged(file);
    }
    try {
        return parse({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}, file);
    } catch (const Damage&) {
        throw_damaged(file);
    }
}

void write_vault(const std::filesystem::path& file, const Vault& vault) {
    const Bytes content = serialise(vault);
    write_file_atomically(file, std::as_bytes(std::span(content)));
}

}  // namespace palpate::detail
