#include "atlas_sources/parametric/body_cache.h"

#include "base/content_hash.h"
#include "base/error.h"
#include "base/file_io.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>

namespace palpate::parametric {
namespace {

constexpr std::size_t k_hash_length = 32;

/// Fixed size, plain bytes; the payload follows.
struct Header {
    std::array<char, 8> magic{'P', 'A', 'L', 'P', 'B', 'O', 'D', 'Y'};
    std::uint64_t payload_size = 0;
    std::array<char, k_hash_length> key{};
    std::array<char, k_hash_length> checksum{};
};
static_assert(sizeof(Header) == 80);

std::string_view to_view(const std::array<char, k_hash_length>& letters) { return {letters.data(), letters.size()}; }

std::array<char, k_hash_length> to_letters(const std::string& hash) {
    PALPATE_ASSERT(hash.size() == k_hash_length);
    std::array<char, k_hash_length> letters{};
    std::ranges::copy(hash, letters.begin());
    return letters;
}

Diagnostic damaged(const std::filesystem::path& file) {
    return {Severity::Note, file.string(), {"note.atlas.cache-damaged", {{"file", file.string()}}}};
}

}  // namespace

CachedBody read_body_cache(const std::filesystem::path& file, const std::string& key) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return {};
    }
    std::vector<std::byte> bytes;
    try {
        bytes = read_binary_file(file);
    } catch (const Error&) {
        return {std::nullopt, damaged(file)};
    }
    Header header;
    if (bytes.size() < sizeof(Header)) {
        return {std::nullopt, damaged(file)};
    }
    std::memcpy(&header, bytes.data(), sizeof(Header));
    if (header.magic != Header{}.magic || header.payload_size != bytes.size() - sizeof(Header)) {
        return {std::nullopt, damaged(file)};
    }
    const auto payload = std::span<const std::byte>(bytes).subspan(sizeof(Header));
    if (content_hash(payload) != to_view(header.checksum)) {
        return {std::nullopt, damaged(file)};
    }
    if (to_view(header.key) != key) {
        return {};  // whole, but of other figures or of another version
    }
    bytes.erase(bytes.begin(), bytes.begin() + sizeof(Header));
    return {std::move(bytes), std::nullopt};
}

std::optional<Diagnostic> write_body_cache(const std::filesystem::path& file, const std::string& key,
                                           std::span<const std::byte> payload) {
    Header header;
    header.payload_size = payload.size();
    header.key = to_letters(key);
    header.checksum = to_letters(content_hash(payload));
    std::vector<std::byte> bytes(sizeof(Header) + payload.size());
    std::memcpy(bytes.data(), &header, sizeof(Header));
    std::ranges::copy(payload, bytes.begin() + sizeof(Header));
    try {
        write_file_atomically(file, std::span<const std::byte>(bytes));
        return std::nullopt;
    } catch (const Error& error) {
        return Diagnostic{Severity::Note,
                          file.string(),
                          {"note.atlas.cache-not-written", {{"file", file.string()}, {"reason", error.what()}}}};
    }
}

}  // namespace palpate::parametric
