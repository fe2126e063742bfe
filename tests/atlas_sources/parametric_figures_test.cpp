#include "atlas_sources/parametric/figures.h"
#include "base/error.h"
#include "base/file_io.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

namespace palpate::parametric {
namespace {

namespace fs = std::filesystem;

const AnatomyCatalogue& catalogue() {
    static const AnatomyCatalogue loaded = AnatomyCatalogue::load(find_asset_folder() / "anatomy");
    return loaded;
}

constexpr const char* k_good_structure =
    R"({"id": "femur", "side": "left", "parts": [
        {"kind": "spindle", "start_normal": [1, 0, 0], "caps": [1, 1], "tendon": [0, 1],
         "axis": [[0, 0, 0], [0, 50, 0]], "section": [[9, 0, 0, 9], [9, 0, 0, 9]]},
        {"kind": "sheet", "rows": 2, "cols": 2, "fibre": "rows", "tendon": [0, 1],
         "mid": [[0, 0, 0], [9, 0, 0], [0, 9, 0], [9, 9, 0]], "thickness": [1, 1, 1, 1]},
        {"kind": "balls", "blend_mm": 1, "balls": [[0, 0, 0, 5], [9, 0, 0, 4]], "edges": [[0, 1]], "triangles": []}]})";

/// What loading one structure says: the error, without words, or "no error".
std::string load_error(std::string structure, const std::string& old_text, const std::string& new_text) {
    const std::size_t place = structure.find(old_text);
    REQUIRE(place != std::string::npos);
    structure.replace(place, old_text.size(), new_text);
    const TemporaryFolder temporary;
    const fs::path& folder = temporary.path();
    write_file_atomically(folder / "structures" / "thigh.json", "{\"structures\": [" + structure + "]}");
    std::string result = "no error";
    try {
        static_cast<void>(load_figures(folder, catalogue()));
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::InvalidContent);
        result = untranslated(error.text());
    }
    return result;
}

void check_error(const std::string& old_text, const std::string& new_text, std::initializer_list<const char*> words) {
    const std::string error = load_error(k_good_structure, old_text, new_text);
    INFO(error);
    for (const char* word : words) {
        CHECK(error.find(word) != std::string::npos);
    }
    CHECK(error.find("thigh.json") != std::string::npos);
}

}  // namespace

TEST_CASE("all figures load and belong to the catalogue", "[parametric]") {
    const auto figures = load_figures(find_asset_folder() / "figures", catalogue());
    CHECK(figures.size() == 375);
    std::size_t parts = 0;
    for (const FigureStructure& figure : figures) {
        parts += figure.parts.size();
    }
    CHECK(parts == 543);
}

TEST_CASE("a good figure reads as it was written", "[parametric]") {
    CHECK(load_error(k_good_structure, "femur", "femur") == "no error");
}

TEST_CASE("a wrong figure is refused by file, structure and field", "[parametric]") {
    check_error("\"femur\"", "\"femurr\"", {"unknown-id", "femurr"});
    check_error("\"left\"", "\"right\"", {"not-allowed", "femur", "side"});
    check_error("\"left\",", "\"left\", \"join_mm\": -1,", {"bad-range", "femur", "join_mm"});
    check_error("\"caps\"", "\"cups\"", {"missing", "femur part 1", "caps"});
    check_error("[9, 0, 0, 9]", "[9, 0, 0, \"x\"]", {"not-number", "femur part 1", "section"});
    check_error("[9, 0, 0, 9]", "[9, 0, 0]", {"wrong-count", "femur part 1", "section"});
    check_error(", [9, 0, 0, 9]", "", {"wrong-count", "femur part 1", "section"});
    check_error("[0, 50, 0]", "[0, 1e300, 0]", {"not-number", "femur part 1", "axis"});
    check_error("[0, 50, 0]", "[0, 50, null]", {"not-number", "femur part 1", "axis"});
    check_error("\"tendon\": [0, 1]", "\"tendon\": [0.9, 0.1]", {"bad-range", "femur part 1", "tendon"});
    check_error("\"rows\": 2", "\"rows\": 3", {"wrong-count", "femur part 2", "mid"});
    check_error("\"rows\": 2", "\"rows\": -2", {"not-count", "femur part 2", "rows"});
    check_error("[1, 1, 1, 1]", "[1, 1, 0, 1]", {"bad-range", "femur part 2", "thickness"});
    check_error("\"fibre\": \"rows\"", "\"fibre\": \"diagonal\"", {"not-list", "femur part 2", "fibre"});
    check_error("\"fibre\": \"rows\",", "\"fibre\": \"rows\", \"sheath_mm\": 3,",
                {"not-list", "femur part 2", "sheath_mm"});
    check_error("\"fibre\": \"rows\",", "\"fibre\": \"rows\", \"inscriptions\": [[0.5, 0]],",
                {"bad-range", "femur part 2", "inscriptions"});
    check_error("[[0, 1]]", "[[0, 2]]", {"bad-index", "femur part 3", "edges"});
    check_error("[9, 0, 0, 4]", "[9, 0, 0, -4]", {"bad-range", "femur part 3", "balls"});
    check_error("\"balls\", \"blend", "\"cubes\", \"blend", {"not-allowed", "femur part 3", "kind"});
}

