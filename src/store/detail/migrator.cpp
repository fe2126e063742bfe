#include "store/detail/migrator.h"

#include "base/error.h"
#include "store/detail/migrations_embedded.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace palpate::detail {
namespace {

std::string sha256(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    ::crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits{};
    ::sodium_bin2hex(digits.data(), digits.size(), digest.data(), digest.size());
    return digits.data();
}

int version_in(std::string_view file_name) {
    int version = 0;
    std::from_chars(file_name.data(), file_name.data() + file_name.size(), version);
    return version;
}

std::vector<Migration> read_embedded() {
    std::vector<Migration> migrations;
    for (const EmbeddedMigration& embedded : k_embedded_migrations) {
        const int version = version_in(embedded.name);
        PALPATE_ASSERT(version == static_cast<int>(migrations.size()) + 1);
        migrations.push_back({.version = version, .name = embedded.name, .sql = embedded.text});
    }
    return migrations;
}

bool has_migrations_table(SqlSession& session) {
    return session.ask("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'") != "0";
}

void apply_step(SqlSession& session, const Migration& step, Timestamp now) {
    SqlTransaction transaction(session, SqlTransaction::Kind::Write);
    session.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
        "sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
    session.execute(std::string(step.sql));
    session.prepare("INSERT INTO schema_migrations (version, name, sha256, applied_at) VALUES (?1, ?2, ?3, ?4)")
        .with(std::int64_t{step.version}, step.name, std::string_view(sha256(step.sql)), now.microseconds_utc)
        .run();
    transaction.commit();
}

}  // namespace

std::span<const Migration> store_migrations() {
    static const std::vector<Migration> migrations = read_embedded();
    return migrations;
}

int check_schema(SqlSession& session, std::span<const Migration> known) {
    if (!has_migrations_table(session)) {
        return 0;
    }
    const std::string folder = session.file().parent_path().string();
    auto rows = session.prepare("SELECT version, sha256 FROM schema_migrations ORDER BY version DESC");
    int newest = 0;
    while (rows.step()) {
        const auto version = rows.integer(0);
        if (version < 1 || version > static_cast<std::int64_t>(known.size())) {
            throw Error(ErrorCode::NewerVersion, {"error.store.newer", {{"folder", folder}}});
        }
        newest = std::max(newest, static_cast<int>(version));
        const Migration& step = known[static_cast<std::size_t>(version) - 1];
        if (rows.text(1) != sha256(step.sql)) {
            throw Error(ErrorCode::InvalidContent,
                        {"error.store.schema-differs", {{"folder", folder}, {"step", std::string(step.name)}}});
        }
    }
    return newest;
}

void migrate(SqlSession& session, std::span<const Migration> known, Timestamp now) {
    const int applied = check_schema(session, known);
    for (const Migration& step : known.subspan(static_cast<std::size_t>(applied))) {
        apply_step(session, step, now);
    }
}

}  // namespace palpate::detail
