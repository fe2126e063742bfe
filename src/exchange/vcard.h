#pragma once

#include "base/clock.h"

#include <string_view>

namespace palpate {

struct ImportedRecords;

/// Clients from contacts: vCard 3.0 and 4.0, any number in one file, with names, first telephone and e-mail, and the
/// date of birth where it has a year. Cards without a name are left out and counted, as are those of version 2.1; so are
/// pictures, addresses and all else. Throws Error InvalidContent for text that is no vCard, is cut off, or has more than
/// exchange_limits.h allows.
[[nodiscard]] ImportedRecords read_contacts(std::string_view text, IdGenerator& ids, Timestamp now);

}  // namespace palpate
