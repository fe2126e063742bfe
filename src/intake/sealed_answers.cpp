#include "intake/sealed_answers.h"

#include "base/error.h"

#include <sodium.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::string_view k_magic = "BMIN";
constexpr char k_version = 1;
constexpr std::size_t k_fingerprint_bytes = 8;
constexpr std::size_t k_head_bytes = k_magic.size() + 1 + k_fingerprint_bytes;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require_sodium() {
    if (::sodium_init() < 0) {
        throw Error(ErrorCode::Io, {"error.intake.no-randomness", {}});
    }
}

[[noreturn]] void refuse(const char* key) { throw Error(ErrorCode::InvalidContent, {key, {}}); }

}  // namespace

IntakeKey make_intake_key(Timestamp now) {
    require_sodium();
    IntakeKey key{.made = now};
    key.public_half.resize(crypto_box_PUBLICKEYBYTES);
    key.secret_half.resize(crypto_box_SECRETKEYBYTES);
    ::crypto_box_keypair(key.public_half.data(), key.secret_half.data());
    return key;
}

/// Shorter than libsodium recommends a hash to be: it names a key among a practice's few, and proves nothing.
std::string fingerprint_of(std::span<const std::uint8_t> public_half) {
    require_sodium();
    std::string fingerprint(k_fingerprint_bytes, '\0');
    const int failed = ::crypto_generichash(bytes_of(fingerprint), fingerprint.size(), public_half.data(),
                                            public_half.size(), nullptr, 0);
    PALPATE_ASSERT(failed == 0);
    return fingerprint;
}

std::string to_url_base64(std::string_view bytes) {
    constexpr int k_form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), k_form), '\0');
    ::sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), k_form);
    text.pop_back();  // the zero at the end
    return text;
}

bool is_answers_file(std::string_view bytes) { return bytes.starts_with(k_magic); }

std::string seal_answers(std::string_view text, std::span<const std::uint8_t> public_half) {
    require_sodium();
    PALPATE_ASSERT(public_half.size() == crypto_box_PUBLICKEYBYTES);
    std::string sealed(text.size() + crypto_box_SEALBYTES, '\0');
    if (::crypto_box_seal(bytes_of(sealed), bytes_of(text), text.size(), public_half.data()) != 0) {
        throw Error(ErrorCode::Io, {"error.intake.no-randomness", {}});
    }
    return std::string(k_magic) + k_version + fingerprint_of(public_half) + sealed;
}

std::string open_answers(std::string_view file, std::span<const IntakeKey> keys) {
    require_sodium();
    if (file.size() > k_most_answers_file_bytes) {
        refuse("error.intake.file-too-large");
    }
    if (!is_answers_file(file)) {
        refuse("error.intake.no-answers-file");
    }
    if (file.size() > k_magic.size() && file[k_magic.size()] != k_version) {
        throw Error(ErrorCode::NewerVersion, {"error.intake.newer-file", {}});
    }
    if (file.size() < k_head_bytes + crypto_box_SEALBYTES) {
        refuse("error.intake.file-damaged");
    }
    const std::string_view fingerprint = file.substr(k_magic.size() + 1, k_fingerprint_bytes);
    const std::string_view sealed = file.substr(k_head_bytes);
    const auto key = std::ranges::find_if(
        keys, [&](const IntakeKey& one) { return fingerprint_of(one.public_half) == fingerprint; });
    if (key == keys.end()) {
        refuse("error.intake.other-practice");
    }
    std::string text(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (::crypto_box_seal_open(bytes_of(text), bytes_of(sealed), sealed.size(), key->public_half.data(),
                               key->secret_half.data()) != 0) {
        refuse("error.intake.file-damaged");
    }
    return text;
}

}  // namespace palpate
