#include "base/child_process.h"

#include "base/error.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace palpate {
namespace {

constexpr int k_could_not_start = 127;  // what a shell says too

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(const char* program, char* const* arguments, int input) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(input, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execv(program, arguments);
    ::_exit(k_could_not_start);
}

/// False when the child stopped listening.
bool send_all(int to, std::span<const std::byte> input) {
    while (!input.empty()) {
        // A socket, because a pipe without a reader would end this program by SIGPIPE.
        const ssize_t sent = ::send(to, input.data(), input.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return false;
        }
        input = input.subspan(sent > 0 ? static_cast<std::size_t>(sent) : 0);
    }
    return true;
}

[[noreturn]] void fail(const std::filesystem::path& program) {
    throw Error(ErrorCode::Io, {"base.program-failed", {{"program", program.string()}}});
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name) {
    const char* path = std::getenv("PATH");
    std::string_view folders = path != nullptr ? path : "";
    while (!folders.empty()) {
        const std::size_t end = std::min(folders.find(':'), folders.size());
        const auto candidate = std::filesystem::path(folders.substr(0, end)) / name;
        if (::access(candidate.c_str(), X_OK) == 0) {
            return candidate;
        }
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return std::nullopt;
}

void run_with_input(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    std::span<const std::byte> input) {
    std::string name = program.string();
    std::vector<std::string> words = arguments;
    std::vector<char*> pointers{name.data()};
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        fail(program);
    }
    const pid_t child = ::fork();
    if (child == 0) {
        become(name.c_str(), pointers.data(), ends[1]);
    }
    ::close(ends[1]);
    const bool all_sent = child > 0 && send_all(ends[0], input);
    ::close(ends[0]);
    int status = 0;
    if (child < 0) {
        fail(program);
    }
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!all_sent || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail(program);
    }
}

}  // namespace palpate
