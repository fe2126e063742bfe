// S4: one row for each kind of event, with who, when, what and whom, and nothing that was typed.
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>

using namespace palpate;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_sentinel = "sentinel";

class CountedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {time_ += 1'000'000}; }

private:
    mutable std::int64_t time_ = 1'795'000'000'000'000;
};

/// Sentinels wherever a person can type.
CaseDocument typed_case() {
    CaseDocument document{.client = {.id = ClientId("client-1"), .reference = "sentinel-7", .name = "sentinel name"}};
    document = apply(document, AddSession{{.id = SessionId("session-1"), .date = "2026-01-05", .title = "sentinel"}});
    return document;
}

struct Told {
    std::string who;
    bool about_client = false;
};

}  // namespace

TEST_CASE("S4: each kind of event of a working day is one row, with who, when, what and whom", "[store][audit]") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "store";
    const fs::path backups = folder.path() / "backups";
    const auto clock = std::make_shared<const CountedClock>();
    const auto options = [&](const std::string& user, const std::string& passphrase) {
        StoreOptions made = locked_options(place, passphrase);
        made.user = user;
        made.clock = clock;
        made.who = "system-user";
        return made;
    };
    const CaseDocument document = typed_case();
    const ClientId client = document.client.id;
    {
        const auto store = open_store(options("", "sentinel words"));
        store->add_user({.name = "Ada", .role = UserRole::Owner}, "sentinel words");
    }
    CHECK(opening_fails_with(options("Ada", "wrong sentinel")) == ErrorCode::WrongPassphrase);
    const std::int64_t before = [&] {
        StoreOptions reading = options("Ada", "sentinel words");
        reading.read_only = true;
        return open_store(reading)->stats().audit_rows;
    }();

    fs::path backup;
    std::int64_t after = 0;
    {
        const auto store = open_store(options("Ada", "sentinel words"));  // failed-unlock, unlock
        DocumentDiff made = diff(CaseDocument{}, document);
        made.client = client;
        made.upsert_clients = {document.client};
        store->save(made);  // create
        CaseDocument changed = document;
        changed.sessions.front().title = "another sentinel";
        store->save(diff(document, changed));    // change
        static_cast<void>(store->load(client));  // view
        store->note({.kind = AuditKind::Export, .client = client, .detail = "hand-out"});
        store->note({.kind = AuditKind::Print, .client = client});
        store->note({.kind = AuditKind::Import, .client = client});
        store->set_setting("window.note", "sentinel");  // admin
        backup = store->back_up(backups).folder;        // backup, and the folder's name as a setting: admin
        store->rotate_key("sentinel words");            // rotate
        store->remove(client);                          // erase
        store->close("idle");                           // lock
    }
    std::vector<AuditRow> rows;
    {
        StoreOptions reading = options("Ada", "sentinel words");
        reading.read_only = true;
        rows = open_store(reading)->audit({.first = before + 1});
        after = rows.back().seq;
    }
    static_cast<void>(restore_store(backup, options("Ada", "sentinel words")));
    {
        StoreOptions reading = options("Ada", "sentinel words");
        reading.read_only = true;
        const auto restored = open_store(reading)->audit({});
        const auto row = std::ranges::find(restored, "restore", &AuditRow::kind);
        REQUIRE(row != restored.end());
        rows.push_back(*row);
    }
    CHECK(after > before);

    const std::map<std::string, Told> expected{
        {"failed-unlock", {"Ada"}}, {"unlock", {"Ada"}},       {"create", {"Ada", true}}, {"change", {"Ada", true}},
        {"view", {"Ada", true}},    {"export", {"Ada", true}}, {"print", {"Ada", true}},  {"import", {"Ada", true}},
        {"backup", {"Ada"}},        {"rotate", {"Ada"}},       {"erase", {"Ada", true}},  {"lock", {"Ada"}},
        {"restore", {"Ada"}},
    };
    for (const AuditKind kind : all_audit_kinds()) {
        const std::string name(name_of(kind));
        INFO(name);
        if (kind == AuditKind::Admin) {
            CHECK(std::ranges::count(rows, name, &AuditRow::kind) >= 1);
            continue;
        }
        REQUIRE(std::ranges::count(rows, name, &AuditRow::kind) == 1);
        const AuditRow& row = *std::ranges::find(rows, name, &AuditRow::kind);
        const Told& told = expected.at(name);
        CHECK(row.who == told.who);
        CHECK(row.at.microseconds_utc > 1'795'000'000'000'000);
        CHECK(row.client == (told.about_client ? audit_name_of(client) : std::string()));
    }
    for (const AuditRow& row : rows) {
        CHECK((row.who + row.kind + row.client + row.detail).find(k_sentinel) == std::string::npos);
    }
    CHECK(std::ranges::is_sorted(rows.begin(), rows.end() - 1, {}, &AuditRow::seq));
}
