#include "store/detail/intake_rows.h"

#include "store/detail/row_values.h"

#include <span>

namespace palpate::detail {
namespace {

std::optional<Timestamp> optional_time(const SqlStatement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(Timestamp{row.integer(column)});
}

std::optional<std::int64_t> microseconds_of(const std::optional<Timestamp>& time) {
    return time ? std::optional(time->microseconds_utc) : std::nullopt;
}

}  // namespace

// Someone new is no client yet: nullif() keeps the row from pointing at nobody.

std::vector<PendingIntake> read_intakes(SqlSession& session) {
    std::vector<PendingIntake> intakes;
    auto rows = session.prepare(
        "SELECT id, ifnull(client_id, ''), source, warned, started, finished, answers FROM intakes ORDER BY started, "
        "id");
    while (rows.step()) {
        intakes.push_back({.id = IntakeId(rows.text(0)),
                           .client = ClientId(rows.text(1)),
                           .source = known(find_intake_source(rows.text(2)), session),
                           .warned = rows.integer(3) != 0,
                           .started = {rows.integer(4)},
                           .finished = optional_time(rows, 5),
                           .answers = rows.text(6)});
    }
    return intakes;
}

std::int64_t write_intake(SqlSession& session, const PendingIntake& intake) {
    return session
        .prepare(
            "INSERT INTO intakes (id, client_id, source, warned, started, finished, answers) "
            "VALUES (?1, nullif(?2, ''), ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET "
            "client_id = excluded.client_id, source = excluded.source, warned = excluded.warned, "
            "started = excluded.started, finished = excluded.finished, answers = excluded.answers")
        .with(intake.id.text(), intake.client.text(), name_of(intake.source), std::int64_t{intake.warned},
              intake.started.microseconds_utc, microseconds_of(intake.finished), intake.answers)
        .run();
}

std::int64_t erase_intake(SqlSession& session, const IntakeId& id) {
    return session.prepare("DELETE FROM intakes WHERE id = ?1").with(id.text()).run();
}

std::vector<IntakeKey> read_intake_keys(SqlSession& session) {
    std::vector<IntakeKey> keys;
    auto rows =
        session.prepare("SELECT public_half, secret_half, made FROM intake_keys ORDER BY made DESC, public_half");
    while (rows.step()) {
        keys.push_back({.public_half = rows.blob(0), .secret_half = rows.blob(1), .made = {rows.integer(2)}});
    }
    return keys;
}

std::int64_t write_intake_key(SqlSession& session, const IntakeKey& key) {
    return session.prepare("INSERT INTO intake_keys (public_half, secret_half, made) VALUES (?1, ?2, ?3)")
        .with(std::span<const std::uint8_t>(key.public_half), std::span<const std::uint8_t>(key.secret_half),
              key.made.microseconds_utc)
        .run();
}

std::optional<IntakeInvitation> read_invitation(SqlSession& session, const std::string& token_hash) {
    auto rows = session.prepare(
        "SELECT ifnull(client_id, ''), made, expires, used FROM intake_invitations WHERE token_hash = ?1");
    if (!rows.with(token_hash).step()) {
        return std::nullopt;
    }
    return IntakeInvitation{.token_hash = token_hash,
                            .client = ClientId(rows.text(0)),
                            .made = {rows.integer(1)},
                            .expires = {rows.integer(2)},
                            .used = optional_time(rows, 3)};
}

std::int64_t write_invitation(SqlSession& session, const IntakeInvitation& invitation) {
    return session
        .prepare(
            "INSERT INTO intake_invitations (token_hash, client_id, made, expires, used) "
            "VALUES (?1, nullif(?2, ''), ?3, ?4, ?5) ON CONFLICT (token_hash) DO UPDATE SET used = excluded.used")
        .with(invitation.token_hash, invitation.client.text(), invitation.made.microseconds_utc,
              invitation.expires.microseconds_utc, microseconds_of(invitation.used))
        .run();
}

}  // namespace palpate::detail
