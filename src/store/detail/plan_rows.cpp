#include "store/detail/plan_rows.h"

#include "store/detail/row_values.h"

namespace palpate::detail {
namespace {

constexpr const char* k_select =
    "SELECT item.id, session_id, part, technique, structures, minutes, pressure, note, done, override_rule, "
    "override_reason, item.created FROM plan_items AS item JOIN sessions ON sessions.id = session_id "
    "WHERE item.client_id = ?1 ORDER BY date, sequence, session_id, part = 'home', position, item.id";

// A row of another client keeps its content: the WHERE makes such an upsert change nothing, which is then noticed.
constexpr const char* k_upsert =
    "INSERT INTO plan_items (id, client_id, session_id, part, position, technique, structures, minutes, pressure, "
    "note, "
    "done, override_rule, override_reason, created) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
    "ON CONFLICT (id) DO UPDATE SET session_id = excluded.session_id, part = excluded.part, "
    "position = excluded.position, technique = excluded.technique, structures = excluded.structures, "
    "minutes = excluded.minutes, pressure = excluded.pressure, note = excluded.note, done = excluded.done, "
    "override_rule = excluded.override_rule, override_reason = excluded.override_reason, created = excluded.created "
    "WHERE client_id = excluded.client_id";

std::vector<StructureId> read_structures(const std::string& joined) {
    std::vector<StructureId> structures;
    for (std::string& id : split(joined, '\n')) {
        structures.emplace_back(std::move(id));
    }
    return structures;
}

std::string join_structures(const std::vector<StructureId>& structures) {
    std::vector<std::string> ids;
    ids.reserve(structures.size());
    for (const StructureId& id : structures) {
        ids.push_back(id.text());
    }
    return join(ids, '\n');
}

PlanItem read_item(const SqlStatement& row, const SqlSession& session) {
    return {.id = PlanItemId(row.text(0)),
            .session = SessionId(row.text(1)),
            .part = known(find_plan_part(row.text(2)), session),
            .technique = row.text(3),
            .structures = read_structures(row.text(4)),
            .minutes = static_cast<int>(row.integer(5)),
            .pressure = static_cast<int>(row.integer(6)),
            .note = row.text(7),
            .done = row.integer(8) != 0,
            .override_rule = row.text(9),
            .override_reason = row.text(10),
            .created = {row.integer(11)}};
}

int position_after(const std::vector<PlanItem>& plan, const PlanItem& item) {
    const bool goes_on = !plan.empty() && plan.back().session == item.session && plan.back().part == item.part;
    return goes_on ? plan.back().position + 1 : 0;
}

}  // namespace

std::vector<PlanItem> read_plan(SqlSession& session, const ClientId& client) {
    std::vector<PlanItem> plan;
    auto rows = session.prepare(k_select);
    rows.with(client.text());
    while (rows.step()) {
        PlanItem item = read_item(rows, session);
        item.position = position_after(plan, item);
        plan.push_back(std::move(item));
    }
    return plan;
}

std::int64_t write_plan_item(SqlSession& session, const ClientId& client, const PlanItem& item) {
    auto upsert = session.prepare(k_upsert);
    return upsert
        .with(item.id.text(), client.text(), item.session.text(), name_of(item.part), std::int64_t{item.position},
              item.technique, join_structures(item.structures), std::int64_t{item.minutes}, std::int64_t{item.pressure},
              item.note, std::int64_t{item.done}, item.override_rule, item.override_reason,
              item.created.microseconds_utc)
        .run();
}

void erase_plan_item(SqlSession& session, const ClientId& client, const PlanItemId& id) {
    session.prepare("DELETE FROM plan_items WHERE id = ?1 AND client_id = ?2").with(id.text(), client.text()).run();
}

}  // namespace palpate::detail
