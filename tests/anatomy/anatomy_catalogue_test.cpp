#include "anatomy/anatomy_catalogue.h"

#include "base/error.h"
#include "base/file_io.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <set>
#include <string>

namespace palpate {
namespace {

namespace fs = std::filesystem;

const AnatomyCatalogue& real_catalogue() {
    static const AnatomyCatalogue catalogue = AnatomyCatalogue::load(find_asset_folder() / "anatomy");
    return catalogue;
}

/// A copy of the real catalogue in a folder of its own, gone with the object.
class CatalogueCopy {
public:
    explicit CatalogueCopy(const std::string& name)
        : folder_(fs::temp_directory_path() / ("palpate-catalogue-" + name + "-" + unique_name())) {
        fs::copy(find_asset_folder() / "anatomy", folder_, fs::copy_options::recursive);
    }
    ~CatalogueCopy() { fs::remove_all(folder_); }
    CatalogueCopy(const CatalogueCopy&) = delete;
    CatalogueCopy& operator=(const CatalogueCopy&) = delete;

    void replace_first(const std::string& file, const std::string& old_text, const std::string& new_text) const {
        std::string text = read_text_file(folder_ / file);
        const std::size_t place = text.find(old_text);
        REQUIRE(place != std::string::npos);
        write_file_atomically(folder_ / file, text.replace(place, old_text.size(), new_text));
    }

    /// The error of loading it, without words: key and arguments.
    [[nodiscard]] std::string load_error() const {
        try {
            static_cast<void>(AnatomyCatalogue::load(folder_));
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::InvalidContent);
            return untranslated(error.text());
        }
        return "no error";
    }

private:
    static std::string unique_name() {
        static int count = 0;
        return std::to_string(reinterpret_cast<std::uintptr_t>(&count)) + "-" + std::to_string(++count);
    }
    fs::path folder_;
};

void check_mentions(const std::string& text, std::initializer_list<const char*> words) {
    INFO(text);
    for (const char* word : words) {
        CHECK(text.find(word) != std::string::npos);
    }
}

}  // namespace

TEST_CASE("the catalogue loads whole and cross-checked", "[anatomy]") {
    const AnatomyCatalogue& catalogue = real_catalogue();
    CHECK(catalogue.muscles().size() == 199);
    CHECK(catalogue.bones().size() == 155);
    CHECK(catalogue.regions().size() == 102);
    CHECK(catalogue.mesh_map().size() == 521);
    REQUIRE(catalogue.find_muscle("latissimus-dorsi") != nullptr);
    CHECK(catalogue.find_muscle("latissimus-dorsi")->fma == 13357);
    REQUIRE(catalogue.find_bone("femur") != nullptr);
    CHECK(catalogue.find_bone("femur")->region_id == "thigh-front");
    CHECK(catalogue.find_group("lats") != nullptr);
    CHECK(catalogue.find_action("jaw-opening") != nullptr);
    CHECK(catalogue.find_muscle("femur") == nullptr);
    CHECK(catalogue.lay_name("facial-tension") == "Tight face");
    CHECK(catalogue.lay_name("no-such-word") == "no-such-word");
}

TEST_CASE("describing a structure fills names, place and the sided FMA id", "[anatomy]") {
    const auto scapula = describe_structure(real_catalogue(), "rhomboid-major", "", Side::Left);
    REQUIRE(scapula.has_value());
    CHECK(scapula->id.text() == "rhomboid-major.left");
    CHECK(scapula->fma == 13382);
    CHECK(scapula->layer == Layer::Intermediate);
    CHECK(scapula->structure_class == StructureClass::Muscle);
    CHECK(scapula->group_id == "shoulder-blade-movers");
    CHECK(display_name(*scapula) == "between the shoulder blades");

    const auto head = describe_structure(real_catalogue(), "triceps-brachii", "long head", Side::Right);
    REQUIRE(head.has_value());
    CHECK(head->id.text() == "triceps-brachii.long-head.right");
    CHECK(head->name_english == "Triceps brachii, long head");
    CHECK(head->fma.has_value());
    CHECK(head->fma != describe_structure(real_catalogue(), "triceps-brachii", "long head", Side::Left)->fma);

    const auto disc = describe_structure(real_catalogue(), "intervertebral-disk-of-axis", "", Side::Mid);
    REQUIRE(disc.has_value());
    CHECK(disc->structure_class == StructureClass::Disc);
    CHECK(disc->layer == Layer::Bones);

    const auto skin = describe_structure(real_catalogue(), "skin", "", Side::Mid);
    REQUIRE(skin.has_value());
    CHECK(skin->fma == 7163);
    CHECK_FALSE(describe_structure(real_catalogue(), "no-such-thing", "", Side::Left).has_value());
}

