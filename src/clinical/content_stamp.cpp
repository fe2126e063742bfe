#include "clinical/content_stamp.h"

#include <string>
#include <system_error>

namespace palpate {
namespace {

/// FNV-1a.
std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char letter : text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    }
    return hash;
}

std::uint64_t stamp_of(const std::filesystem::directory_entry& entry) {
    std::error_code gone;  // while it was looked at: the next look sees what is there
    if (!entry.is_regular_file(gone)) {
        return 0;
    }
    const auto time = entry.last_write_time(gone).time_since_epoch().count();
    return hash_of(entry.path().string() + " " + std::to_string(entry.file_size(gone)) + " " + std::to_string(time));
}

}  // namespace

std::uint64_t calc_content_stamp(const std::filesystem::path& folder) {
    std::uint64_t stamp = 0;
    std::error_code fault;
    for (auto file = std::filesystem::recursive_directory_iterator(folder, fault);
         !fault && file != std::filesystem::recursive_directory_iterator(); file.increment(fault)) {
        stamp += stamp_of(*file);  // a sum: folders are listed in no certain order
    }
    return fault ? 0 : stamp;
}

}  // namespace palpate
