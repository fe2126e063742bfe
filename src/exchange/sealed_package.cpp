#include "exchange/sealed_package.h"

#include "base/error.h"
#include "exchange/detail/json_text.h"
#include "exchange/exchange_limits.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <span>

namespace palpate {
namespace {

constexpr std::string_view k_magic = "PALPATEP";
constexpr std::uint8_t k_version = 1;
constexpr std::size_t k_salt_bytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t k_head_bytes = k_magic.size() + 1 + 2 * sizeof(std::uint64_t) + k_salt_bytes;
constexpr std::size_t k_stream_head_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t k_seal_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t k_piece_bytes = std::size_t{64} << 10;

/// The key of a stream, guarded and wiped by libsodium.
class StreamKey {
public:
    StreamKey() : memory_(static_cast<std::uint8_t*>(make())) {
        if (memory_ == nullptr) {
            throw Error(ErrorCode::Io, {"error.exchange.package-memory", {}});
        }
    }
    [[nodiscard]] std::uint8_t* bytes() { return memory_.get(); }

private:
    static void* make() { return ::sodium_init() < 0 ? nullptr : ::sodium_malloc(k_size); }
    struct Free {
        void operator()(std::uint8_t* memory) const noexcept { ::sodium_free(memory); }
    };
    static constexpr std::size_t k_size = crypto_secretstream_xchacha20poly1305_KEYBYTES;
    std::unique_ptr<std::uint8_t, Free> memory_;
};

struct Head {
    std::uint8_t version = k_version;
    PackageCost cost;
    std::array<std::uint8_t, k_salt_bytes> salt{};
};

/// Numbers with the lowest byte first.
void append_number(std::string& out, std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
        out += static_cast<char>(number >> (8 * byte) & 0xFF);
    }
}

std::uint64_t number_at(std::string_view bytes) {
    std::uint64_t number = 0;
    for (int byte = 7; byte >= 0; --byte) {
        number = number << 8 | static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(byte)]);
    }
    return number;
}

std::string write_head(const Head& head) {
    std::string out(k_magic);
    out += static_cast<char>(head.version);
    append_number(out, head.cost.memory_bytes);
    append_number(out, head.cost.passes);
    out.append(reinterpret_cast<const char*>(head.salt.data()), head.salt.size());
    return out;
}

bool is_between(const PackageCost& cost, const PackageCost& least, const PackageCost& most) {
    return cost.memory_bytes >= least.memory_bytes && cost.memory_bytes <= most.memory_bytes &&
           cost.passes >= least.passes && cost.passes <= most.passes;
}

[[noreturn]] void refuse_damaged() { throw Error(ErrorCode::InvalidContent, {"error.exchange.package-damaged", {}}); }

Head read_head(std::string_view package) {
    if (!is_package(package)) {
        throw Error(ErrorCode::InvalidContent, {"error.exchange.no-package", {}});
    }
    // The head, the stream's own, and one seal at the least; and no more than a record may have.
    if (package.size() < k_head_bytes + k_stream_head_bytes + k_seal_bytes) {
        refuse_damaged();
    }
    if (package.size() > k_most_import_bytes + (k_most_import_bytes / k_piece_bytes + 8) * k_seal_bytes) {
        detail::refuse_content("error.exchange.too-large", {});
    }
    Head head;
    package.remove_prefix(k_magic.size());
    head.version = static_cast<std::uint8_t>(package[0]);
    if (head.version > k_version) {
        throw Error(ErrorCode::NewerVersion, {"error.exchange.newer", {{"version", std::to_string(head.version)}}});
    }
    package.remove_prefix(1);
    head.cost = {.memory_bytes = number_at(package), .passes = number_at(package.substr(8))};
    std::memcpy(head.salt.data(), package.data() + 16, k_salt_bytes);
    if (head.version == 0 || !is_between(head.cost, k_least_package_cost, k_most_package_cost)) {
        refuse_damaged();
    }
    return head;
}

