#include "base/clock.h"

#include "base/error.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <chrono>
#include <cstring>
#include <ctime>

namespace palpate {
namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): repeatable ids for scripts and tests.
std::uint64_t next_split_mix(std::uint64_t& state) {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::tm calendar(Timestamp time, std::tm* (*convert)(const std::time_t*, std::tm*)) {
    const std::time_t seconds = static_cast<std::time_t>(time.microseconds_utc / 1'000'000);
    std::tm result{};
    convert(&seconds, &result);
    return result;
}

}  // namespace

std::string to_iso(Timestamp time) {
    const std::tm t = calendar(time, ::gmtime_r);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                       t.tm_min, t.tm_sec);
}

std::string local_date(Timestamp time) {
    const std::tm t = calendar(time, ::localtime_r);
    return fmt::format("{:04}-{:02}-{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

Timestamp SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

std::string UuidGenerator::make_id() {
    std::array<std::uint64_t, 2> words{};
    if (seeded_) {
        words = {next_split_mix(state_), next_split_mix(state_)};
    } else {
        PALPATE_ASSERT(::getrandom(words.data(), sizeof words, 0) == static_cast<ssize_t>(sizeof words));
    }
    words[0] = (words[0] & 0xffffffffffff0fffULL) | 0x4000ULL;
    words[1] = (words[1] & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", words[0] >> 32, (words[0] >> 16) & 0xffff,
                       words[0] & 0xffff, words[1] >> 48, words[1] & 0xffffffffffffULL);
}

}  // namespace palpate
