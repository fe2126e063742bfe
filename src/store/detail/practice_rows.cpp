#include "store/detail/practice_rows.h"

#include <glm/vec3.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <unordered_map>

namespace palpate::detail {
namespace {

std::vector<SessionsOnDay> read_days(SqlSession& session) {
    std::vector<SessionsOnDay> days;
    auto rows = session.prepare("SELECT date, count(*) FROM sessions GROUP BY date ORDER BY date");
    while (rows.step()) {
        days.push_back({.date = rows.text(0), .sessions = rows.integer(1)});
    }
    return days;
}

constexpr float k_cells = 40.0F;  // along each side of the box, as the triggers of marked_places have it

/// The middle of the cell "skin@12,0,39": where it is on a body whose triangles are others.
glm::vec3 middle_of_cell(const std::string& place) {
    glm::vec3 middle(0.0F);
    std::istringstream numbers(place.substr(place.find('@') + 1));
    char comma = ',';
    for (int axis = 0; axis < 3; ++axis) {
        int number = 0;
        numbers >> number >> comma;
        middle[axis] = std::clamp((static_cast<float>(number) + 0.5F) / k_cells, 0.0F, 1.0F);
    }
    return middle;
}

/// Muscles by themselves; a cell of the skin once for each triangle, since cells reach over the borders of regions.
void read_places(SqlSession& session, PracticeCounts& counts) {
    std::unordered_map<std::string, std::uint32_t> client_numbers;
    std::unordered_map<std::string, std::uint32_t> place_numbers;
    auto rows = session.prepare("SELECT place, client_id, structure, atlas, triangle FROM marked_places");
    while (rows.step()) {
        const bool is_cell = rows.text(0) != rows.text(2);
        const std::string key = is_cell ? rows.text(3) + '@' + std::to_string(rows.integer(4)) : rows.text(0);
        const auto [place, is_new] = place_numbers.try_emplace(key, static_cast<std::uint32_t>(counts.places.size()));
        if (is_new) {
            counts.places.push_back({.structure = StructureId(rows.text(2)),
                                     .box_position = is_cell ? middle_of_cell(rows.text(0)) : glm::vec3(0.5F),
                                     .atlas_topology = rows.text(3),
                                     .triangle = static_cast<std::uint32_t>(rows.integer(4))});
        }
        const auto client =
            client_numbers.try_emplace(rows.text(1), static_cast<std::uint32_t>(client_numbers.size())).first;
        counts.marked.push_back({.place = place->second, .client = client->second});
    }
}

std::int64_t count_clients(SqlSession& session) {
    auto rows = session.prepare("SELECT count(*) FROM clients");
    return rows.step() ? rows.integer(0) : 0;
}

}  // namespace

PracticeCounts read_practice_counts(SqlSession& session) {
    PracticeCounts counts{.clients = count_clients(session), .days = read_days(session)};
    read_places(session, counts);
    return counts;
}

}  // namespace palpate::detail
