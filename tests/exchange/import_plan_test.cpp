#include "exchange/import_plan.h"

#include "exchange/records.h"
#include "support/error_code.h"
#include "support/memory_case_store.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

ImportPlan plan(const std::vector<CaseDocument>& there, const std::vector<CaseDocument>& file,
                ImportWay way = ImportWay::Add, ExchangeFormat format = ExchangeFormat::Json) {
    MemoryCaseStore store;
    for (const CaseDocument& document : there) {
        store.save(diff(CaseDocument{}, document));
    }
    const ImportedRecords imported{.format = format, .documents = file, .left_out = {}};
    UuidGenerator ids(5);
    return plan_import(imported, find_records_there(store, imported), way, ids);
}

template <class Record>
bool has_all(const std::vector<Record>& after, const std::vector<Record>& before) {
    return std::ranges::all_of(before, [&](const Record& record) { return std::ranges::count(after, record) == 1; });
}

bool keeps_everything(const CaseDocument& after, const CaseDocument& before) {
    return after.client == before.client && has_all(after.sessions, before.sessions) &&
           has_all(after.marks, before.marks) && has_all(after.facts, before.facts) &&
           has_all(after.measurements, before.measurements) && has_all(after.notes, before.notes) &&
           has_all(after.consents, before.consents) && has_all(after.addenda, before.addenda);
}

bool has_remark(const ClientImport& client, std::string_view key) {
    return std::ranges::count(client.remarks, key, &Text::key) > 0;
}

}  // namespace

TEST_CASE("somebody who is not there becomes a client, whole", "[exchange][plan]") {
    for (const CaseDocument& document : test::all_records()) {
        const ImportPlan made = plan({}, {document});
        REQUIRE(made.clients.size() == 1);
        CHECK(made.clients.front().after == document);
        CHECK(made.clients.front().outcome == ClientImport::Outcome::New);
        CHECK(made.clients.front().added.marks == document.marks.size());
    }
}

TEST_CASE("bringing the same record again changes nothing", "[exchange][plan]") {
    const CaseDocument& document = test::sample_records().front();
    const ImportPlan made = plan({document}, {document});
    CHECK(made.clients.front().outcome == ClientImport::Outcome::Same);
    CHECK(made.clients.front().remarks.empty());
    CHECK(made.changes().empty());
}

TEST_CASE("whatever a file brings, nothing that is there is changed or lost", "[exchange][plan]") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        RandomCase random(seed);
        const CaseDocument start = random.document(30);
        const CaseDocument here = random.after_edits(start, 15);
        const CaseDocument there = random.after_edits(start, 15);
        const ImportPlan made = plan({here}, {there});
        INFO(seed);
        CHECK(keeps_everything(made.clients.front().after, here));
    }
}

TEST_CASE("a session of the file that is not there is added with all that is in it", "[exchange][plan]") {
    const CaseDocument& whole = test::sample_records().front();
    CaseDocument earlier = whole;
    const SessionId last = whole.sessions.back().id;
    std::erase_if(earlier.sessions, [&](const Session& session) { return session.id == last; });
    const auto leave = [&](auto& records) {
        std::erase_if(records, [&](const auto& record) { return record.session == last; });
    };
    leave(earlier.marks);
    leave(earlier.plan);
    leave(earlier.measurements);
    leave(earlier.notes);
    leave(earlier.addenda);
    const ImportPlan made = plan({earlier}, {whole});
    CHECK(made.clients.front().after == whole);
    CHECK(made.clients.front().added.sessions == 1);
    CHECK(made.clients.front().remarks.empty());
}

TEST_CASE("what the file has otherwise stays as it is here and is told", "[exchange][plan]") {
    const CaseDocument& here = test::sample_records().front();
    CaseDocument file = here;
    file.client.phone = "1";
    file.sessions.front().title = "otherwise";
    file.facts.front().note = "otherwise";
    file.photo.png = {1};
    file.consents.front().words = "otherwise";
    const ImportPlan made = plan({here}, {file});
    CHECK(made.clients.front().after == here);
    for (const char* key : {"exchange.plan.client-kept", "exchange.plan.session-kept", "exchange.plan.facts-kept",
                            "exchange.plan.photo-kept", "exchange.plan.consents-kept"}) {
        INFO(key);
        CHECK(has_remark(made.clients.front(), key));
    }
}

