#pragma once

#include "base/translator.h"
#include "programs/global_options.h"
#include "programs/verb_table.h"

#include <string>

namespace palpate {

/// What the command line asks for.
struct Request {
    GlobalOptions options;
    Verb verb;           ///< empty: the window
    std::string answer;  ///< --help or --version: print this and be done
};

/// Throws Error Usage with what is wrong.
[[nodiscard]] Request parse_arguments(int count, const char* const* arguments, const Translator& words);

}  // namespace palpate
