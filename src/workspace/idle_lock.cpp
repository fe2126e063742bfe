#include "workspace/idle_lock.h"

#include <algorithm>

namespace palpate {
namespace {

/// The two clocks are read one after the other and run at the same pace while the machine is awake.
constexpr std::chrono::milliseconds k_longest_nap{2000};

}  // namespace

void IdleLock::set_limit(std::chrono::minutes limit) { limit_ = std::clamp(limit, k_shortest, k_longest); }

void IdleLock::start(const RunningTime& now) {
    input_ = now;
    seen_ = now;
}

void IdleLock::note_input(const RunningTime& now) { input_ = now; }

IdleLock::Verdict IdleLock::look(const RunningTime& now) {
    const auto slept = (now.total - now.awake) - (seen_.total - seen_.awake);
    seen_ = now;
    if (slept > k_longest_nap) {
        return Verdict::Slept;
    }
    const auto left = remaining(now);
    if (left.count() <= 0) {
        return Verdict::Idle;
    }
    return left <= k_warning ? Verdict::Warn : Verdict::Calm;
}

std::chrono::milliseconds IdleLock::remaining(const RunningTime& now) const {
    const std::chrono::milliseconds limit = limit_;
    return std::clamp(limit - (now.awake - input_.awake), std::chrono::milliseconds(0), limit);
}

std::optional<int> IdleLock::seconds_to_say(const RunningTime& now) const {
    const auto left = remaining(now);
    if (left > k_warning) {
        return std::nullopt;
    }
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
}

std::chrono::milliseconds IdleLock::next_change(const RunningTime& now) const {
    const auto left = remaining(now);
    if (left > k_warning) {
        return left - k_warning;
    }
    const auto within_second = left % std::chrono::seconds(1);
    return within_second.count() > 0 ? within_second
                                     : std::min<std::chrono::milliseconds>(left, std::chrono::seconds(1));
}

}  // namespace palpate
