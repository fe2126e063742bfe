#include "exchange/exchange_format.h"

#include "base/error.h"
#include "exchange/sealed_package.h"

#include <algorithm>
#include <array>
#include <string>

namespace palpate {
namespace {

struct Row {
    ExchangeFormat format;
    std::string_view name;
    bool out;
    bool in;
    std::size_t losses;  ///< texts exchange.loss.<name>.1 and on
};

constexpr std::array k_rows{
    Row{ExchangeFormat::Package, "palpate", true, true, 0}, Row{ExchangeFormat::Json, "json", true, true, 0},
    Row{ExchangeFormat::Fhir, "fhir", true, true, 2},       Row{ExchangeFormat::Csv, "csv", true, true, 3},
    Row{ExchangeFormat::Regions, "regions", true, true, 3}, Row{ExchangeFormat::Calendar, "ical", true, false, 1},
    Row{ExchangeFormat::Contacts, "vcard", false, true, 1}};

const Row& row_of(ExchangeFormat format) {
    const auto found = std::ranges::find(k_rows, format, &Row::format);
    PALPATE_ASSERT(found != k_rows.end());
    return *found;
}

}  // namespace

std::string_view name_of(ExchangeFormat format) { return row_of(format).name; }

std::optional<ExchangeFormat> find_exchange_format(std::string_view name) {
    const auto found = std::ranges::find(k_rows, name, &Row::name);
    return found == k_rows.end() ? std::nullopt : std::optional(found->format);
}

const std::vector<ExchangeFormat>& all_exchange_formats() {
    static const std::vector<ExchangeFormat> formats = [] {
        std::vector<ExchangeFormat> all;
        std::ranges::transform(k_rows, std::back_inserter(all), &Row::format);
        return all;
    }();
    return formats;
}

bool can_export(ExchangeFormat format) { return row_of(format).out; }

bool can_import(ExchangeFormat format) { return row_of(format).in; }

std::vector<Text> losses_of(ExchangeFormat format) {
    const Row& row = row_of(format);
    std::vector<Text> losses;
    for (std::size_t loss = 1; loss <= row.losses; ++loss) {
        losses.push_back({"exchange.loss." + std::string(row.name) + "." + std::to_string(loss), {}});
    }
    return losses;
}

std::optional<ExchangeFormat> find_format_of(std::string_view bytes) {
    constexpr std::size_t k_looked_at = 4096;
    if (is_package(bytes)) {
        return ExchangeFormat::Package;
    }
    std::string_view head = bytes.substr(0, k_looked_at);
    constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    head.remove_prefix(head.starts_with(k_byte_order_mark) ? k_byte_order_mark.size() : 0);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (head.starts_with('{')) {
        const bool is_record = head.find("\"palpate-record\"") != std::string_view::npos;
        return is_record ? ExchangeFormat::Json : ExchangeFormat::Fhir;
    }
    if (head.starts_with("BEGIN:VCARD") || head.starts_with("begin:vcard")) {
        return ExchangeFormat::Contacts;
    }
    return std::nullopt;
}

}  // namespace palpate
