// Upgrades of each older store, killed at any of the disk's calls.

#include "store/detail/audit_log.h"
#include "store/detail/encrypted_store.h"
#include "store/store_fixture.h"
#include "support/child_process.h"
#include "support/watched_disk.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <random>

using namespace palpate;

namespace {

namespace fs = std::filesystem;
using detail::SqlSession;

constexpr int k_audit_since = 6;

/// What a release put into the tables that its step of the schema brought.
constexpr const char* k_rows_by_version[] = {
    "INSERT INTO clients (id, reference, name, sample, created) VALUES ('c', '1001', 'Ada', 0, 5), "
    "('d', '1002', 'Bo', 1, 6);"
    "INSERT INTO sessions (id, client_id, type, date, title, created, sequence) VALUES "
    "('s1', 'c', 'intake', '2026-11-01', 'first', 6, 1), ('s2', 'c', 'follow-up', '2026-11-08', '', 7, 2), "
    "('s3', 'd', 'treatment', '2026-11-09', 'x', 8, 1);"
    "INSERT INTO settings VALUES ('key', 'value');"
    "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 60) "
    "INSERT INTO marks (id, client_id, session_id, structure, box_x, box_y, box_z, atlas, triangle, weight_a, "
    "weight_b, "
    "weight_c, kind, qualities, rating_now, rating_usual, rating_worst, depth, duration_days, note, author, radius_mm, "
    "created, sequence) SELECT 'm' || n, 'c', 's' || (1 + n % 2), CASE n % 3 WHEN 0 THEN 'skin' ELSE 'muscle-' || "
    "(n % 5) || '.left' END, n / 64.0, 0.25, 0.75, 'body', n, 0.5, 0.25, 0.25, 'tension', 'tight dull', n % 11, 5, "
    "NULL, "
    "'deep', 42, 'since the move ' || n, 'therapist', 12, n, n FROM number;",
    "INSERT INTO mark_places (mark_id, role, position, structure, box_x, box_y, box_z, atlas, triangle, weight_a, "
    "weight_b, weight_c, radius_mm) SELECT id, 'dab', 0, structure, 0.5, 0.5, 0.5, 'body', 3, 0.5, 0.25, 0.25, 8 "
    "FROM marks WHERE sequence < 20; UPDATE marks SET extent = 'area', area_mm2 = 300, area_share = 0.25, constancy = "
    "'constant', radiates_to = 'the arm', confirmed = 0 WHERE sequence < 20;",
    "UPDATE sessions SET planned_minutes = 60 WHERE id = 's1';"
    "INSERT INTO client_facts VALUES ('c', 'answer', 'ci-varicose-veins', 'yes', 'calf-upper.left', 'old', 8), "
    "('c', 'goal', 'sleep', '3', '', '', 9);"
    "INSERT INTO plan_items VALUES ('p', 'c', 's1', 'session', 0, 'stripping', 'muscle-1.left', 10, 3, 'slowly', 1, "
    "'', "
    "'', 9);",
    "INSERT INTO client_fact_spots VALUES ('c', 'answer', 'ci-varicose-veins', 0, 'calf-upper.left', 'skin', 0.5, "
    "0.25, "
    "0.75, 'body', 12, 0.5, 0.25, 0.25);",
    "INSERT INTO measurements VALUES ('q', 'c', 's2', 'rom-neck', 'left', 'before', 41.5, 0, 'stiff', 9, 1);"
    "INSERT INTO session_notes VALUES ('s1', 'c', 'said', 'written', 'seen', 'written', 'thought', 'written', "
    "'planned', "
    "'written', 'A. Therapist', 11, 10);"
    "INSERT INTO note_addenda VALUES ('a', 'c', 's1', 'later', 'A. Therapist', 12);",
    "INSERT INTO erasures VALUES ('0123456789abcdef0123456789abcdef', 13);",
    "UPDATE clients SET phone = '030 1', birth = '1980-02-29', email = 'a@b', emergency_name = 'Eve' WHERE id = 'c';"
    "INSERT INTO consents VALUES ('k', 'c', 'treatment', '2026-11', 'I agree.', 'Ada', 14, NULL);"
    "INSERT INTO former_facts VALUES ('c', 'goal', 'sleep', 3, 9, '2', '', '');"
    "INSERT INTO client_photos VALUES ('c', x'89504e47');"
    "INSERT INTO note_phrases VALUES ('plan', 0, 'More water.');",
    "UPDATE marks SET structure = 'skin', box_x = 0.5, box_y = 0.5, box_z = 0.5 WHERE sequence = 30;",
};

int known_versions() { return static_cast<int>(detail::store_migrations().size()); }

StoreOptions patient_options_for(const fs::path& folder) {
    StoreOptions options = options_for(folder);
    options.patience = std::chrono::seconds(10);
    return options;
}

/// A closed store as the release with that schema left it, with a row in every table it had.
void make_old_store(const fs::path& folder, int version) {
    detail::Vault vault = detail::make_vault();
    const auto key = detail::SecretBytes::random(32);
    detail::add_plain_slot(vault, key);
    const fs::path file = detail::records_file(folder, vault.generation);
    detail::make_private_file(file);
    {
        SqlSession session({.file = file}, key);
        detail::migrate(session, detail::store_migrations().first(static_cast<std::size_t>(version)), {});
        for (int step = 0; step < std::min<int>(version, std::size(k_rows_by_version)); ++step) {
            session.execute(k_rows_by_version[step]);
        }
        if (version >= k_audit_since) {
            detail::AuditLog log(session);
            AuditHead head;
            for (const AuditKind kind : {AuditKind::Admin, AuditKind::Create, AuditKind::Change, AuditKind::Erase}) {
                detail::SqlTransaction transaction(session, detail::SqlTransaction::Kind::Write);
                head = log.append({.event = {.kind = kind, .detail = "then"}, .at = {15}, .who = "somebody"});
                transaction.commit();
            }
            detail::AuditAnchor::create(folder, head);
        }
    }
    detail::write_vault(detail::vault_file(folder), vault);
}

struct Records {
    std::vector<CaseDocument> documents;
    std::vector<NotePhrase> phrases;
    std::optional<std::string> setting;

