#pragma once

#include "base/text.h"

#include <optional>
#include <string_view>
#include <vector>

namespace palpate {

/// The doors of a record: what it is handed over in, and what comes in.
enum class ExchangeFormat {
    Package,   ///< one client, everything, sealed with a passphrase
    Json,      ///< the same, to be read by anyone
    Fhir,      ///< one client as a FHIR R4 bundle
    Csv,       ///< tables for spreadsheets
    Regions,   ///< areas of a body-map instrument, one drawing a line
    Calendar,  ///< the visits to come, as iCalendar; out only
    Contacts   ///< vCard 3 and 4; in only
};

/// "palpate", "json", "fhir", "csv", "regions", "ical", "vcard": what --format takes; texts: exchange.format.<name>.
[[nodiscard]] std::string_view name_of(ExchangeFormat format);
[[nodiscard]] std::optional<ExchangeFormat> find_exchange_format(std::string_view name);
[[nodiscard]] const std::vector<ExchangeFormat>& all_exchange_formats();

/// Whether a record can be written in it, and read from it.
[[nodiscard]] bool can_export(ExchangeFormat format);
[[nodiscard]] bool can_import(ExchangeFormat format);
/// What does not survive the way out and back in, a sentence each; empty for what is lossless.
[[nodiscard]] std::vector<Text> losses_of(ExchangeFormat format);

/// What a file says of itself by its first bytes; nullopt where it says nothing: CSV and areas never do. O(1).
[[nodiscard]] std::optional<ExchangeFormat> find_format_of(std::string_view bytes);

}  // namespace palpate
