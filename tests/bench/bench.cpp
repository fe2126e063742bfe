// palpate_bench PALPATE: what the program costs on this machine, as a table in Markdown for README.md. Beside it, where
// f3d is installed and a display is there, f3d drawing the file of `palpate atlas export`:
//     xvfb-run -a build/release/palpate_bench build/release/palpate
// With `parts` or `painting` behind it only the rows of these; `practice` makes a store of 10,000 clients, or of as many as
// the word after it says, or takes the store in the folder it names; it is not in the table otherwise.

#include "bench/measure.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace palpate::bench {
namespace {

constexpr const char* k_size = "1280x800";

void replace_process(const std::vector<std::string>& command) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    std::_Exit(127);
}

std::string seconds(double ms) { return fmt::format("{:.2f} s", ms / 1000.0); }
std::string mebibytes(double mib) { return fmt::format("{:.0f} MiB", mib); }

bool can_run_f3d() {
    const auto works = [] { return run_process({"f3d", "--version"}, 1).ms > 0.0; };
    try {
        return std::getenv("DISPLAY") != nullptr && works();
    } catch (const std::runtime_error&) {
        return false;
    }
}

/// From the start of the program to a complete picture in a file, first and later, and the same picture by f3d.
std::vector<Row> measure_starts(const std::string& palpate) {
    const std::filesystem::path cache = std::getenv("XDG_CACHE_HOME");
    const std::vector<std::string> render{palpate, "render", "--out", "palpate.png", "--size", k_size};
    const ProcessCost cold = run_process(render, 3, [&] { std::filesystem::remove_all(cache); });
    const ProcessCost cached = run_process(render, 7);
    const ProcessCost generated =
        run_process({palpate, "atlas", "info"}, 3, [&] { std::filesystem::remove_all(cache); });
    const ProcessCost read = run_process({palpate, "atlas", "info"}, 9);
    std::vector<Row> rows{{"making the body from its figures, alone", seconds(generated.ms)},
                          {"reading it from the cache, alone", seconds(read.ms)},
                          {"first start to a complete picture in a file", seconds(cold.ms)},
                          {"later starts, from the cache", seconds(cached.ms)},
                          {"peak memory of a later start", mebibytes(cached.peak_mib)}};
    const ProcessCost written = run_process({palpate, "atlas", "export", "--out", "body.glb"}, 3);
    rows.push_back({"exporting the whole body as glTF", seconds(written.ms)});
    if (can_run_f3d()) {
        const ProcessCost f3d =
            run_process({"f3d", "body.glb", "--output", "f3d.png", "--resolution", "1280,800", "--no-background"}, 5);
        rows[3].f3d = seconds(f3d.ms);
        rows[4].f3d = mebibytes(f3d.peak_mib);
    }
    return rows;
}

void print_table(const std::vector<Row>& rows) {
    fmt::print("| {} cores, software rendering, {} | Palpate | f3d |\n| --- | ---: | ---: |\n",
               std::thread::hardware_concurrency(), k_size);
    for (const Row& row : rows) {
        fmt::print("| {} | {} | {} |\n", row.what, row.palpate, row.f3d);
    }
}

/// Everything the measured programs write goes to a folder of its own.
std::filesystem::path enter_private_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "palpate-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    const std::filesystem::path folder = pattern;
    std::filesystem::current_path(folder);
    ::setenv("XDG_CACHE_HOME", (folder / "cache").c_str(), 1);
    ::setenv("XDG_DATA_HOME", (folder / "data").c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
    return folder;
}

}  // namespace

ProcessCost run_process(const std::vector<std::string>& command, std::size_t runs,
                        const std::function<void()>& before) {
    std::vector<double> times;
    ProcessCost cost;
    for (std::size_t run = 0; run < runs; ++run) {
        if (before) {
            before();
        }
        int status = 0;
        rusage usage{};
        times.push_back(time_ms([&] {
            const pid_t child = ::fork();
            if (child == 0) {
                replace_process(command);
            }
            ::wait4(child, &status, 0, &usage);
        }));
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            throw std::runtime_error("failed: " + command.front());
        }
        cost.peak_mib = std::max(cost.peak_mib, static_cast<double>(usage.ru_maxrss) / 1024.0);
    }
    cost.ms = median(times);
    return cost;
}

}  // namespace palpate::bench

int main(int count, char** arguments) {
    using namespace palpate::bench;
    try {
        const std::string_view only = count >= 3 ? arguments[2] : "";
        PracticeStore practice;
        if (count == 4) {
            const std::string word = arguments[3];
            const bool is_number = word.find_first_not_of("0123456789") == std::string::npos;
            practice = is_number ? PracticeStore{.clients = std::stoul(word)}
                                 : PracticeStore{.folder = std::filesystem::absolute(word)};
        }
        if (count < 2 || count > 4 || !(only.empty() || only == "painting" || only == "parts" || only == "practice")) {
            throw std::runtime_error("usage: palpate_bench PALPATE [painting|parts|practice [CLIENTS|FOLDER]]");
        }
        const std::string palpate = std::filesystem::absolute(arguments[1]);
        const std::filesystem::path folder = enter_private_folder();
        std::vector<Row> rows;
        const auto add = [&](const std::vector<Row>& more) { rows.insert(rows.end(), more.begin(), more.end()); };
        if (only.empty()) {
            add(measure_starts(palpate));
            add(measure_window());
        }
        if (only.empty() || only == "parts") {
            add(measure_parts());
        }
        if (only.empty() || only == "painting") {
            add(measure_painting());
        }
        if (only == "practice") {
            add(measure_practice(palpate, practice));
        }
        print_table(rows);
        std::filesystem::remove_all(folder);
        return EXIT_SUCCESS;
    } catch (const std::exception& fault) {
        fmt::print(stderr, "palpate_bench: {}\n", fault.what());
        return EXIT_FAILURE;
    }
}
