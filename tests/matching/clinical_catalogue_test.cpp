#include "matching/clinical_catalogue.h"

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

TEST_CASE("the clinical catalogue reads whole", "[matching]") {
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

TEST_CASE("what the catalogue does not have is not found", "[matching]") {
    const ClinicalCatalogue& clinical = clinical_content().clinical;
    CHECK(clinical.find_technique(TechniqueId("ghost")) == nullptr);
    CHECK(clinical.find_evidence("ghost") == nullptr);
    CHECK(clinical.find_mark_type_rule("ghost") == nullptr);
    CHECK(clinical.find_endangerment_site("ghost") == nullptr);
    CHECK(clinical.caution_text("ghost").empty());
}

TEST_CASE("a missing file is reported by name", "[matching]") {
    const SpoiltFolder folder;
    folder.remove("evidence.json");
    const Error error = folder.load_error();
    CHECK(error.code() == ErrorCode::NotFound);
    CHECK(argument(error, "file").ends_with("evidence.json"));
}

TEST_CASE("broken JSON is reported with line and column", "[matching]") {
    const SpoiltFolder folder;
    folder.write("techniques.json", "{\n  \"schema_version\": 1,\n  \"techniques\": [}\n}\n");
    const Error error = folder.load_error();
    CHECK(error.code() == ErrorCode::InvalidContent);
    CHECK(clinical_content().english.tr(error.text()) ==
          "techniques.json of the clinical catalogue does not read as JSON: look at line 3, column 18.");
}

TEST_CASE("an empty file and a file cut off are broken JSON", "[matching]") {
    const SpoiltFolder folder;
    SECTION("empty") { folder.write("mark_types.json", ""); }
    SECTION("cut off") { folder.write("mark_types.json", "{\"schema_version\": 1, \"mark_ty"); }
    CHECK(folder.load_error().text().key == "error.clinical.syntax");
}

TEST_CASE("a key given twice in one record is refused", "[matching]") {
    const SpoiltFolder folder;
    folder.write("matching_rules.json", R"({"schema_version": 1, "score": {"focus": 1, "focus": 2}})");
    const Error error = folder.load_error();
    CHECK(error.text().key == "error.clinical.key-twice");
    CHECK(argument(error, "field") == "focus");
}

TEST_CASE("a newer schema is refused, not guessed at", "[matching]") {
    const SpoiltFolder folder;
    folder.change("evidence.json", [](json& file) { file["schema_version"] = 2; });
    const Error error = folder.load_error();
    CHECK(error.text().key == "error.clinical.schema");
    CHECK(argument(error, "found") == "2");
}

TEST_CASE("a file that is not an object is refused", "[matching]") {
    const SpoiltFolder folder;
    folder.write("evidence.json", "[1, 2]");
    CHECK(folder.load_error().text().key == "error.clinical.record-not-object");
}

TEST_CASE("wrong fields are reported with file, record and field", "[matching]") {
    struct Spoiling {
        std::function<void(json&)> edit;  ///< of the first technique
        std::string key;
        std::string field;
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
         "error.clinical.unknown-reference", "only_at"},
        {[](json& t) {
             t["only_at"] = {{"areas", {"rotator-cuff"}}};
         },
         "error.clinical.unknown-reference", "only_at"},
        {[](json& t) {
             t["not_at"] = {{"planets", {"mars"}}};
         },
         "error.clinical.not-allowed", "not_at"},
        {[](json& t) { t["only_for"] = "astronauts"; }, "error.clinical.not-allowed", "only_for"},
    };
    for (const Spoiling& spoiling : spoilings) {
        const SpoiltFolder folder;
        folder.change("techniques.json", [&](json& file) { spoiling.edit(file["techniques"][0]); });
        INFO(spoiling.field);
        check_content_error(folder.load_error(), spoiling.key, "techniques.json", "effleurage", spoiling.field);
    }
}

TEST_CASE("numbers out of range are reported with what was found", "[matching]") {
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

TEST_CASE("a record given twice is reported", "[matching]") {
    const SpoiltFolder folder;
    folder.change("endangerment_sites.json",
                  [](json& file) { file["endangerment_sites"].push_back(file["endangerment_sites"][3]); });
    check_content_error(folder.load_error(), "error.clinical.id-twice", "endangerment_sites.json", "es-eye", "");
}

TEST_CASE("words must be there for every record, and for no other", "[matching]") {
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

TEST_CASE("sites may only name techniques and places that exist", "[matching]") {
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
                            "es-anterior-neck", "covers");
    }
}

TEST_CASE("every kind and quality word must stand for exactly one type", "[matching]") {
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

TEST_CASE("bands of time must rise and end open; every depth and layer needs its tissue", "[matching]") {
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

TEST_CASE("a language that is not there is reported by its file", "[matching]") {
    try {
        (void)ClinicalCatalogue::load(fs::path(k_assets_dir) / "clinical", "tlh", clinical_content().anatomy);
        FAIL("a language nobody wrote was loaded");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NotFound);
        CHECK(argument(error, "file").find("tlh") != std::string::npos);
    }
}
