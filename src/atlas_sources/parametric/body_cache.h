#pragma once

#include "base/diagnostic.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate::parametric {

/// The generated body on disk: one file with a header that names its key and the checksum of its payload.

/// What was found. `payload` only where the file is whole and made from the same figures by the same generator.
struct CachedBody {
    std::optional<std::vector<std::byte>> payload;
    std::optional<Diagnostic> finding;  ///< why a file that is there is not used; none for a missing or outdated one
};

/// `key` is what the body depends on, 32 letters (content_hash). Throws nothing; reading costs about 1 ms per 2 MB.
[[nodiscard]] CachedBody read_body_cache(const std::filesystem::path& file, const std::string& key);

/// Replaces the file atomically. A full, read-only or missing place costs the cache alone: the answer says so.
[[nodiscard]] std::optional<Diagnostic> write_body_cache(const std::filesystem::path& file, const std::string& key,
                                                         std::span<const std::byte> payload);

}  // namespace palpate::parametric
