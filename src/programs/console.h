#pragma once

#include "base/jobs.h"
#include "base/translator.h"

#include <string_view>

namespace palpate {

/// Prints one line on the standard output and sends it on its way at once: who reads it knows that it has happened.
/// Throws Error Io or DiskFull when it cannot be written.
void print_line(std::string_view text);
/// Prints "palpate: <text>" on the standard error.
void print_error(std::string_view text) noexcept;

/// Shows progress as one line that rewrites itself on the standard error, where that is a terminal. Borrows `words`.
[[nodiscard]] JobContext console_progress(const Translator& words);

}  // namespace palpate
