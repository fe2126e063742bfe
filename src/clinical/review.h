#pragma once

#include <string>

namespace palpate {

/// Who of the profession has read a record, and when; empty until a named person has.
struct Review {
    std::string by;
    std::string on;  ///< ISO date
};

}  // namespace palpate
