#include "base/error.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace palpate {

Error::Error(ErrorCode code, Text text) : std::runtime_error(untranslated(text)), code_(code), text_(std::move(text)) {}

int exit_code(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::Usage: return 2;
        case ErrorCode::InvalidContent: return 3;
        default: return 1;
    }
}

void assertion_failed(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "palpate: internal error: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace palpate
