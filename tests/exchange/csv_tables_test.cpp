#include "exchange/csv_tables.h"

#include "exchange/import_plan.h"
#include "exchange/records.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

std::vector<ImportFile> tables_of(const std::vector<CaseDocument>& documents) {
    CsvTables tables;
    for (const CaseDocument& document : documents) {
        tables.add(document);
    }
    return tables.take();
}

ImportedRecords read(const std::vector<ImportFile>& files) {
    UuidGenerator ids(3);
    return read_csv(files, ids, test::k_exchange_now);
}

ImportedRecords read_clients(const std::string& table) { return read({{.name = "clients.csv", .bytes = table}}); }

std::string refused(const std::vector<ImportFile>& files) {
    return error_key_of([&] { static_cast<void>(read(files)); });
}

std::string refused(const std::string& clients) { return refused({{.name = "clients.csv", .bytes = clients}}); }

/// What tables can carry of a record.
CaseDocument carried(const CaseDocument& document) {
    CaseDocument kept{.client = document.client,
                      .sessions = document.sessions,
                      .marks = document.marks,
                      .measurements = document.measurements};
    for (Mark& mark : kept.marks) {
        const bool is_drawn = mark.extent == MarkExtent::Area || mark.extent == MarkExtent::Line;
        mark.extent = is_drawn ? MarkExtent::Point : mark.extent;
        mark.dabs.clear();
        mark.path.clear();
        mark.arrows.clear();
        mark.measure.reset();
    }
    return kept;
}

}  // namespace

TEST_CASE("clients, sessions, marks and measures come back from their tables as they were", "[exchange][csv]") {
    const std::vector<CaseDocument> records = test::all_records();
    const ImportedRecords back = read(tables_of(records));
    REQUIRE(back.documents.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        CHECK(back.documents[i] == carried(records[i]));
    }
    CHECK(std::ranges::count(back.left_out, "exchange.csv.shapes", &Text::key) == 1);
}

TEST_CASE("a table has a row for each record and one for its header", "[exchange][csv]") {
    const CaseDocument& document = test::sample_records().back();
    const auto tables = tables_of({document});
    const auto rows = [](const ImportFile& table) { return std::ranges::count(table.bytes, '\n'); };
    CHECK(tables[0].name == "clients.csv");
    CHECK(rows(tables[0]) == 2);
    CHECK(static_cast<std::size_t>(rows(tables[1])) == document.sessions.size() + 1);
}

TEST_CASE("no cell of a table is run by a spreadsheet, and each comes back as it was typed", "[exchange][csv]") {
    for (const char* typed : {"=1+1", "+49 30", "-x", "@sum", "'t Hooft", "''", "\"q\", ;", "a'b", "' x"}) {
        const CaseDocument document{.client = {.id = ClientId("c"), .reference = "1", .name = typed}};
        const auto tables = tables_of({document});
        const std::string& table = tables[0].bytes;
        for (const char first : {'=', '+', '-', '@'}) {
            CHECK(table.find(std::string(",") + first) == std::string::npos);
        }
        CHECK(read(tables).documents.front().client.name == typed);
    }
}

TEST_CASE("a table of names is enough to bring clients", "[exchange][csv]") {
    const ImportedRecords imported =
        read_clients("\xEF\xBB\xBFname;phone\r\nAda;'+49 30\r\n\r\n\"Ben, the \"\"B\"\"\";\r\n");
    REQUIRE(imported.documents.size() == 2);
    CHECK(imported.documents[0].client.phone == "+49 30");
    CHECK(imported.documents[1].client.name == "Ben, the \"B\"");
    CHECK(imported.documents[0].client.id != imported.documents[1].client.id);
    CHECK(imported.documents[0].client.reference == k_open_reference);
}

TEST_CASE("tables that do not read are refused by their place", "[exchange][csv]") {
    CHECK(refused("") == "error.exchange.csv-empty");
    CHECK(refused("phone\n1\n") == "error.exchange.member-missing");
    CHECK(refused("name,colour\nAda,red\n") == "error.exchange.csv-column");
    CHECK(refused("name,name\nAda,Ada\n") == "error.exchange.member-twice");
    CHECK(refused("name,phone\nAda\n") == "error.exchange.csv-length");
    CHECK(refused("name\n\"Ada\n") == "error.exchange.csv-quote");
    CHECK(refused("name\n\"Ada\" x\n") == "error.exchange.csv-quote");
    CHECK(refused("name,sample\nAda,maybe\n") == "error.exchange.csv-cell");
    CHECK(refused("name,birth\nAda,1980-13-01\n") == "error.edit.birth");
    CHECK(refused("id,name\n1,Ada\n1,Ben\n") == "error.exchange.csv-twice");
    CHECK(refused("name\nA\xFF\n") == "error.exchange.no-text");
    CHECK(refused(std::string("name\nA\0\n", 8)) == "error.exchange.no-text");
}

TEST_CASE("sessions of nobody and marks of no session are refused", "[exchange][csv]") {
    const ImportFile clients{.name = "clients.csv", .bytes = "id,name\nc,Ada\n"};
    const ImportFile sessions{.name = "sessions.csv", .bytes = "id,client,date\ns,c,2026-01-02\n"};
    const auto with_mark = [](const char* cells) {
        return ImportFile{.name = "marks.csv",
                          .bytes = std::string("id,session,anchor_structure,now\n") + cells + "\n"};
    };
    CHECK(refused({clients, {.name = "sessions.csv", .bytes = "id,client,date\ns,x,2026-01-02\n"}}) ==
          "error.exchange.csv-client");
    CHECK(refused({clients, sessions, with_mark("m,x,soleus.left,3")}) == "error.exchange.csv-session");
    CHECK(refused({clients, sessions, with_mark("m,s,soleus.left,30")}) == "error.edit.rating");
    CHECK(refused({clients, sessions, with_mark("m,s,soleus.left,3x")}) == "error.exchange.csv-cell");
    CHECK(refused({sessions, with_mark("m,s,soleus.left,3")}) == "error.exchange.csv-clients");
    CHECK(refused({clients, {.name = "others.csv", .bytes = ""}}) == "error.exchange.csv-table");
    const ImportedRecords imported = read({clients, sessions, with_mark("m,s,soleus.left,3")});
    CHECK(imported.documents.front().marks.front().anchor.structure == StructureId("soleus.left"));
}

TEST_CASE("a message about a file from outside repeats none of its words but printable ones", "[exchange][csv]") {
    try {
        static_cast<void>(read_clients("name,{name}@\xC3\xB6x" + std::string(200, 'y') + "\nAda,1\n"));
        FAIL("read");
    } catch (const Error& error) {
        CHECK(error.text().arguments.front().second == "clients.csv, ?name????x" + std::string(57, 'y'));
    }
}