StreamKey derive_key(std::string_view passphrase, const Head& head) {
    StreamKey key;
    const int failed = ::crypto_pwhash(key.bytes(), crypto_secretstream_xchacha20poly1305_KEYBYTES, passphrase.data(),
                                       passphrase.size(), head.salt.data(), head.cost.passes,
                                       static_cast<std::size_t>(head.cost.memory_bytes), crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) {
        throw Error(ErrorCode::Io, {"error.exchange.package-memory", {}});
    }
    return key;
}

const std::uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

/// The stream's pieces, decrypted; `head` is what the first of them is bound to.
std::string open_pieces(crypto_secretstream_xchacha20poly1305_state& stream, std::string_view sealed,
                        std::string_view head) {
    std::string text;
    text.reserve(sealed.size());
    std::array<std::uint8_t, k_piece_bytes> piece{};
    for (bool first = true;; first = false) {
        const std::string_view next = sealed.substr(0, k_piece_bytes + k_seal_bytes);
        unsigned long long length = 0;
        std::uint8_t tag = 0;
        const std::string_view bound = first ? head : std::string_view();
        if (next.size() < k_seal_bytes ||
            ::crypto_secretstream_xchacha20poly1305_pull(&stream, piece.data(), &length, &tag, bytes_of(next),
                                                         next.size(), bytes_of(bound), bound.size()) != 0) {
            if (first) {
                throw Error(ErrorCode::WrongPassphrase, {"error.exchange.package-passphrase", {}});
            }
            refuse_damaged();
        }
        text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(length));
        sealed.remove_prefix(next.size());
        const bool is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        if (is_last != sealed.empty()) {
            refuse_damaged();
        }
        if (is_last) {
            return text;
        }
    }
}

}  // namespace

std::string seal_package(std::string_view text, std::string_view passphrase, const PackageCost& cost) {
    if (passphrase.size() < k_least_package_passphrase) {
        throw Error(ErrorCode::Usage,
                    {"error.exchange.package-short", {{"characters", std::to_string(k_least_package_passphrase)}}});
    }
    PALPATE_ASSERT(is_between(cost, k_least_package_cost, k_most_package_cost));
    Head head{.cost = cost};
    StreamKey key = [&] {
        const StreamKey ready;  // libsodium is, once there is a key
        ::randombytes_buf(head.salt.data(), head.salt.size());
        return derive_key(passphrase, head);
    }();
    const std::string head_bytes = write_head(head);
    std::string package = head_bytes;
    crypto_secretstream_xchacha20poly1305_state stream;
    std::array<std::uint8_t, k_stream_head_bytes> stream_head{};
    ::crypto_secretstream_xchacha20poly1305_init_push(&stream, stream_head.data(), key.bytes());
    package.append(reinterpret_cast<const char*>(stream_head.data()), stream_head.size());
    std::array<std::uint8_t, k_piece_bytes + k_seal_bytes> sealed{};
    std::string_view bound = head_bytes;
    do {
        const std::string_view piece = text.substr(0, k_piece_bytes);
        text.remove_prefix(piece.size());
        unsigned long long length = 0;
        const std::uint8_t tag = text.empty() ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
        ::crypto_secretstream_xchacha20poly1305_push(&stream, sealed.data(), &length, bytes_of(piece), piece.size(),
                                                     bytes_of(bound), bound.size(), tag);
        package.append(reinterpret_cast<const char*>(sealed.data()), static_cast<std::size_t>(length));
        bound = {};
    } while (!text.empty());
    ::sodium_memzero(&stream, sizeof(stream));
    return package;
}

std::string open_package(std::string_view package, std::string_view passphrase) {
    const Head head = read_head(package);
    StreamKey key = derive_key(passphrase, head);
    crypto_secretstream_xchacha20poly1305_state stream;
    const std::string_view head_bytes = package.substr(0, k_head_bytes);
    if (::crypto_secretstream_xchacha20poly1305_init_pull(&stream, bytes_of(package.substr(k_head_bytes)),
                                                          key.bytes()) != 0) {
        refuse_damaged();
    }
    std::string text = open_pieces(stream, package.substr(k_head_bytes + k_stream_head_bytes), head_bytes);
    ::sodium_memzero(&stream, sizeof(stream));
    return text;
}

bool is_package(std::string_view bytes) { return bytes.starts_with(k_magic); }

}  // namespace palpate
