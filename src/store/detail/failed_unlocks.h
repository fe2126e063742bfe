#pragma once

#include "store/open_store.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

namespace palpate::detail {

/// How often a wrong passphrase was tried since the last right one. Kept beside the vault, without any secret: it slows
/// down who sits at the machine, not who has copied the files, whom only the cost of the passphrase check holds up.
struct FailedUnlocks {
    int count = 0;
    Uptime last{};
    std::map<std::string, int> by_user{};  ///< of these, by the id of who has a name

    bool operator==(const FailedUnlocks&) const = default;
};

/// None for the first three, then 1 s, 2 s, 4 s, .. up to 5 minutes.
[[nodiscard]] std::chrono::milliseconds delay_after(int failures);
/// How long to wait still. Clocks that people set play no part: within one start of the machine its running time counts,
/// after another start the time since then, which is never more than has passed.
[[nodiscard]] std::chrono::milliseconds remaining_delay(const FailedUnlocks& failed, const Uptime& now);

/// None where there is no such file, or a damaged one.
[[nodiscard]] FailedUnlocks read_failed_unlocks(const std::filesystem::path& folder);
/// Zero failures remove the file. Throws Error.
void write_failed_unlocks(const std::filesystem::path& folder, const FailedUnlocks& failed);

[[nodiscard]] Uptime system_uptime();

}  // namespace palpate::detail
