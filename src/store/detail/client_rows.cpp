#include "store/detail/client_rows.h"

#include "base/error.h"
#include "store/detail/row_values.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace palpate::detail {
namespace {

constexpr std::string_view k_client_columns =
    "id, reference, name, birth, phone, email, emergency_name, emergency_phone, sample, created";

Client client_in(const SqlStatement& row) {
    return {.id = ClientId(row.text(0)),
            .reference = row.text(1),
            .name = row.text(2),
            .birth = row.text(3),
            .phone = row.text(4),
            .email = row.text(5),
            .emergency = {.name = row.text(6), .phone = row.text(7)},
            .sample = row.integer(8) != 0,
            .created = {row.integer(9)}};
}

std::optional<std::int64_t> microseconds_of(const std::optional<Timestamp>& time) {
    return time ? std::optional(time->microseconds_utc) : std::nullopt;
}

}  // namespace

// ---- clients -------------------------------------------------------------------------------------------------------

std::vector<Client> read_clients(SqlSession& session) {
    const auto place = [](const Client& client) {
        return std::pair(client.reference.size(), std::string_view(client.reference));
    };
    std::vector<Client> clients;
    auto last = session.prepare("SELECT max(rowid) FROM clients");  // found at once, and about their count
    if (last.step() && !last.is_null(0)) {
        constexpr std::int64_t k_most_reserved = 100'000;
        clients.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(last.integer(0), 0, k_most_reserved)));
    }
    auto rows = session.prepare("SELECT " + std::string(k_client_columns) + " FROM clients");
    bool in_order = true;
    while (rows.step()) {
        clients.push_back(client_in(rows));
        const std::size_t count = clients.size();
        in_order = in_order && (count < 2 || place(clients[count - 2]) < place(clients[count - 1]));
    }
    // Not by the database: its sorter allocates for each row, and every allocation locks and wipes memory here. Numbers are
    // given in their order, so there is rarely anything to do.
    if (!in_order) {
        std::ranges::sort(clients, {}, place);
    }
    return clients;
}

Client read_client(SqlSession& session, const ClientId& id) {
    auto rows = session.prepare("SELECT " + std::string(k_client_columns) + " FROM clients WHERE id = ?1");
    if (!rows.with(id.text()).step()) {
        throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}});
    }
    return client_in(rows);
}

void write_client(SqlSession& session, const Client& client) {
    auto upsert = session.prepare(
        "INSERT INTO clients (id, reference, name, birth, phone, email, emergency_name, emergency_phone, sample, "
        "created) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
        "ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, name = excluded.name, birth = excluded.birth, "
        "phone = excluded.phone, email = excluded.email, emergency_name = excluded.emergency_name, "
        "emergency_phone = excluded.emergency_phone, sample = excluded.sample, created = excluded.created");
    try {
        upsert
            .with(client.id.text(), client.reference, client.name, client.birth, client.phone, client.email,
                  client.emergency.name, client.emergency.phone, std::int64_t{client.sample},
                  client.created.microseconds_utc)
            .run();
    } catch (const SqlConflict&) {
        throw Error(ErrorCode::InvalidEdit, {"error.client.reference-taken", {{"reference", client.reference}}});
    }
}

// ---- consents ------------------------------------------------------------------------------------------------------

std::vector<Consent> read_consents(SqlSession& session, const ClientId& client) {
    std::vector<Consent> consents;
    auto rows = session.prepare(
        "SELECT id, text, version, words, given_by, given, withdrawn FROM consents WHERE client_id = ?1 "
        "ORDER BY given, id");
    rows.with(client.text());
    while (rows.step()) {
        consents.push_back({.id = ConsentId(rows.text(0)),
                            .text = rows.text(1),
                            .version = rows.text(2),
                            .words = rows.text(3),
                            .given_by = rows.text(4),
                            .given = {rows.integer(5)},
                            .withdrawn = rows.is_null(6) ? std::nullopt : std::optional(Timestamp{rows.integer(6)})});
    }
    return consents;
}

std::int64_t write_consent(SqlSession& session, const ClientId& client, const Consent& consent) {
    return session
        .prepare(
            "INSERT INTO consents (id, client_id, text, version, words, given_by, given, withdrawn) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET text = excluded.text, "
            "version = excluded.version, words = excluded.words, given_by = excluded.given_by, "
            "given = excluded.given, withdrawn = excluded.withdrawn WHERE client_id = excluded.client_id")
        .with(consent.id.text(), client.text(), consent.text, consent.version, consent.words, consent.given_by,
              consent.given.microseconds_utc, microseconds_of(consent.withdrawn))
        .run();
}

void erase_consent(SqlSession& session, const ClientId& client, const ConsentId& id) {
    session.prepare("DELETE FROM consents WHERE id = ?1 AND client_id = ?2").with(id.text(), client.text()).run();
}

// ---- former facts --------------------------------------------------------------------------------------------------

std::vector<FormerFact> read_former_facts(SqlSession& session, const ClientId& client) {
    std::vector<FormerFact> former;
    auto rows = session.prepare(
        "SELECT kind, subject, value, places, note, recorded, until FROM former_facts WHERE client_id = ?1");
    rows.with(client.text());
    while (rows.step()) {
        former.push_back({.fact = {.kind = known(find_fact_kind(rows.text(0)), session),
                                   .subject = rows.text(1),
                                   .value = rows.text(2),
                                   .places = split(rows.text(3), '\n'),
                                   .note = rows.text(4),
                                   .recorded = {rows.integer(5)}},
                          .until = {rows.integer(6)}});
    }
    std::ranges::sort(former, {}, [](const FormerFact& one) { return key_of(one); });  // the table sorts kinds by name
    return former;
}

void write_former_fact(SqlSession& session, const ClientId& client, const FormerFact& former) {
    const ClientFact& fact = former.fact;
    session
        .prepare(
            "INSERT INTO former_facts (client_id, kind, subject, recorded, until, value, places, note) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (client_id, kind, subject, recorded) DO UPDATE SET "
            "until = excluded.until, value = excluded.value, places = excluded.places, note = excluded.note")
        .with(client.text(), name_of(fact.kind), fact.subject, fact.recorded.microseconds_utc,
              former.until.microseconds_utc, fact.value, join(fact.places, '\n'), fact.note)
        .run();
}

void erase_former_fact(SqlSession& session, const ClientId& client, const FormerFactKey& key) {
    session.prepare("DELETE FROM former_facts WHERE client_id = ?1 AND kind = ?2 AND subject = ?3 AND recorded = ?4")
        .with(client.text(), name_of(key.fact.kind), key.fact.subject, key.recorded_us)
        .run();
}

// ---- photo ---------------------------------------------------------------------------------------------------------

ClientPhoto read_photo(SqlSession& session, const ClientId& client) {
    auto rows = session.prepare("SELECT png FROM client_photos WHERE client_id = ?1");
    return rows.with(client.text()).step() ? ClientPhoto{.png = rows.blob(0)} : ClientPhoto{};
}

void write_photo(SqlSession& session, const ClientId& client, const ClientPhoto& photo) {
    if (photo.png.empty()) {
        session.prepare("DELETE FROM client_photos WHERE client_id = ?1").with(client.text()).run();
        return;
    }
    session
        .prepare(
            "INSERT INTO client_photos (client_id, png) VALUES (?1, ?2) "
            "ON CONFLICT (client_id) DO UPDATE SET png = excluded.png")
        .with(client.text(), std::span<const std::uint8_t>(photo.png))
        .run();
}

}  // namespace palpate::detail
