#pragma once

#include "base/text.h"

#include <stdexcept>
#include <string>

namespace palpate {

enum class ErrorCode {
    Usage,            ///< the caller asked for something the command line does not know
    NotFound,         ///< a named file, client, session, mark or structure does not exist
    InvalidContent,   ///< figures, catalogues, packs or scripts that do not read
    InvalidEdit,      ///< an edit the document refuses
    Io,               ///< reading or writing failed
    DiskFull,         ///< no room to write
    ReadOnly,         ///< the place may not be written
    Locked,           ///< someone else holds the store, or it needs its passphrase
    WrongPassphrase,  ///< the vault did not open
    NewerVersion,     ///< made by a newer program
    Graphics,         ///< no usable OpenGL
    Cancelled,        ///< stopped on request
    Forbidden,        ///< the role of who is signed in does not allow it
};

/// A failed operation: what failed, where, and what to do next, as one translatable sentence.
/// Thread: a value; throw and catch anywhere. Carries no health data.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, Text text);

    [[nodiscard]] ErrorCode code() const noexcept { return code_; }
    [[nodiscard]] const Text& text() const noexcept { return text_; }

private:
    ErrorCode code_;
    Text text_;
};

/// Exit code of the command line: 1 failed, 2 usage, 3 content invalid.
[[nodiscard]] int exit_code(ErrorCode code) noexcept;

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace palpate

/// A bug if false; checked in every build, ends the program.
#define PALPATE_ASSERT(condition) \
    (static_cast<bool>(condition) ? void(0) : ::palpate::assertion_failed(#condition, __FILE__, __LINE__))