TEST_CASE("a shared edge names a curve, a side and a stretch that exist", "[parametric]") {
    const auto with_edge = [](const std::string& edge) { return "\"fibre\": \"rows\", \"edges\": [{" + edge + "}],"; };
    const std::string place = "\"fibre\": \"rows\",";
    check_error(place, with_edge(R"("side": "first-row", "curve": "nowhere", "along": [0, 1])"),
                {"not-allowed", "femur part 2", "curve"});
    check_error(place, with_edge(R"("side": "top", "curve": "nowhere", "along": [0, 1])"),
                {"not-allowed", "femur part 2", "side"});
}

TEST_CASE("a right structure may stand off the mirror image", "[parametric]") {
    const auto figures = load_figures(find_asset_folder() / "figures", catalogue());
    const auto hip = std::ranges::find(figures, "hip-bone", &FigureStructure::catalogue_id);
    REQUIRE(hip != figures.end());
    CHECK(hip->right.turn == glm::mat3(1.0F));
    CHECK(hip->right.move_mm == glm::vec3(2.04F, -0.47F, 0.05F));
    const auto concha = std::ranges::find(figures, "inferior-nasal-concha", &FigureStructure::catalogue_id);
    REQUIRE(concha != figures.end());
    // The point it turns about only moves.
    const glm::vec3 about(-9, 1500.6F, 156.9F);
    const glm::vec3 moved = concha->right.turn * about + concha->right.move_mm;
    CHECK(glm::distance(moved, about + glm::vec3(-1.27F, -0.3F, -3.01F)) < 1e-3F);
    check_error("\"side\": \"left\",", "\"side\": \"left\", \"right\": {\"move_mm\": [1, 2]},",
                {"wrong-count", "femur", "move_mm"});
}

TEST_CASE("figure text that is not JSON or holds NaN is refused by file", "[parametric]") {
    check_error("\"side\"", "side", {"error.figures.json"});
    check_error("[0, 50, 0]", "[0, NaN, 0]", {"error.figures.json"});
}

TEST_CASE("a structure given twice is refused", "[parametric]") {
    const std::string twice = std::string(k_good_structure) + ", " + k_good_structure;
    CHECK(load_error(twice, "femur", "femur").find("id-twice") != std::string::npos);
}

TEST_CASE("a folder without figures is said to be missing", "[parametric]") {
    try {
        static_cast<void>(load_figures("no/such/folder", catalogue()));
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::NotFound);
    }
}

TEST_CASE("a structure of the catalogue without figure or reason is named", "[parametric]") {
    const fs::path folder = find_asset_folder() / "figures";
    auto figures = load_figures(folder, catalogue());
    CHECK_NOTHROW(require_all_drawn(figures, folder, catalogue()));
    std::erase_if(figures, [](const FigureStructure& figure) { return figure.catalogue_id == "femur"; });
    try {
        require_all_drawn(figures, folder, catalogue());
        FAIL("nothing was missed");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::InvalidContent);
        CHECK(untranslated(error.text()).find("femur") != std::string::npos);
    }
}

}  // namespace palpate::parametric
