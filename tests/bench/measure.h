#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace palpate::bench {

/// Milliseconds one call takes.
template <class Work>
[[nodiscard]] double time_ms(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

[[nodiscard]] inline double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.empty() ? 0.0 : values[values.size() / 2];
}
/// The value that nineteen of twenty stay below.
[[nodiscard]] inline double percentile95(std::vector<double> values) {
    std::ranges::sort(values);
    return values.empty() ? 0.0 : values[std::min(values.size() - 1, values.size() * 95 / 100)];
}

/// What running another program cost. Median time, largest memory.
struct ProcessCost {
    double ms = 0.0;
    double peak_mib = 0.0;
};
/// Runs the program `runs` times, `before` ahead of each (not measured). Throws std::runtime_error when it fails.
[[nodiscard]] ProcessCost run_process(const std::vector<std::string>& command, std::size_t runs,
                                      const std::function<void()>& before = {});

/// One line of the table; `value` as it shall be read.
struct Row {
    std::string what;
    std::string palpate;
    std::string f3d = "-";
};

/// The application in a window in memory: its start, and frames while the body is turned with the mouse.
[[nodiscard]] std::vector<Row> measure_window();
/// Clicks, saves, matches and still pictures.
[[nodiscard]] std::vector<Row> measure_parts();
/// Dabs of the brush, frames while it paints, frames with many marks.
[[nodiscard]] std::vector<Row> measure_painting();
/// A store of so many clients with 20 sessions of 15 marks each, or one that `palpate demo` made already: making 10,000 takes
/// some twenty minutes. Its first start of a day should be over: it makes the daily backup.
struct PracticeStore {
    std::size_t clients = 10'000;
    std::filesystem::path folder{};  ///< empty: a new one
};
/// List, search, open, save, change, practice, start.
[[nodiscard]] std::vector<Row> measure_practice(const std::string& palpate, const PracticeStore& wanted);

}  // namespace palpate::bench
