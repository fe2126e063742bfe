#pragma once

#include "base/clock.h"
#include "exchange/import_plan.h"
#include "exchange/region_scheme.h"

#include <optional>
#include <span>
#include <string>

namespace palpate {

class AnatomyCatalogue;
class Atlas;

/// One file from outside.
struct ImportFile {
    std::string name{};  ///< without folders; of tables: "clients.csv"
    std::string bytes{};
};

/// What reading needs besides the files; what a format does not need may be left empty. Borrowed for the call.
struct ImportOrder {
    std::optional<ExchangeFormat> format{};  ///< stated; empty: as the file says
    std::string passphrase{};                ///< of a package
    std::optional<RegionOrder> regions{};    ///< of areas: whose drawing, in which scheme, and what it leaves open
    const AnatomyCatalogue* anatomy = nullptr;
    const Atlas* atlas = nullptr;  ///< a body whose skin knows the instruments' areas
    Timestamp now{};
};

/// Reads what people bring in any format, fully and with all checks, before anything is done with it. Pure but for the ids
/// it takes. More than one file only for tables. Throws Error InvalidContent or InvalidEdit for content that is not
/// right, each naming the place; Usage where the format must be stated, is not read, or needs more than the order says;
/// WrongPassphrase, NewerVersion. Takes 2 s and 256 MiB at most, whatever the files hold.
[[nodiscard]] ImportedRecords read_import(std::span<const ImportFile> files, const ImportOrder& order,
                                          IdGenerator& ids);

}  // namespace palpate