TEST_CASE("as somebody new a record gets other ids everywhere and keeps what it says", "[exchange][plan]") {
    for (const CaseDocument& document : test::all_records()) {
        const ImportPlan made = plan({document}, {document}, ImportWay::AsNew);
        const CaseDocument& copy = made.clients.front().after;
        CHECK(made.clients.front().outcome == ClientImport::Outcome::New);
        CHECK(copy.client.id != document.client.id);
        CHECK(copy.client.reference != document.client.reference);
        CHECK(has_remark(made.clients.front(), "exchange.plan.reference-taken"));
        REQUIRE(copy.marks.size() == document.marks.size());
        for (const Mark& mark : copy.marks) {
            CHECK(find_mark(document, mark.id) == nullptr);
            CHECK(find_session(copy, mark.session) != nullptr);
            CHECK((mark.carried_from.empty() || find_mark(copy, mark.carried_from) != nullptr));
        }
        CHECK(copy.facts == document.facts);
    }
}

TEST_CASE("several clients without a number get the next ones, each its own", "[exchange][plan]") {
    std::vector<CaseDocument> file;
    for (const char* name : {"Ada", "Ben", "Cem"}) {
        file.push_back({.client = {.id = ClientId(name), .reference = k_open_reference, .name = name}});
    }
    const CaseDocument there{.client = {.id = ClientId("x"), .reference = "1002", .name = "Xu"}};
    const ImportPlan made = plan({there}, file);
    CHECK(made.clients[0].after.client.reference == "1003");
    CHECK(made.clients[1].after.client.reference == "1004");
    CHECK(made.clients[2].after.client.reference == "1005");
}

TEST_CASE("a contact who is there already stays out, one of the same name alone does not", "[exchange][plan]") {
    const CaseDocument there{
        .client = {.id = ClientId("x"), .reference = "1001", .name = "Ada Lo", .birth = "1980-01-02", .phone = "0 12"}};
    const auto contact = [](const char* id, const char* birth, const char* phone) {
        return CaseDocument{
            .client = {.id = ClientId(id), .reference = "-", .name = "ada LO", .birth = birth, .phone = phone}};
    };
    const ImportPlan made =
        plan({there}, {contact("a", "1980-01-02", ""), contact("b", "", "012"), contact("c", "", "")}, ImportWay::Add,
             ExchangeFormat::Contacts);
    REQUIRE(made.clients.size() == 1);
    CHECK(made.clients.front().after.client.id == ClientId("c"));
    CHECK(made.left_out.size() == 2);
}

TEST_CASE("a plan is saved as a whole and then brings nothing more", "[exchange][plan]") {
    MemoryCaseStore store;
    const ImportedRecords imported{.format = ExchangeFormat::Json, .documents = test::sample_records(), .left_out = {}};
    UuidGenerator ids(5);
    const ImportPlan first = plan_import(imported, find_records_there(store, imported), ImportWay::Add, ids);
    store.save_import(first.changes(), "json");
    for (const CaseDocument& document : test::sample_records()) {
        CHECK(store.load(document.client.id) == document);
    }
    CHECK(plan_import(imported, find_records_there(store, imported), ImportWay::Add, ids).changes().empty());
}

TEST_CASE("a file whose mark has the id of another session's mark is refused", "[exchange][plan]") {
    const CaseDocument& here = test::sample_records().front();
    CaseDocument file{.client = here.client};
    file.sessions.push_back({.id = SessionId("new"), .date = "2026-01-01", .sequence = 99});
    file.marks.push_back(here.marks.front());
    file.marks.front().session = SessionId("new");
    CHECK(error_key_of([&] { static_cast<void>(plan({here}, {file})); }) == "error.edit.id-twice");
}
