#include "store/detail/failed_unlocks.h"

#include "base/error.h"
#include "base/file_io.h"
#include "store/detail/checked_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <sstream>

namespace palpate::detail {
namespace {

constexpr std::string_view k_heading = "palpate-failed-unlocks 1";
constexpr int k_free_failures = 3;
constexpr std::chrono::milliseconds k_first_delay = std::chrono::seconds(1);
constexpr std::chrono::milliseconds k_longest_delay = std::chrono::minutes(5);

std::filesystem::path file_in(const std::filesystem::path& folder) { return folder / "unlock.failed"; }

}  // namespace

std::chrono::milliseconds delay_after(int failures) {
    if (failures <= k_free_failures) {
        return std::chrono::milliseconds(0);
    }
    const int doublings = std::min(failures - k_free_failures - 1, 20);
    return std::min(k_first_delay * (1 << doublings), k_longest_delay);
}

std::chrono::milliseconds remaining_delay(const FailedUnlocks& failed, const Uptime& now) {
    const auto passed = now.boot == failed.last.boot ? now.time - failed.last.time : now.time;
    const auto delay = delay_after(failed.count);
    return std::clamp(delay - passed, std::chrono::milliseconds(0), delay);
}

FailedUnlocks read_failed_unlocks(const std::filesystem::path& folder) {
    std::ifstream stream(file_in(folder), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto body = find_checked_body(text, k_heading);
    if (!body) {
        return {};
    }
    FailedUnlocks failed;
    std::int64_t milliseconds = 0;
    std::istringstream words(*body);
    words >> failed.count >> milliseconds >> failed.last.boot;
    failed.last.time = std::chrono::milliseconds(milliseconds);
    std::string user;
    for (int count = 0; words >> user >> count;) {
        failed.by_user[user] = count;
    }
    return failed;
}

void write_failed_unlocks(const std::filesystem::path& folder, const FailedUnlocks& failed) {
    if (failed.count == 0) {
        std::error_code ignored;
        std::filesystem::remove(file_in(folder), ignored);
        return;
    }
    std::string body = fmt::format("{} {} {}\n", failed.count, failed.last.time.count(), failed.last.boot);
    for (const auto& [user, count] : failed.by_user) {
        body += fmt::format("{} {}\n", user, count);
    }
    write_file_atomically(file_in(folder), make_checked_text(k_heading, body));
}

Uptime system_uptime() {
    Uptime uptime;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> uptime.boot;
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    uptime.time = std::chrono::milliseconds(std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000);
    return uptime;
}

}  // namespace palpate::detail
