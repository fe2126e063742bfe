#include "clinical/clinical_catalogue.h"

#include "base/error.h"
#include "base/file_io.h"
#include "support/clinical_content.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>

using namespace palpate;
using nlohmann::json;
using test::clinical_content;
namespace fs = std::filesystem;

namespace {

/// The real clinical folder, to be spoilt in one place.
class SpoiltFolder {
public:
    SpoiltFolder() { fs::copy(fs::path(k_assets_dir) / "clinical", scratch_.path(), fs::copy_options::recursive); }

    void write(const std::string& file, const std::string& content) const {
        write_file_atomically(scratch_.path() / file, content);
    }
    void change(const std::string& file, const std::function<void(json&)>& edit) const {
        json content = json::parse(read_text_file(scratch_.path() / file));
        edit(content);
        write(file, content.dump(1));
    }
    [[nodiscard]] const fs::path& path() const { return scratch_.path(); }
    void remove(const std::string& file) const { fs::remove(scratch_.path() / file); }

    [[nodiscard]] Error load_error() const {
        try {
            (void)ClinicalCatalogue::load(scratch_.path(), "en", clinical_content().anatomy);
        } catch (const Error& error) {
            return error;
        }
        FAIL("the spoilt folder was loaded");
        throw;
    }

private:
    TemporaryFolder scratch_;
};

std::string argument(const Error& error, std::string_view name) {
    for (const auto& [key, value] : error.text().arguments) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

void check_content_error(const Error& error, std::string_view key, std::string_view file, std::string_view record,
                         std::string_view field) {
    CHECK(error.code() == ErrorCode::InvalidContent);
    CHECK(error.text().key == key);
    CHECK(argument(error, "file") == file);
    CHECK(argument(error, "record") == record);
    CHECK(argument(error, "field") == field);
    const std::string words = clinical_content().english.tr(error.text());
    CHECK(words.find_first_of("{@") == std::string::npos);
}

}  // namespace

TEST_CASE("the clinical catalogue reads whole", "[clinical]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    CHECK(clinical.techniques().size() == 47);
    CHECK(clinical.mark_type_rules().size() == 13);
    CHECK(clinical.evidence().size() == 105);
    CHECK(clinical.endangerment_sites().size() == 26);
    const Technique* effleurage = clinical.find_technique(TechniqueId("effleurage"));
    REQUIRE(effleurage != nullptr);
    CHECK(effleurage->pressure == IntRange{.min = 1, .max = 3});
    CHECK(effleurage->stroke_direction == "toward-heart");
    CHECK(effleurage->steps.size() == 4);
    CHECK_FALSE(clinical.caution_text("ci-open-wound").empty());
    CHECK(clinical.find_mark_type_rule("throbbing")->pressure_max == 1);
    CHECK(clinical.find_evidence("hinds-2004-blood-flow")->kind == "mechanism");
}

TEST_CASE("what the catalogue does not have is not found", "[clinical]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    CHECK(clinical.find_technique(TechniqueId("ghost")) == nullptr);
    CHECK(clinical.find_evidence("ghost") == nullptr);
    CHECK(clinical.find_mark_type_rule("ghost") == nullptr);
    CHECK(clinical.find_endangerment_site("ghost") == nullptr);
    CHECK(clinical.caution_text("ghost").empty());
}

TEST_CASE("a missing file is reported by name", "[clinical]") {
    const SpoiltFolder folder;
    folder.remove("evidence.json");
    const Error error = folder.load_error();
    CHECK(error.code() == ErrorCode::NotFound);
    CHECK(argument(error, "file").ends_with("evidence.json"));
}

TEST_CASE("broken JSON is reported with line and column", "[clinical]") {
    const SpoiltFolder folder;
    folder.write("techniques.json", "{\n  \"schema_version\": 1,\n  \"techniques\": [}\n}\n");
    const Error error = folder.load_error();
    CHECK(error.code() == ErrorCode::InvalidContent);
    CHECK(clinical_content().english.tr(error.text()) ==
          "techniques.json of the clinical content does not read as JSON: look at line 3, column 18.");
}

TEST_CASE("an empty file and a file cut off are broken JSON", "[clinical]") {
    const SpoiltFolder folder;
    SECTION("empty") { folder.write("mark_types.json", ""); }
    SECTION("cut off") { folder.write("mark_types.json", "{\"schema_version\": 1, \"mark_ty"); }
    CHECK(folder.load_error().text().key == "error.clinical.syntax");
}

TEST_CASE("a key given twice in one record is refused", "[clinical]") {
    const SpoiltFolder folder;
    folder.write("matching_rules.json", R"({"schema_version": 1, "score": {"focus": 1, "focus": 2}})");
    const Error error = folder.load_error();
    CHECK(error.text().key == "error.clinical.key-twice");
    CHECK(argument(error, "field") == "focus");
}

TEST_CASE("a newer schema is refused, not guessed at", "[clinical]") {
    const SpoiltFolder folder;
    folder.change("evidence.json", [](json& file) { file["schema_version"] = 2; });
    const Error error = folder.load_error();
    CHECK(error.text().key == "error.clinical.schema");
    CHECK(argument(error, "found") == "2");
}

TEST_CASE("a file that is not an object is refused", "[clinical]") {
    const SpoiltFolder folder;
    folder.write("evidence.json", "[1, 2]");
    CHECK(folder.load_error().text().key == "error.clinical.record-not-object");
}

TEST_CASE("wrong fields are reported with file, record and field", "[clinical]") {
    struct Spoiling {
        std::function<void(json&)> edit;  ///< of the first technique
        std::string key;
        std::string field;
        std::string record = "effleurage";
    };
    const std::vector<Spoiling> spoilings{
        {[](json& t) { t.erase("scope"); }, "error.clinical.field-missing", "scope"},
        {[](json& t) { t["scope"] = 3; }, "error.clinical.field-type", "scope"},
        {[](json& t) { t["family"] = ""; }, "error.clinical.field-type", "family"},
        {[](json& t) { t["scope"] = "expert"; }, "error.clinical.not-allowed", "scope"},
        {[](json& t) { t["self_care"] = "yes"; }, "error.clinical.field-type", "self_care"},
        {[](json& t) { t["goals"] = "pain-relief"; }, "error.clinical.field-type", "goals"},
        {[](json& t) {
             t["goals"] = json::array({"pain-relief", "pain-relief"});
         },
         "error.clinical.value-twice", "goals"},
        {[](json& t) { t["goals"] = json::array({"wealth"}); }, "error.clinical.not-allowed", "goals"},
        {[](json& t) { t["pressure"] = 3; }, "error.clinical.field-type", "pressure"},
        {[](json& t) { t["suits_mark_types"] = json::array({"boredom"}); }, "error.clinical.unknown-reference",
         "suits_mark_types"},
        {[](json& t) { t["cautions"] = json::array({"ci-ghost"}); }, "error.clinical.unknown-reference", "cautions"},
        {[](json& t) { t["evidence"] = json::array({"nobody-1900"}); }, "error.clinical.unknown-reference", "evidence"},
        {[](json& t) {
             t["only_at"] = {{"groups", {"tail"}}};
         },
         "error.clinical.unknown-reference", "groups", "effleurage.only_at"},
        {[](json& t) {
             t["only_at"] = {{"areas", {"rotator-cuff"}}};
         },
         "error.clinical.unknown-reference", "areas", "effleurage.only_at"},
        {[](json& t) {
             t["not_at"] = {{"planets", {"mars"}}};
         },
         "error.clinical.unknown-field", "planets", "effleurage.not_at"},
        {[](json& t) { t["only_for"] = json::array({"astronauts"}); }, "error.clinical.unknown-reference", "only_for"},
        {[](json& t) { t["suits_acuity"] = json::array(); }, "error.clinical.empty-list", "suits_acuity"},
        {[](json& t) { t["reviewed_by"] = "A. Reader"; }, "error.clinical.half-reviewed", "reviewed_on"},
        {[](json& t) {
             t["reviewed_by"] = "A. Reader";
             t["reviewed_on"] = "soon";
         },
         "error.clinical.no-date", "reviewed_on"},
    };
    for (const Spoiling& spoiling : spoilings) {
        const SpoiltFolder folder;
        folder.change("techniques.json", [&](json& file) { spoiling.edit(file["techniques"][0]); });
        INFO(spoiling.field);
        check_content_error(folder.load_error(), spoiling.key, "techniques.json", spoiling.record, spoiling.field);
    }
}

TEST_CASE("numbers out of range are reported with what was found", "[clinical]") {
    for (const json& value : {json(0), json(6), json(-1), json(4'000'000'000U)}) {
        const SpoiltFolder folder;
        folder.change("techniques.json", [&](json& file) { file["techniques"][0]["pressure"]["max"] = value; });
        const Error error = folder.load_error();
        check_content_error(error, "error.clinical.range", "techniques.json", "effleurage.pressure", "max");
        CHECK(argument(error, "value") == value.dump());
    }
    const SpoiltFolder upside_down;
    upside_down.change("techniques.json", [](json& file) {
        file["techniques"][0]["minutes"] = {{"min", 9}, {"max", 3}};
    });
    check_content_error(upside_down.load_error(), "error.clinical.range", "techniques.json", "effleurage.minutes",
                        "max");
}

TEST_CASE("a record given twice is reported", "[clinical]") {
    const SpoiltFolder folder;
    folder.change("endangerment_sites.json",
                  [](json& file) { file["endangerment_sites"].push_back(file["endangerment_sites"][3]); });
    check_content_error(folder.load_error(), "error.clinical.id-twice", "endangerment_sites.json", "es-eye", "id");
}

TEST_CASE("words must be there for every record, and for no other", "[clinical]") {
    const SpoiltFolder folder;
    SECTION("a record without words") {
        folder.change("text/en/techniques.json", [](json& file) { file["texts"].erase("tapotement"); });
        check_content_error(folder.load_error(), "error.clinical.field-missing", "text/en/techniques.json", "-",
                            "tapotement");
    }
    SECTION("words without a record") {
        folder.change("text/en/techniques.json", [](json& file) { file["texts"]["ghost"] = {{"name", "Ghost"}}; });
        check_content_error(folder.load_error(), "error.clinical.unknown-reference", "text/en/techniques.json", "-",
                            "texts");
    }
    SECTION("a word missing") {
        folder.change("text/en/techniques.json", [](json& file) { file["texts"]["tapotement"].erase("name"); });
        check_content_error(folder.load_error(), "error.clinical.field-missing", "text/en/techniques.json",
                            "tapotement", "name");
    }
}

TEST_CASE("sites may only name techniques and places that exist", "[clinical]") {
    const SpoiltFolder folder;
    SECTION("technique") {
        folder.change("endangerment_sites.json",
                      [](json& file) { file["endangerment_sites"][0]["avoid_techniques"].push_back("ghost"); });
        check_content_error(folder.load_error(), "error.clinical.unknown-reference", "endangerment_sites.json",
                            "es-anterior-neck", "avoid_techniques");
    }
    SECTION("structure") {
        folder.change("endangerment_sites.json",
                      [](json& file) { file["endangerment_sites"][0]["covers"]["entries"].push_back("gill"); });
        check_content_error(folder.load_error(), "error.clinical.unknown-reference", "endangerment_sites.json",
                            "es-anterior-neck.covers", "entries");
    }
}

TEST_CASE("every kind and quality word must stand for exactly one type", "[clinical]") {
    const SpoiltFolder folder;
    std::string value;
    SECTION("a word left out") {
        folder.change("mark_types.json", [](json& file) { file["mark_types"][7]["qualities"] = json::array(); });
        value = "quality sharp";
    }
    SECTION("a word twice") {
        folder.change("mark_types.json", [](json& file) { file["mark_types"][0]["qualities"].push_back("dull"); });
        value = "quality dull";
    }
    SECTION("a kind twice") {
        folder.change("mark_types.json", [](json& file) { file["mark_types"][0]["kinds"].push_back("pain"); });
        value = "kind pain";
    }
    SECTION("a kind left out") {
        folder.change("matching_rules.json", [](json& file) { file["kinds_without_type"] = json::array(); });
        value = "kind other";
    }
    const Error error = folder.load_error();
    CHECK(error.code() == ErrorCode::InvalidContent);
    CHECK(argument(error, "value") == value);
}

TEST_CASE("bands of time must rise and end open; every depth and layer needs its tissue", "[clinical]") {
    const SpoiltFolder folder;
    std::string key;
    SECTION("falling") {
        folder.change("matching_rules.json", [](json& file) { file["acuity"]["bands"][1]["below_days"] = 5; });
        key = "error.clinical.range";
    }
    SECTION("no open end") {
        folder.change("matching_rules.json", [](json& file) { file["acuity"]["bands"].erase(2); });
        key = "error.clinical.incomplete";
    }
    SECTION("two open ends") {
        folder.change("matching_rules.json", [](json& file) { file["acuity"]["bands"][1]["below_days"] = nullptr; });
        key = "error.clinical.value-twice";
    }
    SECTION("a pair missing") {
        folder.change("matching_rules.json", [](json& file) { file["tissue_depth"]["marks"].erase(0); });
        key = "error.clinical.incomplete";
    }
    SECTION("a pair twice") {
        folder.change("matching_rules.json",
                      [](json& file) { file["tissue_depth"]["marks"].push_back(file["tissue_depth"]["marks"][0]); });
        key = "error.clinical.value-twice";
    }
    CHECK(folder.load_error().text().key == key);
}

TEST_CASE("a language that is not there is reported by its file", "[clinical]") {
    try {
        (void)ClinicalCatalogue::load(fs::path(k_assets_dir) / "clinical", "tlh", clinical_content().anatomy);
        FAIL("a language nobody wrote was loaded");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NotFound);
        CHECK(argument(error, "file").find("tlh") != std::string::npos);
    }
}

TEST_CASE("messages name the line, also behind nested records and lists", "[clinical]") {
    const SpoiltFolder folder;
    const std::string before = read_text_file(folder.path() / "contraindications.json");
    const std::string wrong = "\"radius_mm\": 90";
    const std::size_t place = before.find(wrong);
    REQUIRE(place != std::string::npos);
    std::string after = before;
    after.replace(place, wrong.size(), "\"radius_mm\": \"wide\"");
    folder.write("contraindications.json", after);
    const Error error = folder.load_error();
    check_content_error(error, "error.clinical.field-type", "contraindications.json", "ci-open-wound.effects[0]",
                        "radius_mm");
    const auto line = 1 + std::count(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(place), '\n');
    CHECK(argument(error, "line") == std::to_string(line));
}

TEST_CASE("what can never change anything is refused", "[clinical]") {
    const SpoiltFolder folder;
    std::string record;
    std::string field = "act";
    SECTION("a limit above every technique") {
        folder.change("contraindications.json", [](json& file) {
            file["contraindications"][40]["effects"] = {
                {{"act", "limit"}, {"where", "everywhere"}, {"pressure_max", 4}}};
        });
        record = "ci-anticoagulants.effects[0]";
    }
    SECTION("a technique that is not done at any of the places") {
        folder.change("conditions.json", [](json& file) {
            file["conditions"][0]["effects"] = {{{"act", "limit"},
                                                 {"where", "places"},
                                                 {"places", {{"groups", {"scalp"}}}},
                                                 {"techniques", {"tapotement"}}}};
        });
        record = "low-back-pain.effects[0]";
    }
    SECTION("no place at all") {
        folder.change("conditions.json", [](json& file) {
            file["conditions"][0]["effects"] = {{{"act", "limit"}, {"where", "places"}, {"pressure_max", 2}}};
        });
        record = "low-back-pain.effects[0]";
        field = "places";
    }
    SECTION("a red flag nobody is ever asked") {
        folder.change("red_flags.json", [](json& file) { file["regions"].erase("leg"); });
        record = "rf-leg-vein-tenderness";
        field = "region";
    }
    const Error error = folder.load_error();
    CHECK(error.text().key == "error.clinical.never-fires");
    CHECK(argument(error, "record") == record);
    CHECK(argument(error, "field") == field);
}

TEST_CASE("a technique without steps, a dangling citation and a missing translation are refused by name",
          "[clinical]") {
    const SpoiltFolder folder;
    SECTION("no steps") {
        folder.change("text/en/techniques.json",
                      [](json& file) { file["texts"]["effleurage"]["steps"] = json::array(); });
        check_content_error(folder.load_error(), "error.clinical.empty-list", "text/en/techniques.json", "effleurage",
                            "steps");
    }
    SECTION("dangling citation") {
        folder.change("claims.json", [](json& file) { file["claims"][2]["evidence"].push_back("nobody-2020"); });
        check_content_error(folder.load_error(), "error.clinical.unknown-reference", "claims.json",
                            "c-pain-fibromyalgia", "evidence");
    }
    SECTION("missing translation") {
        folder.change("text/en/red_flags.json", [](json& file) { file["texts"]["rf-joint-hot"].erase("action"); });
        check_content_error(folder.load_error(), "error.clinical.field-missing", "text/en/red_flags.json",
                            "rf-joint-hot", "action");
    }
    SECTION("phases that do not add up") {
        folder.change("session_plans.json", [](json& file) { file["plans"][0]["phases"][1]["minutes"] = 6; });
        check_content_error(folder.load_error(), "error.clinical.minutes", "session_plans.json", "plan-lbp-30",
                            "phases");
    }
    SECTION("a caution that would stop everything") {
        folder.change("contraindications.json", [](json& file) {
            file["contraindications"][40]["effects"] = {{{"act", "stop"}, {"where", "everywhere"}}};
        });
        check_content_error(folder.load_error(), "error.clinical.severity", "contraindications.json",
                            "ci-anticoagulants", "effects");
    }
    SECTION("a question of fit asked before one that protects") {
        folder.change("matching_rules.json", [](json& file) { std::swap(file["fit"][0], file["fit"][10]); });
        CHECK(folder.load_error().text().key == "error.clinical.stage-order");
    }
}

TEST_CASE("an author sees all mistakes at once", "[clinical]") {
    const SpoiltFolder folder;
    folder.change("techniques.json", [](json& file) {
        file["techniques"][0].erase("scope");
        file["techniques"][3]["pressure"]["max"] = 9;
    });
    folder.change("claims.json", [](json& file) { file["claims"][2]["evidence"].push_back("nobody-2020"); });
    const std::vector<Error> faults = ClinicalCatalogue::check(folder.path(), "en", clinical_content().anatomy);
    std::vector<std::string> keys;
    for (const Error& fault : faults) {
        keys.push_back(argument(fault, "record") + " " + fault.text().key);
    }
    for (const char* expected :
         {"effleurage error.clinical.field-missing", "petrissage-kneading.pressure error.clinical.range",
          "c-pain-fibromyalgia error.clinical.unknown-reference"}) {
        CHECK(std::ranges::find(keys, expected) != keys.end());
    }
}

TEST_CASE("every language holds everything", "[clinical]") {
    for (const char* language : {"en", "de"}) {
        const auto faults =
            ClinicalCatalogue::check(fs::path(k_assets_dir) / "clinical", language, clinical_content().anatomy);
        for (const Error& fault : faults) {
            UNSCOPED_INFO(untranslated(fault.text()));
        }
        CHECK(faults.empty());
    }
}
