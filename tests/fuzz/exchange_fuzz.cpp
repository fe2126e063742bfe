// Bytes of any kind are a record, a bundle, tables or contacts, or refused with an Error by each of their readers.

#include "anatomy/anatomy_catalogue.h"
#include "base/error.h"
#include "exchange/csv_tables.h"
#include "exchange/fhir_bundle.h"
#include "exchange/import_file.h"
#include "exchange/record_json.h"
#include "exchange/vcard.h"
#include "support/paths.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace {

template <class Read>
void read_or_refuse(Read read) {
    try {
        read();
    } catch (const palpate::Error&) {  // the one allowed way to refuse
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace palpate;
    static const AnatomyCatalogue anatomy =
        AnatomyCatalogue::load(std::filesystem::path(k_assets_dir) / "anatomy");
    constexpr Timestamp k_now{1'795'348'800'000'000};
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    UuidGenerator ids(1);
    read_or_refuse([&] { (void)read_record(text); });
    read_or_refuse([&] { (void)read_fhir(text, anatomy, ids, k_now); });
    read_or_refuse([&] { (void)read_contacts(text, ids, k_now); });
    const ImportFile table{.name = "clients.csv", .bytes = text};
    read_or_refuse([&] { (void)read_csv({&table, 1}, ids, k_now); });
    return 0;
}
