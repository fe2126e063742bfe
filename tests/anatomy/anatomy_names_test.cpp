#include "anatomy/anatomy_names.h"

#include "base/language.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

using namespace palpate;

namespace {

const std::filesystem::path k_assets = k_assets_dir;

const AnatomyCatalogue& catalogue() {
    static const AnatomyCatalogue loaded = AnatomyCatalogue::load(k_assets / "anatomy");
    return loaded;
}

const Translator& words_in(const std::string& language) {
    static const Translator english = load_language(k_assets / "i18n", "en");
    static const Translator german = load_language(k_assets / "i18n", "de");
    return language == "de" ? german : english;
}

nlohmann::json read_json(const std::filesystem::path& file) { return nlohmann::json::parse(std::ifstream(file)); }

/// What the catalogue has that needs a name, as keys of texts.
std::set<std::string> keys_to_name() {
    std::set<std::string> keys{"structure.skin"};
    const auto add = [&](const char* kind, const auto& entries) {
        for (const auto& entry : entries) {
            keys.insert(std::string(kind) + entry.id);
        }
    };
    add("structure.", catalogue().muscles());
    add("structure.", catalogue().bones());
    add("group.", catalogue().groups());
    add("region.", catalogue().regions());
    const auto add_json = [&](const char* kind, const nlohmann::json& records) {
        for (const auto& record : records) {
            keys.insert(kind + record.at("id").get<std::string>());
        }
    };
    add_json("landmark.", read_json(k_assets / "anatomy/landmarks.json").at("landmarks"));
    const nlohmann::json vocabulary = read_json(k_assets / "anatomy/vocab.json");
    add_json("complaint.", vocabulary.at("complaints"));
    add_json("activity.", vocabulary.at("activities"));
    add_json("whole-muscle.", read_json(k_assets / "anatomy/groups.json").at("whole_muscles"));
    for (const MeshMapRow& row : catalogue().mesh_map()) {
        if (!row.part.empty()) {
            keys.insert("structure-part." + row.part);
        }
    }
    return keys;
}

Structure describe(const char* id, const char* part) { return *describe_structure(catalogue(), id, part, Side::Left); }

}  // namespace

TEST_CASE("everything of the anatomy has a German name", "[anatomy][texts]") {
    for (const std::string& key : keys_to_name()) {
        INFO("assets/i18n/de/anatomy_names.json lacks \"" << key << '"');
        CHECK(words_in("de").has(key));
    }
}

TEST_CASE("no German name stands for something the anatomy does not have, and none is empty", "[anatomy][texts]") {
    const std::set<std::string> wanted = keys_to_name();
    const auto names = read_json(k_assets / "i18n/de/anatomy_names.json").get<std::map<std::string, std::string>>();
    for (const auto& [key, name] : names) {
        INFO(key);
        const bool space_between_ribs = key.starts_with("structure-part.space-");  // the built-in body's own parts
        CHECK((wanted.contains(key) || space_between_ribs));
        CHECK_FALSE(name.empty());
    }
}

TEST_CASE("a structure is called by its lay name in the language, with its part", "[anatomy][texts]") {
    const Structure trapezius = describe("upper-trapezius", "");
    CHECK(shown_name(words_in("en"), trapezius) == "top of the shoulder");
    CHECK(shown_name(words_in("de"), trapezius) == "Trapezmuskel, oberer Teil");
    CHECK(anatomical_name(words_in("en"), trapezius) == "Upper trapezius (descending part)");
    CHECK(anatomical_name(words_in("de"), trapezius) == "Pars descendens musculi trapezii");
    const Structure long_head = describe("triceps-brachii", "long-head");
    CHECK(shown_name(words_in("en"), long_head) == "triceps, long head");
    CHECK(shown_name(words_in("de"), long_head) == "Trizeps, langer Kopf");
    CHECK(shown_name(words_in("de"), describe("first-rib", "new-part")) == "1. Rippe, new part");
}

TEST_CASE("groups, regions, landmarks and complaints are called by the language's names", "[anatomy][texts]") {
    const Translator& german = words_in("de");
    CHECK(shown_name(german, *catalogue().find_group("hamstrings")) == "Rückseite des Oberschenkels");
    CHECK(shown_name(german, *catalogue().find_region("heel")) == "Ferse");
    CHECK(shown_name(words_in("en"), *catalogue().find_region("heel")) == "heel");
    Landmark acromion;
    acromion.id = "acromion.left";
    acromion.name_common = "tip of the shoulder";
    CHECK(shown_name(german, acromion) == "Schulterdach");
    CHECK(shown_vocabulary_name(german, catalogue(), "low-back-pain") == "Kreuzschmerz");
    CHECK(shown_vocabulary_name(words_in("en"), catalogue(), "low-back-pain") == "Low back ache");
    CHECK(shown_vocabulary_name(german, catalogue(), "desk") == "Arbeit an Schreibtisch und Rechner");
}

TEST_CASE("a name at the head of a line begins with a capital, also an accented one", "[anatomy][texts]") {
    CHECK(with_capital("heel") == "Heel");
    CHECK(with_capital("äußerer Teil") == "Äußerer Teil");
    CHECK(with_capital("÷") == "÷");
    CHECK(with_capital("1. Rippe") == "1. Rippe");
    CHECK(with_capital("").empty());
}
