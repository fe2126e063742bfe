#include "exchange/import_file.h"

#include "base/error.h"
#include "exchange/csv_tables.h"
#include "exchange/detail/json_text.h"
#include "exchange/exchange_limits.h"
#include "exchange/fhir_bundle.h"
#include "exchange/record_json.h"
#include "exchange/sealed_package.h"
#include "exchange/vcard.h"

#include <utility>

namespace palpate {
namespace {

[[noreturn]] void refuse_order(const char* key) { throw Error(ErrorCode::Usage, {key, {}}); }

ImportedRecords one_record(ExchangeFormat format, CaseDocument document) {
    ImportedRecords imported{.format = format};
    imported.documents.push_back(std::move(document));
    return imported;
}

ExchangeFormat format_of(std::span<const ImportFile> files, const ImportOrder& order) {
    if (order.format) {
        if (!can_import(*order.format)) {
            refuse_order("error.exchange.out-only");
        }
        return *order.format;
    }
    const auto found = find_format_of(files.front().bytes);
    if (!found) {
        refuse_order("error.exchange.format-needed");
    }
    return *found;
}

void check_sizes(std::span<const ImportFile> files, ExchangeFormat format) {
    std::size_t bytes = 0;
    for (const ImportFile& file : files) {
        bytes += file.bytes.size();
    }
    const bool is_text =
        format == ExchangeFormat::Csv || format == ExchangeFormat::Regions || format == ExchangeFormat::Contacts;
    const std::size_t most = is_text ? k_most_text_import_bytes : 2 * k_most_import_bytes;
    if (bytes > most) {
        detail::refuse_content("error.exchange.too-large", {});
    }
}

ImportedRecords read_areas(const ImportFile& file, const ImportOrder& order, IdGenerator& ids) {
    if (!order.regions) {
        refuse_order("error.exchange.scheme-needed");
    }
    PALPATE_ASSERT(order.atlas != nullptr);
    return read_regions(file.bytes, *order.regions, *order.atlas, ids, order.now);
}

}  // namespace

ImportedRecords read_import(std::span<const ImportFile> files, const ImportOrder& order, IdGenerator& ids) {
    PALPATE_ASSERT(!files.empty());
    const ExchangeFormat format = format_of(files, order);
    if (files.size() > 1 && format != ExchangeFormat::Csv) {
        refuse_order("error.exchange.one-file");
    }
    check_sizes(files, format);
    const ImportFile& file = files.front();
    switch (format) {
        case ExchangeFormat::Package:
            return one_record(format, read_record(open_package(file.bytes, order.passphrase)));
        case ExchangeFormat::Json: return one_record(format, read_record(file.bytes));
        case ExchangeFormat::Fhir:
            PALPATE_ASSERT(order.anatomy != nullptr);
            return read_fhir(file.bytes, *order.anatomy, ids, order.now);
        case ExchangeFormat::Csv: return read_csv(files, ids, order.now);
        case ExchangeFormat::Regions: return read_areas(file, order, ids);
        case ExchangeFormat::Contacts: return read_contacts(file.bytes, ids, order.now);
        case ExchangeFormat::Calendar: break;
    }
    refuse_order("error.exchange.out-only");
}

}  // namespace palpate
