#pragma once

#include "base/running_time.h"

#include <chrono>
#include <optional>

namespace palpate {

/// Decides when an open store is to be locked: when nobody has touched keyboard or mouse for some minutes, and when the
/// machine has slept. Is told the time; knows no clock.
class IdleLock {
public:
    enum class Verdict {
        Calm,
        Warn,  ///< the last 20 seconds
        Idle,  ///< lock now: the time is over
        Slept  ///< lock now: the machine slept
    };
    static constexpr std::chrono::minutes k_shortest{1};
    static constexpr std::chrono::minutes k_longest{15};
    static constexpr std::chrono::minutes k_default{5};
    static constexpr std::chrono::seconds k_warning{20};

    /// Held within the two above.
    void set_limit(std::chrono::minutes limit);
    [[nodiscard]] std::chrono::minutes limit() const { return limit_; }

    /// The store has just been opened.
    void start(const RunningTime& now);
    void note_input(const RunningTime& now);
    [[nodiscard]] Verdict look(const RunningTime& now);
    /// Until it locks; never negative.
    [[nodiscard]] std::chrono::milliseconds remaining(const RunningTime& now) const;
    /// Whole seconds to be said while it warns; nullopt when calm.
    [[nodiscard]] std::optional<int> seconds_to_say(const RunningTime& now) const;
    /// Until the verdict or those seconds change.
    [[nodiscard]] std::chrono::milliseconds next_change(const RunningTime& now) const;

private:
    std::chrono::minutes limit_ = k_default;
    RunningTime input_;  ///< the last one
    RunningTime seen_;   ///< the last look
};

}  // namespace palpate
