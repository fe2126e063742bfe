#pragma once

#include "base/error.h"

#include <optional>
#include <string>

namespace palpate {

/// The code of the Error that `action` throws; nullopt when it throws none. Anything else thrown passes through.
template <class Action>
[[nodiscard]] std::optional<ErrorCode> error_code_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

/// Its text key; empty when it throws none.
template <class Action>
[[nodiscard]] std::string error_key_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.text().key;
    }
    return {};
}

}  // namespace palpate
