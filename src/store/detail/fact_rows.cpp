#include "store/detail/fact_rows.h"

#include "store/detail/row_values.h"

#include <algorithm>

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

}  // namespace

std::vector<ClientFact> read_facts(SqlSession& session, const ClientId& client) {
    std::vector<ClientFact> facts;
    auto rows =
        session.prepare("SELECT kind, subject, value, places, note, recorded FROM client_facts WHERE client_id = ?1");
    rows.with(client.text());
    while (rows.step()) {
        facts.push_back(read_fact(rows, session));
    }
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
}

void erase_fact(SqlSession& session, const ClientId& client, const FactKey& key) {
    session.prepare("DELETE FROM client_facts WHERE client_id = ?1 AND kind = ?2 AND subject = ?3")
        .with(client.text(), name_of(key.kind), key.subject)
        .run();
}

}  // namespace palpate::detail
