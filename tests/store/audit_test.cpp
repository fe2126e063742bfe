#include "store/audit.h"

#include "store/detail/audit_anchor.h"
#include "store/detail/audit_log.h"
#include "store/detail/store_folder.h"
#include "store/detail/vault.h"
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace palpate;

namespace {

namespace fs = std::filesystem;
using detail::AuditAnchor;
using detail::AuditLog;
using detail::SqlSession;
using detail::SqlTransaction;

std::vector<AuditRow> all_rows(Store& store) { return store.audit({}); }

std::vector<std::string> kinds_of(Store& store) {
    std::vector<std::string> kinds;
    for (const AuditRow& row : all_rows(store)) {
        kinds.push_back(row.kind);
    }
    return kinds;
}

std::vector<std::string> findings_of(Store& store) {
    std::vector<std::string> keys;
    for (const Diagnostic& finding : store.check_audit().findings) {
        keys.push_back(finding.text.key);
    }
    return keys;
}

/// The records of a store without passphrase as somebody sees them who has the key and no respect.
SqlSession open_raw(const fs::path& folder) {
    const detail::Vault vault = *detail::find_vault(detail::vault_file(folder));
    return SqlSession({.file = detail::records_file(folder, vault.generation)}, *detail::find_plain_key(vault));
}

/// Adds events as the store does, but many to one sync of the disk.
void append_many(const fs::path& folder, int count) {
    SqlSession raw = open_raw(folder);
    AuditLog log(raw);
    SqlTransaction transaction(raw, SqlTransaction::Kind::Write);
    AuditHead head;
    for (int number = 0; number < count; ++number) {
        head = log.append({.event = {.kind = AuditKind::Change, .detail = fmt::format("marks +{}", number % 7 + 1)},
                           .at = {1'700'000'000'000'000 + number},
                           .who = "somebody"});
    }
    transaction.commit();
    AuditAnchor(folder, false).advance(head, [&](const AuditHead& older) { return log.holds(older); });
}

/// Damages one row in each of the ways, checks that the store finds it, and mends it again.
void check_every_tampering_is_found(Store& store, int rounds) {
    SqlSession raw = open_raw(store.folder());
    const auto count = static_cast<std::size_t>(store.check_audit().head.seq);
    RandomCase random(11);
    for (int round = 0; round < rounds; ++round) {
        const auto seq = static_cast<std::int64_t>(1 + random.below(count - 1));
        const std::string row = std::to_string(seq);
        INFO("row " << row << " of " << count);
        raw.execute("CREATE TEMP TABLE kept AS SELECT * FROM audit");
        const auto mend = [&] { raw.execute("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept"); };
        const auto expect_finding = [&](const std::string& what, const std::string& sql) {
            INFO(what);
            raw.execute(sql);
            CHECK_FALSE(findings_of(store).empty());
            mend();
        };
        expect_finding("deleted", "DELETE FROM audit WHERE seq = " + row);
        expect_finding("time altered", "UPDATE audit SET at = at + 1 WHERE seq = " + row);
        expect_finding("detail altered", "UPDATE audit SET detail = detail || ' ' WHERE seq = " + row);
        expect_finding("person altered", "UPDATE audit SET who = 'nobody' WHERE seq = " + row);
        expect_finding("client altered", "UPDATE audit SET client = 'x' WHERE seq = " + row);
        expect_finding("two rows swapped", "CREATE TEMP TABLE pair AS SELECT * FROM audit WHERE seq IN (" + row + ", " +
                                               row + " + 1); DELETE FROM audit WHERE seq IN (" + row + ", " + row +
                                               " + 1); INSERT INTO audit SELECT 2 * " + row +
                                               " + 1 - seq, at, who, kind, client, detail, previous, hash FROM pair; "
                                               "DROP TABLE pair");
        expect_finding("cut off from there", "DELETE FROM audit WHERE seq > " + row);
        raw.execute("DROP TABLE kept");
    }
    const std::string last = std::to_string(count);
    raw.execute("CREATE TEMP TABLE kept AS SELECT * FROM audit WHERE seq = " + last);
    raw.execute("DELETE FROM audit WHERE seq = " + last);
    CHECK(findings_of(store) == std::vector<std::string>{"store.audit.cut-off"});
    raw.execute("INSERT INTO audit SELECT * FROM kept");
    CHECK(findings_of(store).empty());
}

/// A clock that a test sets.
class SetClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    Timestamp time{1'700'000'000'000'000};
};

}  // namespace

TEST_CASE("S3: of 10,000 audit rows one deleted, altered, reordered or cut off is always found", "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    append_many(folder.path(), 10'000);
    REQUIRE(findings_of(*store).empty());
    check_every_tampering_is_found(*store, 3);
}

TEST_CASE("S3 in full: 10,000 edits, then every row of a sample tampered with", "[.soak]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    CaseDocument document = save_random_case(*store);
    RandomCase random(4);
    for (int edit = 0; edit < 10'000; ++edit) {
        const CaseDocument next = random.after_edits(document, 1);
        store->save(diff(document, next));
        document = next;
    }
    REQUIRE(findings_of(*store).empty());
    check_every_tampering_is_found(*store, 60);
}

TEST_CASE("rows cut off are found as long as nobody puts a backup back, however much is saved since",
          "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    append_many(folder.path(), 20);
    open_raw(folder.path()).execute("DELETE FROM audit WHERE seq > 12");
    CHECK(findings_of(*store) == std::vector<std::string>{"store.audit.cut-off"});
    for (int change = 0; change < 30; ++change) {
        store->set_setting("key", std::to_string(change));
    }
    CHECK(findings_of(*store) == std::vector<std::string>{"store.audit.altered"});
}

TEST_CASE("a missing or damaged audit head is a finding that saving does not heal", "[store][audit]") {
    const TemporaryFolder folder;
    const fs::path head = AuditAnchor::file_in(folder.path());
    static_cast<void>(save_random_case(*open_store(options_for(folder.path()))));
    SECTION("missing") { fs::remove(head); }
    SECTION("emptied") { replace_content(head, ""); }
    SECTION("overwritten") { replace_content(head, std::string(1024, 'x')); }
    const auto store = open_store(options_for(folder.path()));
    store->set_setting("key", "value");
    CHECK(findings_of(*store) == std::vector<std::string>{"store.audit.head-missing"});
}

TEST_CASE("after a crash between a save and its audit head the log is whole, and the head catches up",
          "[store][audit]") {
    const TemporaryFolder folder;
    const fs::path head = AuditAnchor::file_in(folder.path());
    const auto store = open_store(options_for(folder.path()));
    const std::string before = content_of(head);
    store->set_setting("key", "first");
    store->set_setting("key", "second");
    SECTION("the head was not written") { replace_content(head, before); }
    SECTION("one of its places was written by half") {
        std::string torn = content_of(head);
        const std::size_t newer = torn.find("audit-head 1 4 ") < 512 ? 0 : 512;
        torn.replace(newer + 40, 200, 200, '?');
        replace_content(head, torn);
    }
    CHECK(store->check_audit().head.seq == 4);
    CHECK(findings_of(*store).empty());
    store->set_setting("key", "third");
    CHECK(AuditAnchor(folder.path(), true).head() == store->check_audit().head);
}

TEST_CASE("every change is one row of the audit log, in its transaction", "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const CaseDocument first = save_random_case(*store);
    const CaseDocument next = apply(first, RemoveMark{first.marks.front().id});
    store->save(diff(first, next));
    store->save(diff(next, next));
    CHECK(error_code_of([&] { store->save({.client = ClientId("nobody"), .remove_marks = {MarkId("none")}}); }) ==
          ErrorCode::NotFound);
    CHECK(error_code_of([&] { store->remove(ClientId("nobody")); }) == ErrorCode::NotFound);
    CHECK(kinds_of(*store) == std::vector<std::string>{"admin", "unlock", "create", "change"});
    CHECK(all_rows(*store).back().client == audit_name_of(first.client.id));
    CHECK(all_rows(*store).back().detail == "marks -1");
}

TEST_CASE("a change says how much of what was written, also of notes and measurements", "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    CaseDocument first;
    first.client = {.id = ClientId("c"), .reference = "1"};
    const SessionId session("s");
    first = apply(first, AddSession{{.id = session, .date = "2026-11-02"}});
    store->save(diff(CaseDocument{}, first));
    SessionNote note{.session = session, .signed_by = "A", .signed_at = {1}, .changed = {1}};
    note.section(NotePart::Plan).text = "Next week.";
    CaseDocument next = apply(
        first, AddMeasurement{{.id = MeasurementId("m"), .session = session, .measure = "stress-now", .value = 4}});
    next = apply(next, SetNote{note});
    next = apply(next, AddAddendum{{.id = NoteAddendumId("a"), .session = session, .text = "Later.", .author = "A"}});
    store->save(diff(first, next));
    CHECK(all_rows(*store).back().detail == "measurements +1, notes +1, addenda +1");
}

TEST_CASE("S4: each kind of event is told, with who, when, what and whom", "[store][audit]") {
    const TemporaryFolder folder;
    const auto clock = std::make_shared<SetClock>();
    StoreOptions options = options_for(folder.path());
    options.who = "therapist";
    options.clock = clock;
    const CaseDocument document = RandomCase(3).document();
    fs::path backup;
    {
        const auto store = open_store(options);
        store->save(diff(CaseDocument{}, document));
        static_cast<void>(store->load(document.client.id));
        const CaseDocument next = apply(document, RemoveMark{document.marks.front().id});
        store->save(diff(document, next));
        for (const AuditKind kind : {AuditKind::Export, AuditKind::Print, AuditKind::Import}) {
            store->note({.kind = kind, .client = document.client.id, .detail = "hand-out"});
        }
        store->set_passphrase("secret");
        store->change_passphrase("secret", "other");
        backup = store->back_up(folder.path() / "backups").folder;
        store->remove(document.client.id);
    }
    options.passphrase = "wrong";
    CHECK(opening_fails_with(options) == ErrorCode::WrongPassphrase);
    options.passphrase = "other";
    {
        const auto kinds = kinds_of(*open_store(options));
        CHECK(std::vector(kinds.end() - 3, kinds.end()) == std::vector<std::string>{"lock", "failed-unlock", "unlock"});
    }
    static_cast<void>(restore_store(backup, options));
    const auto store = open_store(options);
    CHECK(kinds_of(*store) == std::vector<std::string>{"admin", "unlock", "create", "view", "change", "export", "print",
                                                       "import", "rotate", "admin", "unlock", "erase", "restore",
                                                       "lock", "unlock"});
    for (const AuditRow& row : all_rows(*store)) {
        CHECK(find_audit_kind(row.kind));
        CHECK(row.who == "therapist");
        CHECK(row.at == clock->time);
        const bool of_client = row.kind != "admin" && row.kind != "unlock" && row.kind != "lock" &&
                               row.kind != "rotate" && row.kind != "restore";
        CHECK(row.client == (of_client ? audit_name_of(document.client.id) : ""));
    }
    CHECK(findings_of(*store).empty());
}

TEST_CASE("the audit log holds nothing of a record: no id, no name, no words", "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const std::string sentinel = "hurts-since-the-ladder";
    CaseDocument document = RandomCase(3).document(200);
    document.client.name = sentinel;
    document.client.reference = sentinel;
    for (Session& session : document.sessions) {
        session.title = sentinel;
    }
    for (Mark& mark : document.marks) {
        mark.note = sentinel;
    }
    for (ClientFact& fact : document.facts) {
        fact.note = sentinel;
        fact.value = sentinel;
    }
    store->save(diff(CaseDocument{}, document));
    static_cast<void>(store->load(document.client.id));
    store->remove(document.client.id);
    SqlSession raw = open_raw(folder.path());
    std::string log;
    for (const AuditRow& row : all_rows(*store)) {
        log += row.who + row.kind + row.client + row.detail + '\n';
    }
    CHECK(raw.ask("SELECT count(*) FROM audit") == std::to_string(all_rows(*store).size()));
    CHECK(log.find(sentinel) == std::string::npos);
    CHECK(log.find(document.client.id.text()) == std::string::npos);
    for (const Mark& mark : document.marks) {
        CHECK(log.find(mark.id.text()) == std::string::npos);
        CHECK(log.find(mark.anchor.structure.text()) == std::string::npos);
    }
}

TEST_CASE("R9: the audit log keeps its order when the clock is moved back a day or on ten years", "[store][audit]") {
    constexpr std::int64_t k_day = 86'400'000'000;
    const TemporaryFolder folder;
    const auto clock = std::make_shared<SetClock>();
    StoreOptions options = options_for(folder.path());
    options.clock = clock;
    const auto store = open_store(options);
    const auto other = open_store(options);
    std::vector<std::string> expected;
    for (const std::int64_t moved : {k_day, -k_day, -k_day, 3650 * k_day, -3650 * k_day, std::int64_t{0}}) {
        clock->time.microseconds_utc += moved;
        for (const auto& writer : {store.get(), other.get()}) {
            expected.push_back("setting s" + std::to_string(expected.size()));
            writer->set_setting(expected.back().substr(8), "x");
        }
    }
    std::vector<std::string> told;
    std::int64_t seq = 0;
    for (const AuditRow& row : all_rows(*store)) {
        CHECK(row.seq == ++seq);
        if (row.detail.starts_with("setting")) {
            told.push_back(row.detail);
        }
    }
    CHECK(told == expected);
    CHECK(findings_of(*store).empty());
    CHECK(findings_of(*other).empty());
}

TEST_CASE("a part of the audit log can be read", "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    append_many(folder.path(), 10);
    const auto part = store->audit({.first = 4, .last = 6});
    REQUIRE(part.size() == 3);
    CHECK(part.front().seq == 4);
    CHECK(part.back().previous == part[1].hash);
}

TEST_CASE("what cannot be told because another program writes is told with the next change", "[store][audit]") {
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    const CaseDocument document = save_random_case(*store);
    {
        SqlSession raw = open_raw(folder.path());
        const SqlTransaction busy(raw, SqlTransaction::Kind::Write);
        CHECK(store->load(document.client.id) == document);
    }
    CHECK(kinds_of(*store).back() == "create");
    store->set_setting("key", "value");
    const auto kinds = kinds_of(*store);
    CHECK(kinds[kinds.size() - 2] == "view");
    CHECK(findings_of(*store).empty());
}

TEST_CASE("a store opened for reading tells and changes nothing", "[store][audit]") {
    const TemporaryFolder folder;
    const CaseDocument document = save_random_case(*open_store(options_for(folder.path())));
    StoreOptions options = options_for(folder.path());
    options.read_only = true;
    const auto store = open_store(options);
    const auto before = all_rows(*store);
    static_cast<void>(store->load(document.client.id));
    CHECK(error_code_of([&] { store->note({.kind = AuditKind::Export}); }) == ErrorCode::ReadOnly);
    CHECK(all_rows(*store) == before);
    CHECK(findings_of(*store).empty());
}

TEST_CASE("kinds of audit events have names, and their names kinds", "[store][audit]") {
    CHECK(all_audit_kinds().size() == 14);
    for (const AuditKind kind : all_audit_kinds()) {
        CHECK(find_audit_kind(name_of(kind)) == kind);
    }
    CHECK_FALSE(find_audit_kind("login"));
}
