#pragma once

#include "casebook/case_document.h"

#include <string>
#include <string_view>

namespace palpate {

/// A client's whole record as JSON: read_record(write_record(d)) == d. Made for the program itself and for whoever wants to
/// read it in ten years: members have the names of case_document.h, times are microseconds UTC, pictures base64.
/// O(record).
[[nodiscard]] std::string write_record(const CaseDocument& document);

/// Throws Error InvalidContent naming the place ("/marks/3/now") for anything but such a record: a member that is missing,
/// unknown, twice or of another type, a number out of range, a word that is no kind, more of something than
/// exchange_limits.h allows; InvalidEdit where the record breaks a rule of case_document.h; NewerVersion.
[[nodiscard]] CaseDocument read_record(std::string_view json);

}  // namespace palpate
