#pragma once

#include "casebook/edits.h"
#include "store/open_store.h"
#include "support/error_code.h"
#include "support/random_case.h"
#include "support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>

namespace palpate {

/// The least cost a vault accepts: the tests open hundreds of them.
inline constexpr KeyDerivationCost k_quick_key{.memory_bytes = k_least_key_memory_bytes, .passes = 1};

/// A machine that has run an hour longer each time it is asked: nobody waits after wrong passphrases.
inline Uptime next_hour() {
    static std::chrono::milliseconds time{};
    return {.boot = "test", .time = time += std::chrono::hours(1)};
}

inline StoreOptions options_for(const std::filesystem::path& folder) {
    return {.folder = folder, .key_cost = k_quick_key, .patience = std::chrono::milliseconds(200), .uptime = next_hour};
}

inline StoreOptions locked_options(const std::filesystem::path& folder, const std::string& passphrase) {
    StoreOptions options = options_for(folder);
    options.passphrase = passphrase;
    return options;
}

inline std::optional<ErrorCode> opening_fails_with(const StoreOptions& options) {
    return error_code_of([&] { static_cast<void>(open_store(options)); });
}

inline std::string opening_fails_saying(const StoreOptions& options) {
    return error_key_of([&] { static_cast<void>(open_store(options)); });
}

/// Saves a new client with some thirty edits and answers what was saved.
inline CaseDocument save_random_case(Store& store, std::uint32_t seed = 7) {
    const CaseDocument document = RandomCase(seed).document();
    store.save(diff(CaseDocument{}, document));
    return document;
}

inline std::set<std::string> names_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void replace_content(const std::filesystem::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

}  // namespace palpate
