#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace palpate {

/// The day of an ISO date, "2026-11-22"; nullopt for anything else, also for days no calendar has.
[[nodiscard]] std::optional<std::chrono::sys_days> find_date(std::string_view iso);
[[nodiscard]] std::string iso_date(std::chrono::sys_days day);

}  // namespace palpate
