#include "base/running_time.h"

#include <cstdint>
#include <ctime>

namespace palpate {
namespace {

std::chrono::milliseconds read(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::milliseconds(std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000);
}

}  // namespace

RunningTime system_running_time() { return {.awake = read(CLOCK_MONOTONIC), .total = read(CLOCK_BOOTTIME)}; }

}  // namespace palpate
