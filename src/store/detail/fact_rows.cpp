#include "store/detail/fact_rows.h"

#include "store/detail/anchor_columns.h"
#include "store/detail/row_values.h"

#include <algorithm>
#include <map>

namespace palpate::detail {
namespace {

ClientFact read_fact(const SqlStatement& row, const SqlSession& session) {
    return {.kind = known(find_fact_kind(row.text(0)), session),
            .subject = row.text(1),
            .value = row.text(2),
            .places = split(row.text(3), '\n'),
            .note = row.text(4),
            .recorded = {row.integer(5)}};
}

/// The facts that have rows of `client_fact_spots` take them.
void read_spots(SqlSession& session, const ClientId& client, std::vector<ClientFact>& facts) {
    std::map<FactKey, ClientFact*> by_key;
    for (ClientFact& fact : facts) {
        by_key.emplace(key_of(fact), &fact);
    }
    auto rows = session.prepare(
        "SELECT kind, subject, place, structure, box_x, box_y, box_z, atlas, triangle, weight_a, weight_b, weight_c "
        "FROM client_fact_spots WHERE client_id = ?1 ORDER BY kind, subject, position");
    rows.with(client.text());
    while (rows.step()) {
        const FactKey key{.kind = known(find_fact_kind(rows.text(0)), session), .subject = rows.text(1)};
        by_key.at(key)->spots.push_back({.place = rows.text(2), .anchor = read_anchor(rows, 3)});
    }
}

void write_spots(SqlSession& session, const ClientId& client, const ClientFact& fact) {
    session.prepare("DELETE FROM client_fact_spots WHERE client_id = ?1 AND kind = ?2 AND subject = ?3")
        .with(client.text(), name_of(fact.kind), fact.subject)
        .run();
    auto insert = session.prepare(
        "INSERT INTO client_fact_spots (client_id, kind, subject, position, place, structure, box_x, box_y, box_z, "
        "atlas, triangle, weight_a, weight_b, weight_c) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
    for (std::size_t i = 0; i < fact.spots.size(); ++i) {
        const SurfaceAnchor& at = fact.spots[i].anchor;
        insert
            .with(client.text(), name_of(fact.kind), fact.subject, static_cast<std::int64_t>(i), fact.spots[i].place,
                  at.structure.text(), wide(at.box_position.x), wide(at.box_position.y), wide(at.box_position.z),
                  at.atlas_topology, std::int64_t{at.triangle}, wide(at.barycentric.x), wide(at.barycentric.y),
                  wide(at.barycentric.z))
            .run();
    }
}

}  // namespace

std::vector<ClientFact> read_facts(SqlSession& session, const ClientId& client) {
    std::vector<ClientFact> facts;
    auto rows =
        session.prepare("SELECT kind, subject, value, places, note, recorded FROM client_facts WHERE client_id = ?1");
    rows.with(client.text());
    while (rows.step()) {
        facts.push_back(read_fact(rows, session));
    }
    read_spots(session, client, facts);
    std::ranges::sort(facts, fact_before);  // the table sorts kinds by their names
    return facts;
}

void write_fact(SqlSession& session, const ClientId& client, const ClientFact& fact) {
    session
        .prepare(
            "INSERT INTO client_facts (client_id, kind, subject, value, places, note, recorded) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (client_id, kind, subject) DO UPDATE SET "
            "value = excluded.value, places = excluded.places, note = excluded.note, recorded = excluded.recorded")
        .with(client.text(), name_of(fact.kind), fact.subject, fact.value, join(fact.places, '\n'), fact.note,
              fact.recorded.microseconds_utc)
        .run();
    write_spots(session, client, fact);
}

void erase_fact(SqlSession& session, const ClientId& client, const FactKey& key) {
    session.prepare("DELETE FROM client_facts WHERE client_id = ?1 AND kind = ?2 AND subject = ?3")
        .with(client.text(), name_of(key.kind), key.subject)
        .run();
}

}  // namespace palpate::detail
