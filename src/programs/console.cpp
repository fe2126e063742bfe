#include "programs/console.h"

#include "base/error.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace palpate {

void print_line(std::string_view text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                         std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
    if (!written) {
        throw Error(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io, {"cli.cannot-print", {}});
    }
}

void print_error(std::string_view text) noexcept {
    std::fprintf(stderr, "palpate: %.*s\n", static_cast<int>(text.size()), text.data());
}

JobContext console_progress(const Translator& words) {
    if (::isatty(STDERR_FILENO) == 0) {
        return {};
    }
    return {std::stop_token{}, [&words](const Progress& progress) {
                std::fprintf(stderr, "\r\033[K%s  %zu / %zu%s", words.tr(progress.step).c_str(), progress.done,
                             progress.total, progress.done >= progress.total ? "\n" : "");
            }};
}

}  // namespace palpate