    bool operator==(const Records&) const = default;
};

Records records_of(Store& store) {
    Records records{.documents = {}, .phrases = store.note_phrases(), .setting = store.find_setting("key")};
    for (const Client& client : store.list_clients()) {
        records.documents.push_back(store.load(client.id));
    }
    return records;
}

SqlSession open_raw(const fs::path& folder, const std::string& name) {
    return SqlSession({.file = folder / name},
                      *detail::find_plain_key(*detail::find_vault(detail::vault_file(folder))));
}

/// Everything the database says of its tables.
std::string schema_of(SqlSession& session) {
    return session.ask("SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master ORDER BY type, name)");
}

/// After every step of the schema; the first is that of an empty database.
std::vector<std::string> all_schemas() {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "new.db";
    detail::make_private_file(file);
    SqlSession session({.file = file}, detail::SecretBytes(32));
    std::vector<std::string> schemas{""};
    for (std::size_t version = 1; version <= detail::store_migrations().size(); ++version) {
        detail::migrate(session, detail::store_migrations().first(version), {});
        schemas.push_back(schema_of(session));
    }
    return schemas;
}

/// Opens the store in a process of its own, which dies at that call of the disk. The number of calls where it did not.
int upgrade_until(const fs::path& folder, int call_to_die_at) {
    Child child([&](int output) {
        int calls = 0;
        WatchedDisk disk([&](const DiskCall&) {
            if (calls++ == call_to_die_at) {
                ::kill(::getpid(), SIGKILL);
            }
            return DiskFault{};
        });
        disk.skip_syncs();
        static_cast<void>(open_store(patient_options_for(folder)));
        static_cast<void>(!::write(output, &calls, sizeof calls));
    });
    static_cast<void>(child.wait());
    const auto said = child.numbers();
    return said.empty() ? 0 : said.front();
}

void copy_store(const fs::path& from, const fs::path& to) {
    for (const std::string& name : names_in(from)) {
        fs::copy_file(from / name, to / name);
    }
}

void kill_upgrades_from(int version, int kills) {
    INFO("from schema " << version);
    WatchedDisk disk([](const DiskCall&) { return DiskFault{}; });
    disk.skip_syncs();
    const auto schemas = all_schemas();
    const TemporaryFolder old_store;
    make_old_store(old_store.path(), version);
    const TemporaryFolder undisturbed;
    copy_store(old_store.path(), undisturbed.path());
    const int calls = upgrade_until(undisturbed.path(), -1);
    REQUIRE(calls > 100);
    const Records expected = records_of(*open_store(options_for(undisturbed.path())));
    REQUIRE(expected.documents.size() == 2);
    REQUIRE(expected.documents.front().marks.size() == 60);

    std::mt19937 random(static_cast<std::uint32_t>(version));
    for (int kill = 0; kill < kills; ++kill) {
        const int call = static_cast<int>(random() % static_cast<std::size_t>(calls));
        INFO("killed at call " << call << " of " << calls);
        const TemporaryFolder folder;
        copy_store(old_store.path(), folder.path());
        REQUIRE(upgrade_until(folder.path(), call) == 0);
        {
            SqlSession session = open_raw(folder.path(), "palpate-1.db");
            const int reached = detail::check_schema(session, detail::store_migrations());
            REQUIRE(reached >= version);
            REQUIRE(schema_of(session) == schemas[static_cast<std::size_t>(reached)]);
        }
        {
            const auto store = open_store(options_for(folder.path()));
            REQUIRE(records_of(*store) == expected);
            REQUIRE(store->stats().schema == known_versions());
            REQUIRE_NOTHROW(store->verify());
            REQUIRE(store->check_audit().intact());
        }
        SqlSession copy = open_raw(folder.path(), fmt::format("before-upgrade-from-{}.db", version));
        REQUIRE(schema_of(copy) == schemas[static_cast<std::size_t>(version)]);
        REQUIRE(copy.ask("SELECT count(*) FROM marks") == "60");
    }
}

}  // namespace

TEST_CASE("R8: an upgrade killed at any point is finished by the next opening, with every record", "[store][kill]") {
    REQUIRE(std::size(k_rows_by_version) + 1 == detail::store_migrations().size());
    kill_upgrades_from(GENERATE(range(1, known_versions())), 4);
}

TEST_CASE("R8 in full: 100 kills of the upgrade from each older schema", "[.soak]") {
    kill_upgrades_from(GENERATE(range(1, known_versions())), 100);
}
