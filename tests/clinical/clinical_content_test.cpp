#include "base/file_io.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace palpate;
using nlohmann::json;
namespace fs = std::filesystem;

// The whole of assets/clinical, also what the program does not read yet.

namespace {

const std::vector<std::string> k_files{"techniques",    "mark_types",        "evidence",  "claims",
                                       "conditions",    "contraindications", "red_flags", "outcome_measures",
                                       "session_plans", "endangerment_sites"};

json read(const std::string& name) {
    return json::parse(read_text_file(fs::path(k_assets_dir) / "clinical" / (name + ".json")));
}

json list_of(const std::string& file, const std::string& list) { return read(file).at(list); }

/// All lists of records (objects with an id) of a file.
std::vector<json> records_of(const json& file) {
    std::vector<json> records;
    for (const auto& [key, value] : file.items()) {
        if (value.is_array() && !value.empty() && value[0].is_object() && value[0].contains("id")) {
            records.insert(records.end(), value.begin(), value.end());
        }
    }
    return records;
}

std::set<std::string> ids_of(const std::string& file, const std::string& list) {
    std::set<std::string> ids;
    for (const json& record : list_of(file, list)) {
        ids.insert(record.at("id"));
    }
    return ids;
}

void check_known(const json& record, const std::string& field, const json& ids, const std::set<std::string>& known) {
    for (const std::string id : ids) {
        INFO(record.dump().substr(0, 60) << " " << field << " " << id);
        CHECK(known.contains(id));
    }
}

}  // namespace

TEST_CASE("every clinical file says its schema, its date and that nobody has reviewed it", "[matching][content]") {
    const std::regex date("\\d{4}-\\d{2}-\\d{2}");
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(k_assets_dir) / "clinical")) {
        if (entry.path().extension() != ".json") {
            continue;
        }
        const json file = json::parse(read_text_file(entry.path()));
        INFO(entry.path().filename());
        if (entry.path().filename().string().ends_with(".schema.json")) {
            continue;
        }
        CHECK(file.at("schema_version") == 1);
        CHECK(std::regex_match(file.at("compiled").get<std::string>(), date));
        CHECK(file.at("reviewed_by").is_null());
        ++count;
    }
    CHECK(count == 34);  // 12 of rules, 11 of words in each of two languages
}

TEST_CASE("ids are kebab-case and unique, and every record has its words", "[matching][content]") {
    const std::regex kebab("[a-z0-9]+(-[a-z0-9]+)*");
    for (const std::string& name : k_files) {
        const json words = read("text/en/" + name).at("texts");
        std::set<std::string> ids;
        for (const json& record : records_of(read(name))) {
            const std::string id = record.at("id");
            INFO(name << " " << id);
            CHECK(std::regex_match(id, kebab));
            CHECK(ids.insert(id).second);
            CHECK((words.contains(id) && !words.at(id).empty()));
        }
        CHECK(ids.size() == words.size());
    }
}

TEST_CASE("every id named anywhere in the clinical content exists", "[matching][content]") {
    const auto techniques = ids_of("techniques", "techniques");
    const auto evidence = ids_of("evidence", "evidence");
    const auto cautions = ids_of("contraindications", "contraindications");
    const auto measures = ids_of("outcome_measures", "measures");
    const auto claims = ids_of("claims", "claims");
    const auto conditions = ids_of("conditions", "conditions");
    const auto plans = ids_of("session_plans", "plans");
    const auto types = ids_of("mark_types", "mark_types");
    const std::map<std::string, const std::set<std::string>*> fields{
        {"evidence", &evidence},           {"cautions", &cautions},
        {"contraindications", &cautions},  {"preferred_techniques", &techniques},
        {"avoid_techniques", &techniques}, {"techniques", &techniques},
        {"home_plan", &techniques},        {"avoid", &techniques},
        {"outcome_measures", &measures},   {"claims", &claims},
        {"conditions", &conditions},       {"plans", &plans},
        {"suits_mark_types", &types},      {"typical_mark_types", &types}};
    const auto red_flags = ids_of("red_flags", "red_flags");
    for (const std::string& name : k_files) {
        for (const json& record : records_of(read(name))) {
            for (const auto& [field, known] : fields) {
                if (record.contains(field)) {
                    check_known(record, field, record.at(field), *known);
                }
            }
            if (record.contains("red_flags")) {
                check_known(record, "red_flags", record.at("red_flags"), red_flags);
            }
            const json phases = record.value("phases", json::array());
            for (const json& phase : phases) {
                check_known(record, "phases", phase.at("techniques"), techniques);
            }
        }
    }
}

TEST_CASE("evidence and what it is about name each other", "[matching][content]") {
    const json evidence = read("evidence").at("evidence");
    for (const auto& [file, list] : std::map<std::string, std::string>{
             {"claims", "claims"}, {"conditions", "conditions"}, {"techniques", "techniques"}}) {
        std::set<std::pair<std::string, std::string>> cited;
        std::set<std::pair<std::string, std::string>> applied;
        for (const json& record : list_of(file, list)) {
            for (const std::string source : record.at("evidence")) {
                cited.emplace(record.at("id"), source);
            }
        }
        for (const json& source : evidence) {
            for (const std::string id : source.at("applies_to").at(list)) {
                applied.emplace(id, source.at("id"));
            }
        }
        CHECK(cited == applied);
    }
}

TEST_CASE("the minutes of a plan's phases add up, and no phase presses harder than its techniques",
          "[matching][content]") {
    std::map<std::string, int> strongest;
    for (const json& technique : list_of("techniques", "techniques")) {
        strongest[technique.at("id")] = technique.at("pressure").at("max");
    }
    for (const json& plan : list_of("session_plans", "plans")) {
        int minutes = 0;
        for (const json& phase : plan.at("phases")) {
            minutes += phase.at("minutes").get<int>();
            int limit = phase.at("techniques").empty() ? 5 : 0;
            for (const std::string id : phase.at("techniques")) {
                limit = std::max(limit, strongest.at(id));
            }
            CHECK(phase.at("pressure_max").get<int>() <= limit);
        }
        INFO(plan.at("id"));
        CHECK(minutes == plan.at("total_minutes").get<int>());
    }
}

TEST_CASE("every publication says how it was verified, and a DOI looks like one", "[matching][content]") {
    const std::regex doi("10\\.\\d{4,9}/\\S+");
    for (const json& source : list_of("evidence", "evidence")) {
        INFO(source.at("id"));
        CHECK((source.at("verified") == "yes" || source.at("verified") == "no"));
        CHECK_FALSE(source.at("verified_how").get<std::string>().empty());
        CHECK((source.at("doi").is_null() || std::regex_match(source.at("doi").get<std::string>(), doi)));
    }
}
