#include "store/detail/migrator.h"
#include "store/detail/secret_bytes.h"
#include "store/detail/sql_case_store.h"
#include "support/random_case.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace palpate;
using detail::SqlSession;

namespace {

constexpr Timestamp k_now{.microseconds_utc = 1'700'000'000'000'000};

/// A database as the first release left it, with one client, one session and one mark.
void fill_first_release(SqlSession& session) {
    detail::migrate(session, detail::store_migrations().first(1), k_now);
    session.execute(
        "INSERT INTO clients VALUES ('c', '1001', 'Ada', 0, 5);"
        "INSERT INTO sessions VALUES ('s', 'c', 'intake', '2026-11-01', 'first', 6, 1);"
        "INSERT INTO marks VALUES ('m', 'c', 's', 'levator-scapulae.left', 0.5, 0.25, 0.75, 'body', 12, 0.5, 0.25, "
        "0.25,"
        " 'tension', 'tight dull', 6, 5, NULL, 'deep', 42, 'since the move', 'therapist', 12, 7, 1);");
}

/// A database as it was before client facts and plans, with one client and one session.
void fill_without_plans(SqlSession& session) {
    detail::migrate(session, detail::store_migrations().first(2), k_now);
    session.execute(
        "INSERT INTO clients VALUES ('c', '1001', 'Ada', 0, 5);"
        "INSERT INTO sessions (id, client_id, type, date, title, created, sequence, no_pain) "
        "VALUES ('s', 'c', 'intake', '2026-11-01', 'first', 6, 1, 1);");
}

}  // namespace

TEST_CASE("a record of the first release is read whole by this one", "[store]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "old.db";
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    fill_first_release(session);
    detail::migrate(session, detail::store_migrations(), k_now);

    const CaseDocument document = detail::SqlCaseStore(session).load(ClientId("c"));
    CHECK_NOTHROW(check_invariants(document));
    REQUIRE(document.sessions.size() == 1);
    CHECK(document.sessions.front() == Session{.id = SessionId("s"),
                                               .type = SessionType::Intake,
                                               .date = "2026-11-01",
                                               .title = "first",
                                               .created = {6},
                                               .sequence = 1});
    REQUIRE(document.marks.size() == 1);
    CHECK(document.marks.front() == Mark{.id = MarkId("m"),
                                         .session = SessionId("s"),
                                         .anchor = {.structure = StructureId("levator-scapulae.left"),
                                                    .box_position = {0.5F, 0.25F, 0.75F},
                                                    .atlas_topology = "body",
                                                    .triangle = 12,
                                                    .barycentric = {0.5F, 0.25F, 0.25F}},
                                         .kind = MarkKind::Tension,
                                         .qualities = {"tight", "dull"},
                                         .now = 6,
                                         .usual = 5,
                                         .depth = Depth::Deep,
                                         .duration_days = 42,
                                         .note = "since the move",
                                         .author = Author::Therapist,
                                         .radius_mm = 12.0F,
                                         .created = {7},
                                         .sequence = 1});
}

TEST_CASE("a record from before facts and plans is read whole, and takes them", "[store]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "old.db";
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    fill_without_plans(session);
    detail::migrate(session, detail::store_migrations(), k_now);

    detail::SqlCaseStore store(session);
    const CaseDocument document = store.load(ClientId("c"));
    CHECK(document == CaseDocument{.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada", .created = {5}},
                                   .sessions = {{.id = SessionId("s"),
                                                 .type = SessionType::Intake,
                                                 .date = "2026-11-01",
                                                 .title = "first",
                                                 .no_pain = true,
                                                 .created = {6},
                                                 .sequence = 1}}});
    RandomCase random(1);
    CaseDocument grown = apply(document, SetFact{random.fact()});
    grown = apply(grown, AddPlanItem{random.plan_item(grown, SessionId("s"))});
    store.save(diff(document, grown));
    CHECK(store.load(ClientId("c")) == grown);
}

TEST_CASE("a record from before exact spots is read whole, and takes them", "[store]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "old.db";
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    detail::migrate(session, detail::store_migrations().first(3), k_now);
    session.execute(
        "INSERT INTO clients VALUES ('c', '1001', 'Ada', 0, 5);"
        "INSERT INTO client_facts VALUES ('c', 'answer', 'ci-varicose-veins', 'yes', 'calf-upper.left', '', 8);");
    detail::migrate(session, detail::store_migrations(), k_now);

    detail::SqlCaseStore store(session);
    const CaseDocument document = store.load(ClientId("c"));
    const ClientFact before{.kind = FactKind::Answer,
                            .subject = "ci-varicose-veins",
                            .value = "yes",
                            .places = {"calf-upper.left"},
                            .recorded = {8}};
    CHECK(document.facts == std::vector{before});
    ClientFact pointed = before;
    pointed.spots.push_back({.place = "calf-upper.left"});
    pointed.spots.front().anchor.structure = StructureId("skin");
    pointed.spots.front().anchor.triangle = 7;
    const CaseDocument grown = apply(document, SetFact{pointed});
    store.save(diff(document, grown));
    CHECK(store.load(ClientId("c")) == grown);
    store.save(diff(grown, document));  // taken away again
    CHECK(store.load(ClientId("c")) == document);
}

TEST_CASE("of a removed client nothing is left in any table", "[store]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "new.db";
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    detail::migrate(session, detail::store_migrations(), k_now);
    detail::SqlCaseStore store(session);
    RandomCase random(2);
    CaseDocument document = random.document(200);
    for (int fact = 0; fact < 40; ++fact) {
        document = apply(document, SetFact{random.fact()});
    }
    REQUIRE_FALSE(document.facts.empty());
    REQUIRE_FALSE(document.plan.empty());
    REQUIRE_FALSE(document.consents.empty());
    REQUIRE_FALSE(document.former_facts.empty());
    REQUIRE_FALSE(document.photo.png.empty());
    REQUIRE(std::ranges::any_of(document.facts, [](const ClientFact& fact) { return !fact.spots.empty(); }));
    store.save(diff(CaseDocument{}, document));
    store.put_intake({.id = IntakeId("i"), .client = document.client.id});
    store.add_invitation({.token_hash = std::string(64, 'a'), .client = document.client.id});
    store.remove(document.client.id);
    for (const char* table : {"clients", "sessions", "marks", "mark_places", "client_facts", "client_fact_spots",
                              "plan_items", "consents", "former_facts", "client_photos", "marked_places",
                              "measurements", "session_notes", "intakes", "intake_invitations"}) {
        INFO(table);
        CHECK(session.ask("SELECT count(*) FROM " + std::string(table)) == "0");
    }
}

TEST_CASE("the count of marked places follows every change of marks", "[store]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "new.db";
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    detail::migrate(session, detail::store_migrations(), k_now);
    detail::SqlCaseStore store(session);
    const auto kept = [&] {
        return session.ask(
            "SELECT group_concat(place || ' ' || client_id || ' ' || marks) FROM "
            "(SELECT place, client_id, marks FROM marked_places ORDER BY place, client_id)");
    };
    const auto counted = [&] {
        return session.ask(
            "SELECT group_concat(place || ' ' || client_id || ' ' || marks) FROM (SELECT CASE structure WHEN 'skin' "
            "THEN printf('skin@%d,%d,%d', box_x * 40, box_y * 40, box_z * 40) ELSE structure END AS place, client_id, "
            "count(*) AS marks FROM marks GROUP BY 1, 2 ORDER BY 1, 2)");
    };
    RandomCase random(5);
    for (int client = 0; client < 3; ++client) {
        CaseDocument current = random.document(10);
        store.save(diff(CaseDocument{}, current));
        for (int step = 0; step < 15; ++step) {
            const CaseDocument next = random.after_edits(current, 3);
            store.save(diff(current, next));
            REQUIRE(kept() == counted());
            current = next;
        }
    }
    CHECK(session.ask("SELECT count(*) > 10 FROM marked_places") == "1");
    CHECK(session.ask("SELECT count(*) > 0 FROM marked_places WHERE place LIKE 'skin@%'") == "1");
}

TEST_CASE("marks of a store from before are counted by their places", "[store]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "old.db";
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    fill_first_release(session);
    detail::migrate(session, detail::store_migrations(), k_now);
    CHECK(session.ask("SELECT place || ' ' || client_id || ' ' || marks FROM marked_places") ==
          "levator-scapulae.left c 1");
}
