#include "store/detail/mark_rows.h"

#include "store/detail/anchor_columns.h"
#include "store/detail/row_values.h"

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace palpate::detail {
namespace {

/// An enumeration that may be left open, kept as its name or an empty text.
template <class Value>
std::optional<Value> optional_name(const SqlStatement& row, int column, std::optional<Value> (*find)(std::string_view),
                                   const SqlSession& session) {
    const std::string name = row.text(column);
    return name.empty() ? std::nullopt : std::optional(known(find(name), session));
}

template <class Value>
std::string_view name_or_empty(const std::optional<Value>& value) {
    return value ? name_of(*value) : std::string_view();
}

// ---- marks ---------------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 35> k_columns{
    "id",           "session_id",   "structure",  "box_x",         "box_y",        "box_z",     "atlas",
    "triangle",     "weight_a",     "weight_b",   "weight_c",      "kind",         "qualities", "rating_now",
    "rating_usual", "rating_worst", "depth",      "duration_days", "note",         "author",    "radius_mm",
    "created",      "sequence",     "extent",     "area_mm2",      "area_share",   "constancy", "better_with",
    "worse_with",   "radiates_to",  "confidence", "confirmed",     "carried_from", "addressed", "client_id"};

/// "a, b, c", each put into words by `word`.
std::string listed(const std::function<std::string(std::string_view column, std::size_t number)>& word) {
    std::string list;
    for (std::size_t i = 0; i < k_columns.size(); ++i) {
        list += (i == 0 ? "" : ", ") + word(k_columns[i], i + 1);
    }
    return list;
}

const std::string& select_marks() {
    static const std::string sql = "SELECT " +
                                   listed([](std::string_view column, std::size_t) { return std::string(column); }) +
                                   " FROM marks WHERE client_id = ?1 ORDER BY sequence, id";
    return sql;
}

/// A row of another client keeps its content: the WHERE makes such an upsert change nothing, which is then noticed.
const std::string& upsert_mark() {
    static const std::string sql =
        "INSERT INTO marks (" + listed([](std::string_view column, std::size_t) { return std::string(column); }) +
        ") VALUES (" + listed([](std::string_view, std::size_t number) { return "?" + std::to_string(number); }) +
        ") ON CONFLICT (id) DO UPDATE SET " + listed([](std::string_view column, std::size_t) {
            return std::string(column) + " = excluded." + std::string(column);
        }) +
        " WHERE client_id = excluded.client_id";
    return sql;
}

std::optional<AreaMeasure> read_measure(const SqlStatement& row, int first) {
    return row.is_null(first) ? std::nullopt : std::optional(AreaMeasure{row.real(first), row.real(first + 1)});
}

Mark read_mark(const SqlStatement& row, const SqlSession& session) {
    return {.id = MarkId(row.text(0)),
            .session = SessionId(row.text(1)),
            .anchor = read_anchor(row, 2),
            .extent = known(find_mark_extent(row.text(23)), session),
            .measure = read_measure(row, 24),
            .kind = known(find_mark_kind(row.text(11)), session),
            .qualities = split(row.text(12), ' '),
            .now = static_cast<int>(row.integer(13)),
            .usual = optional_integer(row, 14),
            .worst = optional_integer(row, 15),
            .depth = known(find_depth(row.text(16)), session),
            .duration_days = optional_integer(row, 17),
            .constancy = optional_name(row, 26, find_constancy, session),
            .better_with = split(row.text(27), ' '),
            .worse_with = split(row.text(28), ' '),
            .radiates_to = row.text(29),
            .note = row.text(18),
            .author = known(find_author(row.text(19)), session),
            .confidence = optional_name(row, 30, find_confidence, session),
            .confirmed = row.integer(31) != 0,
            .addressed = row.integer(33) != 0,
            .carried_from = MarkId(row.text(32)),
            .radius_mm = real(row, 20),
            .created = {row.integer(21)},
            .sequence = row.integer(22)};
}

std::int64_t write_row(SqlSession& session, const ClientId& client, const Mark& mark) {
    const SurfaceAnchor& anchor = mark.anchor;
    const auto measured = [&](double AreaMeasure::*part) {
        return mark.measure ? std::optional((*mark.measure).*part) : std::nullopt;
    };
    auto upsert = session.prepare(upsert_mark());
    return upsert
        .with(mark.id.text(), mark.session.text(), anchor.structure.text(), wide(anchor.box_position.x),
              wide(anchor.box_position.y), wide(anchor.box_position.z), anchor.atlas_topology,
              std::int64_t{anchor.triangle}, wide(anchor.barycentric.x), wide(anchor.barycentric.y),
              wide(anchor.barycentric.z), name_of(mark.kind), join(mark.qualities, ' '), std::int64_t{mark.now},
              mark.usual, mark.worst, name_of(mark.depth), mark.duration_days, mark.note, name_of(mark.author),
              wide(mark.radius_mm), mark.created.microseconds_utc, mark.sequence, name_of(mark.extent),
              measured(&AreaMeasure::area_mm2), measured(&AreaMeasure::share), name_or_empty(mark.constancy),
              join(mark.better_with, ' '), join(mark.worse_with, ' '), mark.radiates_to, name_or_empty(mark.confidence),
              std::int64_t{mark.confirmed}, mark.carried_from.text(), std::int64_t{mark.addressed}, client.text())
        .run();
}

// ---- mark_places ---------------------------------------------------------------------------------------------------

constexpr std::string_view k_dab = "dab";
constexpr std::string_view k_path = "path";
constexpr std::string_view k_arrow = "arrow";

void add_place(Mark& mark, const SqlStatement& row) {
    const std::string role = row.text(1);
    const SurfaceAnchor place = read_anchor(row, 2);
    if (role == k_dab) {
        mark.dabs.push_back({.place = place, .radius_mm = real(row, 11), .erase = row.integer(12) != 0});
    } else {
        (role == k_path ? mark.path : mark.arrows).push_back(place);
    }
}

void read_places(SqlSession& session, const ClientId& client, std::vector<Mark>& marks) {
    std::unordered_map<std::string, Mark*> by_id;
    for (Mark& mark : marks) {
        by_id.emplace(mark.id.text(), &mark);
    }
    auto rows = session.prepare(
        "SELECT mark_id, role, place.structure, place.box_x, place.box_y, place.box_z, place.atlas, place.triangle, "
        "place.weight_a, place.weight_b, place.weight_c, place.radius_mm, erase "
        "FROM mark_places AS place JOIN marks ON marks.id = mark_id WHERE client_id = ?1 "
        "ORDER BY mark_id, role, position");
    rows.with(client.text());
    while (rows.step()) {
        add_place(*by_id.at(rows.text(0)), rows);
    }
}

void write_place(SqlStatement& insert, const Mark& mark, std::string_view role, std::size_t position,
                 const SurfaceAnchor& place, std::optional<double> radius_mm, bool erase) {
    insert
        .with(mark.id.text(), role, static_cast<std::int64_t>(position), place.structure.text(),
              wide(place.box_position.x), wide(place.box_position.y), wide(place.box_position.z), place.atlas_topology,
              std::int64_t{place.triangle}, wide(place.barycentric.x), wide(place.barycentric.y),
              wide(place.barycentric.z), radius_mm, std::int64_t{erase})
        .run();
}

void write_places(SqlSession& session, const Mark& mark) {
    session.prepare("DELETE FROM mark_places WHERE mark_id = ?1").with(mark.id.text()).run();
    auto insert = session.prepare(
        "INSERT INTO mark_places (mark_id, role, position, structure, box_x, box_y, box_z, atlas, triangle, weight_a, "
        "weight_b, weight_c, radius_mm, erase) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
    for (std::size_t i = 0; i < mark.dabs.size(); ++i) {
        write_place(insert, mark, k_dab, i, mark.dabs[i].place, wide(mark.dabs[i].radius_mm), mark.dabs[i].erase);
    }
    for (std::size_t i = 0; i < mark.path.size(); ++i) {
        write_place(insert, mark, k_path, i, mark.path[i], std::nullopt, false);
    }
    for (std::size_t i = 0; i < mark.arrows.size(); ++i) {
        write_place(insert, mark, k_arrow, i, mark.arrows[i], std::nullopt, false);
    }
}

}  // namespace

std::vector<Mark> read_marks(SqlSession& session, const ClientId& client) {
    std::vector<Mark> marks;
    auto rows = session.prepare(select_marks());
    rows.with(client.text());
    while (rows.step()) {
        marks.push_back(read_mark(rows, session));
    }
    read_places(session, client, marks);
    return marks;
}

std::int64_t write_mark(SqlSession& session, const ClientId& client, const Mark& mark) {
    const std::int64_t changed = write_row(session, client, mark);
    if (changed > 0) {
        write_places(session, mark);
    }
    return changed;
}

}  // namespace palpate::detail
