// S5: files from outside that are damaged anyhow are refused with an Error or read whole; nothing else comes out.
#include "base/error.h"
#include "exchange/csv_tables.h"
#include "exchange/fhir_bundle.h"
#include "exchange/import_file.h"
#include "exchange/record_json.h"
#include "exchange/records.h"
#include "exchange/sealed_package.h"
#include "exchange/vcard.h"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <random>

using namespace palpate;

namespace {

/// Damage as files meet it, from a seed: bytes changed, pieces cut out, doubled, moved, and numbers made huge.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : bits_(seed) {}

    std::string operator()(std::string text) {
        for (std::uint32_t time = 0; time <= below(4); ++time) {
            mutate(text);
        }
        return text;
    }

private:
    std::uint32_t below(std::size_t limit) {
        return static_cast<std::uint32_t>(bits_() % std::max<std::size_t>(limit, 1));
    }

    void mutate(std::string& text) {
        static const std::vector<std::string> tokens{"\"",
                                                     "{",
                                                     "}",
                                                     "[",
                                                     "]",
                                                     ",",
                                                     ":",
                                                     "null",
                                                     "-1",
                                                     "1e999",
                                                     "\\u0000",
                                                     "\xFF",
                                                     "99999999999999999999",
                                                     "\n",
                                                     "'",
                                                     "=cmd",
                                                     ";",
                                                     "BEGIN:VCARD\r\n",
                                                     "<",
                                                     "&#0;",
                                                     std::string(3000, '['),
                                                     std::string("\0", 1)};
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = std::min<std::size_t>(below(200), text.size() - at);
        switch (below(7)) {
            case 0: text.insert(at, tokens[below(tokens.size())]); break;
            case 1: text.erase(at, length); break;
            case 2: text.insert(below(text.size() + 1), text.substr(at, length)); break;
            case 3: text.resize(at); break;
            case 4: text.replace(at, length, tokens[below(tokens.size())]); break;
            default:
                if (at < text.size()) {
                    text[at] = static_cast<char>(bits_());
                }
        }
    }

    std::mt19937 bits_;
};

struct Outcome {
    std::size_t read = 0;
    std::size_t refused = 0;
    double slowest_s = 0.0;
};

/// `read` throws Error, or answers documents that keep all rules.
template <class Read>
Outcome replay(const std::string& seed, std::size_t times, Read read) {
    Outcome outcome;
    for (std::uint32_t i = 0; i < times; ++i) {
        const std::string damaged = Mutator(i)(seed);
        const auto start = std::chrono::steady_clock::now();
        try {
            for (const CaseDocument& document : read(damaged)) {
                check_invariants(document);
            }
            ++outcome.read;
        } catch (const Error&) {
            ++outcome.refused;
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        outcome.slowest_s = std::max(outcome.slowest_s, took.count());
    }
    return outcome;
}

void check_formats(std::size_t times) {
    const CaseDocument& small = test::sample_records().back();
    const auto report = [&](const char* format, const Outcome& outcome) {
        INFO(format << ": read " << outcome.read << ", refused " << outcome.refused << ", slowest " << outcome.slowest_s
                    << " s");
        CHECK(outcome.read + outcome.refused == times);
        CHECK(outcome.refused > times / 20);  // the damage is felt
        CHECK(outcome.slowest_s < 2.0);
    };
    report("json",
           replay(write_record(small), times, [](const std::string& text) { return std::vector{read_record(text)}; }));
    const std::string bundle = write_fhir(
        small,
        {.knowledge = test::knowledge(), .words = test::clinical_content().english, .now = test::k_exchange_now});
    report("fhir", replay(bundle, times, [](const std::string& text) {
               UuidGenerator ids(1);
               return read_fhir(text, test::clinical_content().anatomy, ids, test::k_exchange_now).documents;
           }));
    CsvTables tables;
    tables.add(small);
    const std::vector<ImportFile> files = tables.take();
    for (std::size_t damaged = 0; damaged < files.size(); ++damaged) {
        report("csv", replay(files[damaged].bytes, times, [&](const std::string& text) {
                   std::vector<ImportFile> some = files;
                   some[damaged].bytes = text;
                   UuidGenerator ids(1);
                   return read_csv(some, ids, test::k_exchange_now).documents;
               }));
    }
    const std::string cards =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lo;Ada;;;\r\nTEL;TYPE=CELL:+49 1\r\nBDAY:1980-01-02\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ben\r\nEMAIL:b@example.org\r\nEND:VCARD\r\n";
    report("vcard", replay(cards, times, [](const std::string& text) {
               UuidGenerator ids(1);
               return read_contacts(text, ids, test::k_exchange_now).documents;
           }));
}

}  // namespace

TEST_CASE("S5: 300 damaged files of each format are refused or read whole", "[exchange][damage]") {
    check_formats(300);
}

TEST_CASE("S5: 10,000 damaged files of each format are refused or read whole", "[.soak]") { check_formats(10'000); }

TEST_CASE("S5: 40 damaged packages are refused", "[exchange][damage]") {
    const std::string package =
        seal_package(write_record(test::sample_records().back()), "a dozen quiet lanterns", k_least_package_cost);
    for (std::uint32_t i = 0; i < 40; ++i) {
        const std::string damaged = Mutator(i)(package);
        if (damaged == package) {
            continue;
        }
        CHECK_THROWS_AS(open_package(damaged, "a dozen quiet lanterns"), Error);
    }
}
