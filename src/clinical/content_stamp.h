#pragma once

#include <cstdint>
#include <filesystem>

namespace palpate {

/// Names, sizes and times of all files of a folder in one number: another one once a file is written, added or removed.
/// 0 where the folder cannot be looked at. Opens no file: less than a millisecond for assets/clinical. Any thread.
[[nodiscard]] std::uint64_t calc_content_stamp(const std::filesystem::path& folder);

}  // namespace palpate
