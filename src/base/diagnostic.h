#pragma once

#include "base/text.h"

#include <string>

namespace palpate {

enum class Severity { Note, Warning, Error };

/// One finding about partly bad input: the rest was kept.
struct Diagnostic {
    Severity severity = Severity::Note;
    std::string where;  ///< file, record or structure it speaks of
    Text text;

    bool operator==(const Diagnostic&) const = default;
};

}  // namespace palpate
