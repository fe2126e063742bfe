#pragma once

#include <poll.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <vector>

namespace palpate {

/// A child process whose output can be read. Killed and waited for at the end, if not before.
class Child {
public:
    /// `work(write_end)` runs in the child, which ends with it: 0, or 1 when it throws.
    template <class Work>
    explicit Child(const Work& work) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            throw std::runtime_error("no pipe");
        }
        process_ = ::fork();
        if (process_ == 0) {
            ::close(ends[0]);
            int result = 0;
            try {
                work(ends[1]);
            } catch (...) {
                result = 1;
            }
            ::_exit(result);
        }
        ::close(ends[1]);
        output_ = ends[0];
    }
    ~Child() {
        kill();
        ::close(output_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// True when the child said something or ended within the time.
    [[nodiscard]] bool speaks_within(std::chrono::milliseconds time) const {
        pollfd waiting{.fd = output_, .events = POLLIN, .revents = 0};
        return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
    }

    void kill() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            static_cast<void>(wait());
        }
    }

    /// Waits for its end: 0 for a good one.
    [[nodiscard]] int wait() {
        int status = 0;
        ::waitpid(process_, &status, 0);
        process_ = -1;
        return status;
    }

    /// All whole numbers it wrote; call when it has ended.
    [[nodiscard]] std::vector<int> numbers() const {
        std::vector<int> said;
        int number = 0;
        while (::read(output_, &number, sizeof number) == static_cast<ssize_t>(sizeof number)) {
            said.push_back(number);
        }
        return said;
    }

private:
    pid_t process_ = -1;
    int output_ = -1;
};

}  // namespace palpate
