#pragma once

#include "support/paths.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

namespace palpate::test {

/// A file or folder of the reference material that lies beside the repository ($PALPATE_SHARED, else ../shared) and is
/// never part of it; nullopt where it is absent: the test is then skipped.
inline std::optional<std::filesystem::path> find_shared_reference(std::string_view below) {
    const char* set = std::getenv("PALPATE_SHARED");
    const std::filesystem::path root = set != nullptr && *set != '\0'
                                           ? std::filesystem::path(set)
                                           : std::filesystem::path(k_source_dir).parent_path() / "shared";
    std::error_code absent;
    const std::filesystem::path found = root / below;
    return std::filesystem::exists(found, absent) ? std::optional(found) : std::nullopt;
}

}  // namespace palpate::test