TEST_CASE("connective bands lie in their own layer and deep muscles are deep", "[anatomy]") {
    CHECK(describe_structure(real_catalogue(), "iliotibial-tract", "", Side::Left)->structure_class ==
          StructureClass::Connective);
    CHECK(describe_structure(real_catalogue(), "iliotibial-tract", "", Side::Left)->layer == Layer::Superficial);
    CHECK(describe_structure(real_catalogue(), "interosseous-membrane-leg", "", Side::Left)->layer == Layer::Deep);
    CHECK(describe_structure(real_catalogue(), "teeth-upper", "", Side::Mid)->structure_class == StructureClass::Tooth);
}

TEST_CASE("every mesh of the reference pack has a describable place, one mesh per place", "[anatomy]") {
    std::set<std::string> places;
    for (const MeshMapRow& row : real_catalogue().mesh_map()) {
        const Side side = row.side == "left" ? Side::Left : row.side == "right" ? Side::Right : Side::Mid;
        const auto structure = describe_structure(real_catalogue(), row.entry_id, row.part, side);
        INFO("FMA" << row.fma);
        REQUIRE(structure.has_value());
        CHECK_FALSE(structure->name_common.empty());
        CHECK(places.insert(structure->id.text()).second);
        // The pack draws only the superficial head of flexor pollicis brevis; the structure keeps the muscle's id.
        if (row.side != "unsided" && row.entry_id != "flexor-pollicis-brevis") {
            CHECK(structure->fma == row.fma);
        }
    }
}

TEST_CASE("a muscle with an unknown group is refused by file, record and field", "[anatomy]") {
    const CatalogueCopy copy("group");
    copy.replace_first("muscles.json", "\"group_id\": \"scalp\"", "\"group_id\": \"scarf\"");
    check_mentions(copy.load_error(), {"unknown-reference", "muscles.json", "frontalis", "group_id", "scarf"});
}

TEST_CASE("regions say which of the 19 areas of the widespread pain index they lie in, side by side", "[anatomy]") {
    const AnatomyCatalogue& catalogue = real_catalogue();
    CHECK(catalogue.wpi_areas().size() == 19);
    std::set<std::string> reached;
    for (const RegionEntry& region : catalogue.regions()) {
        CHECK((region.sided ? region.wpi_mid.empty() : region.wpi_left.empty() && region.wpi_right.empty()));
        reached.insert({region.wpi_left, region.wpi_right, region.wpi_mid});
    }
    reached.erase("");
    CHECK(reached == std::set<std::string>(catalogue.wpi_areas().begin(), catalogue.wpi_areas().end()));
    CHECK(catalogue.find_region("shoulder-top")->wpi_right == "shoulder-girdle-right");
    CHECK(catalogue.find_region("sacrum")->wpi_mid == "lower-back");
    CHECK(catalogue.find_region("knee-front")->wpi_left.empty());
}

TEST_CASE("a missing field is refused by name", "[anatomy]") {
    const CatalogueCopy copy("missing");
    copy.replace_first("muscles.json", "\"palpable\"", "\"palpabel\"");
    check_mentions(copy.load_error(), {"field-missing", "muscles.json", "frontalis", "palpable"});
}

TEST_CASE("a field of the wrong type is refused by name", "[anatomy]") {
    const CatalogueCopy copy("type");
    copy.replace_first("muscles.json", "\"layer\": 1", "\"layer\": \"one\"");
    check_mentions(copy.load_error(), {"field-not-number", "muscles.json", "frontalis", "layer"});
}

TEST_CASE("broken JSON and short CSV rows are refused by file", "[anatomy]") {
    SECTION("json") {
        const CatalogueCopy copy("json");
        copy.replace_first("regions.json", "{", "[");
        check_mentions(copy.load_error(), {"error.anatomy.json", "regions.json"});
    }
    SECTION("csv") {
        const CatalogueCopy copy("csv");
        copy.replace_first("bones.csv", "Os ethmoideum,", "");
        check_mentions(copy.load_error(), {"csv-fields", "bones.csv", "row=2"});
    }
    SECTION("unknown area of the widespread pain index") {
        const CatalogueCopy copy("wpi-area");
        copy.replace_first("regions.json", "\"wpi\": \"jaw-left\"", "\"wpi\": \"jaw-middle\"");
        check_mentions(copy.load_error(), {"unknown-reference", "regions.json", "jaw", "wpi", "jaw-middle"});
    }
    SECTION("unknown region of a bone") {
        const CatalogueCopy copy("bone-region");
        copy.replace_first("bones.csv", ",thigh-front,", ",thigh-back-to-front,");
        check_mentions(copy.load_error(), {"unknown-reference", "bones.csv", "femur", "region"});
    }
}

TEST_CASE("a catalogue folder that is not there is said to be missing", "[anatomy]") {
    try {
        static_cast<void>(AnatomyCatalogue::load("no/such/folder"));
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NotFound);
    }
}

}  // namespace palpate
