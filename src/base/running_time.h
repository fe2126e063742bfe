#pragma once

#include <chrono>

namespace palpate {

/// How long the machine has run: time that nobody can set.
struct RunningTime {
    std::chrono::milliseconds awake{};  ///< stands still while the machine sleeps
    std::chrono::milliseconds total{};  ///< sleep included

    bool operator==(const RunningTime&) const = default;
};

[[nodiscard]] RunningTime system_running_time();

}  // namespace palpate
