#include "atlas_sources/parametric/skin_map_recipe.h"

#include "anatomy/skin_map.h"
#include "atlas_sources/parametric/detail/place_files.h"
#include "base/error.h"

#include <glm/geometric.hpp>

#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace palpate::parametric {
namespace {

using Recipe = SkinMapRecipe;

constexpr const char* k_skin_map_file = "skin_map.json";
constexpr const char* k_regions_file = "regions.json";

/// Instrument ids: of the map, in a region's record, of the list of areas.
struct InstrumentKeys {
    const char* map;
    const char* in_region;
    const char* list;
};
constexpr std::array k_instruments{InstrumentKeys{"choir", "choir", "choir_body_map"},
                                   InstrumentKeys{"michigan", "mbm", "michigan_body_map"},
                                   InstrumentKeys{"wpi", "wpi", "widespread_pain_index"}};

/// Around an axis: "from", "to", "zero"; u grows from "zero" towards "quarter". Flat: "origin", "u", "v".
SkinChart read_chart(const Json& json) {
    SkinChart chart;
    if (json.contains("u")) {
        chart.origin_mm = read_vector(json.at("origin"));
        chart.quarter = glm::normalize(read_vector(json.at("u")));
        chart.along = glm::normalize(read_vector(json.at("v")));
        return chart;
    }
    chart.kind = SkinChart::Kind::Around;
    chart.origin_mm = read_vector(json.at("from"));
    chart.along = glm::normalize(read_vector(json.at("to")) - chart.origin_mm);
    const glm::vec3 zero = read_vector(json.at("zero"));
    chart.zero = glm::normalize(zero - glm::dot(zero, chart.along) * chart.along);
    chart.quarter = glm::cross(chart.along, chart.zero);
    if (glm::dot(chart.quarter, read_vector(json.at("quarter"))) < 0.0F) {
        chart.quarter = -chart.quarter;
    }
    return chart;
}

/// Two numbers are coordinates on the chart, three a place in space.
std::vector<glm::vec2> read_points(const Json& json, const SkinChart& chart) {
    std::vector<glm::vec2> points;
    for (const Json& item : json) {
        points.push_back(item.size() == 3 ? chart.coordinates(read_vector(item))
                                          : glm::vec2(item.at(0).get<float>(), item.at(1).get<float>()));
    }
    return points;
}

SkinBorder read_border(const Json& json, const std::string& name, const std::map<std::string, SkinChart>& charts) {
    const std::string on = json.at("on").get<std::string>();
    const auto chart = charts.find(on);
    if (chart == charts.end()) {
        throw PlaceFault{"border " + name + " is on the unknown chart " + on};
    }
    const std::array kinds{std::pair("rows", SkinBorder::Kind::Rows), std::pair("columns", SkinBorder::Kind::Columns),
                           std::pair("loop", SkinBorder::Kind::Loop)};
    for (const auto& [key, kind] : kinds) {
        if (json.contains(key)) {
            const auto points = read_points(json.at(key), chart->second);
            if (points.size() < (kind == SkinBorder::Kind::Loop ? 3U : 1U)) {
                throw PlaceFault{"border " + name + " has too few points"};
            }
            return {chart->second, kind, points};
        }
    }
    throw PlaceFault{"border " + name + " has neither rows nor columns nor a loop"};
}

using BorderNames = std::map<std::string, std::size_t>;

/// "groin" holds inside that border, "!groin" outside.
std::vector<Recipe::Condition> read_conditions(const Json& json, const BorderNames& borders) {
    std::vector<Recipe::Condition> conditions;
    for (const Json& item : json) {
        std::string name = item.get<std::string>();
        const bool inside = !name.starts_with('!');
        name = inside ? name : name.substr(1);
        const auto found = borders.find(name);
        if (found == borders.end()) {
            throw PlaceFault{"there is no border " + name};
        }
        conditions.push_back({found->second, inside});
    }
    return conditions;
}

using PlaceNames = std::map<std::string, std::size_t>;

std::vector<Recipe::Rule> read_rules(const Json& json, const BorderNames& borders, const PlaceNames& places,
                                     std::set<std::string>& used) {
    std::vector<Recipe::Rule> rules;
    for (const Json& item : json) {
        Recipe::Rule rule;
        rule.where = read_conditions(item.value("where", Json::array()), borders);
        if (item.contains("among")) {
            rule.among = read_rules(item.at("among"), borders, places, used);
        } else {
            const std::string area = item.at("area").get<std::string>();
            const auto place = places.find(area);
            if (place == places.end()) {
                throw PlaceFault{"there is no area " + area};
            }
            rule.place = place->second;
            used.insert(area);
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

/// Reads the rules and sees to it that they cover every place of the division and every point of the skin.
void read_division_rules(Recipe::Division& division, const Json& json, const BorderNames& borders,
                         const PlaceNames& places) {
    std::set<std::string> used;
    division.rules = read_rules(json, borders, places, used);
    for (const auto& [name, place] : places) {
        if (!used.contains(name)) {
            throw PlaceFault{"no rule of " + division.id + " makes " + name};
        }
    }
    if (division.rules.empty() || !division.rules.back().where.empty() || !division.rules.back().place) {
        throw PlaceFault{"the last rule of " + division.id + " must hold everywhere"};
    }
}

std::uint8_t add_area(std::vector<std::string>& areas, std::string id) {
    PALPATE_ASSERT(areas.size() < k_no_area);
    areas.push_back(std::move(id));
    return static_cast<std::uint8_t>(areas.size() - 1);
}

Recipe::Sides add_sided(std::vector<std::string>& areas, const std::string& left, const std::string& right) {
    const std::uint8_t first = add_area(areas, left);
    return {first, add_area(areas, right)};
}

Recipe::Division read_regions(const Json& rules, const Json& regions, const BorderNames& borders) {
    Recipe::Division division{.id = "regions", .areas = {}, .places = {}, .rules = {}};
    PlaceNames names;
    for (const Json& region : regions.at("regions")) {
        const std::string id = region.at("id").get<std::string>();
        names[id] = division.places.size();
        if (region.at("sided").get<bool>()) {
            const Json& sides = region.at("sides");
            division.places.push_back(add_sided(division.areas, sides.at("left").at("id").get<std::string>(),
                                                sides.at("right").at("id").get<std::string>()));
        } else {
            const std::uint8_t label = add_area(division.areas, id);
            division.places.push_back({label, label});
        }
    }
    read_division_rules(division, rules, borders, names);
    return division;
}

/// Every level has two sides.
Recipe::Division read_dermatomes(const Json& json, const BorderNames& borders) {
    Recipe::Division division{.id = "dermatomes", .areas = {}, .places = {}, .rules = {}};
    const auto levels = json.at("levels").get<std::vector<std::string>>();
    PlaceNames names;
    for (const std::string& level : levels) {
        names[level] = division.places.size();
        division.places.push_back(add_sided(division.areas, level + "-left", level + "-right"));
    }
    read_division_rules(division, json.at("rules"), borders, names);
    return division;
}

/// "left", "right", or "mid" for an area that spans both halves.
std::string side_of_area(const Json& area) {
    const std::string side = area.value("side", "");
    if (!side.empty()) {
        return side;
    }
    const std::string id = area.at("id").get<std::string>();
    return id.ends_with("-left") ? "left" : id.ends_with("-right") ? "right" : "mid";
}

std::vector<std::string> read_ids(const Json& json) {
    if (json.is_array()) {
        return json.get<std::vector<std::string>>();
    }
    const std::string id = json.get<std::string>();
    return id.empty() ? std::vector<std::string>{} : std::vector{id};
}

struct InstrumentArea {
    std::uint8_t label = 0;
    std::string side;
};
using InstrumentAreas = std::map<std::string, InstrumentArea>;

std::vector<std::uint8_t> labels_on(const char* side, const std::vector<std::string>& ids,
                                    const InstrumentAreas& areas) {
    std::vector<std::uint8_t> labels;
    for (const std::string& id : ids) {
        const auto found = areas.find(id);
        if (found == areas.end()) {
            throw PlaceFault{"regions.json names the unknown area " + id};
        }
        if (found->second.side == side || found->second.side == "mid") {
            labels.push_back(found->second.label);
        }
    }
    return labels;
}

Recipe::Membership read_membership(const Json& region, const InstrumentKeys& keys, const InstrumentAreas& areas,
                                   const Json& splits, const BorderNames& borders) {
    const bool sided = region.at("sided").get<bool>();
    const auto ids = [&](const char* side) {
        const Json& record = sided ? region.at("sides").at(side) : region.at("midline");
        return labels_on(side, read_ids(record.at(keys.in_region)), areas);
    };
    const std::vector<std::uint8_t> left = ids("left");
    const std::vector<std::uint8_t> right = ids("right");
    const std::string id = region.at("id").get<std::string>();
    if (left.size() != right.size() || left.size() > 2) {
        throw PlaceFault{"the areas of " + id + " in " + keys.in_region + " are not the same left and right"};
    }
    Recipe::Membership membership;
    for (std::size_t i = 0; i < left.size(); ++i) {
        membership.areas.push_back({left[i], right[i]});
    }
    if (left.size() == 2) {
        const auto split = splits.find(id);
        if (split == splits.end()) {
            throw PlaceFault{id + " belongs to two areas of " + keys.map + " and no border parts it"};
        }
        membership.first_where = read_conditions(*split, borders);
    }
    return membership;
}

Recipe::Instrument read_instrument(const InstrumentKeys& keys, const Json& regions, const Json& all_splits,
                                   const BorderNames& borders) {
    Recipe::Instrument instrument{.id = keys.map, .areas = {}, .of_region = {}};
    InstrumentAreas areas;
    for (const Json& area : regions.at("instruments").at(keys.list)) {
        const std::string id = area.at("id").get<std::string>();
        areas[id] = {add_area(instrument.areas, id), side_of_area(area)};
    }
    const Json splits = all_splits.value(keys.map, Json::object());
    for (const Json& region : regions.at("regions")) {
        instrument.of_region.push_back(read_membership(region, keys, areas, splits, borders));
    }
    return instrument;
}

Recipe read_recipe(const Json& drawing, const Json& regions) {
    std::map<std::string, SkinChart> charts;
    for (const auto& [name, json] : drawing.at("charts").items()) {
        charts[name] = read_chart(json);
    }
    Recipe recipe;
    BorderNames borders;
    for (const auto& [name, json] : drawing.at("borders").items()) {
        borders[name] = recipe.borders.size();
        recipe.borders.push_back(read_border(json, name, charts));
    }
    recipe.divisions.push_back(read_regions(drawing.at("regions"), regions, borders));
    recipe.divisions.push_back(read_dermatomes(drawing.at("dermatomes"), borders));
    for (const InstrumentKeys& keys : k_instruments) {
        recipe.instruments.push_back(read_instrument(keys, regions, drawing.at("splits"), borders));
    }
    return recipe;
}

}  // namespace

SkinMapRecipe load_skin_map_recipe(const std::filesystem::path& anatomy_folder) {
    Recipe recipe;
    read_place_file(anatomy_folder / k_regions_file, [&](const Json& regions) {
        read_place_file(anatomy_folder / k_skin_map_file,
                        [&](const Json& drawing) { recipe = read_recipe(drawing, regions); });
    });
    return recipe;
}

}  // namespace palpate::parametric
