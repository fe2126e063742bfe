#include "exchange/region_scheme.h"

#include "exchange/import_plan.h"
#include "exchange/records.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace palpate;

namespace {

/// The tiny body, its skin parted into upper arm (left, 112) and elbow (right, 113) of the CHOIR body map.
const Atlas& body() {
    static const Atlas atlas = [] {
        AtlasContent content;
        content.credit = {"tiny", "Tiny atlas", "own work", "made for the tests"};
        content.fingerprint = "tiny-choir";
        content.structures = test::tiny_structures();
        for (const Structure& structure : content.structures) {
            if (structure.structure_class == StructureClass::Skin) {
                // No cuts and all corners of a triangle alike: left triangles left, right ones right.
                SkinMap map{
                    .id = "choir", .areas = {"112", "113"}, .labels = {}, .cuts = {}, .pieces = {}, .lines = {}};
                TriangleMesh mesh = *structure.mesh;
                TriangleMesh parted;
                for (std::uint32_t triangle = 0; triangle < mesh.triangle_count(); ++triangle) {
                    const auto corners = mesh.triangle(triangle);
                    const bool is_right = corners[0].x + corners[1].x + corners[2].x < 3.0F * k_mirror_plane_x_mm;
                    for (const glm::vec3& corner : corners) {
                        parted.indices.push_back(static_cast<std::uint32_t>(parted.positions_mm.size()));
                        parted.positions_mm.push_back(corner);
                        parted.normals.emplace_back(0.0F, 0.0F, 1.0F);
                        map.labels.push_back(is_right ? 1 : 0);
                    }
                }
                const_cast<Structure&>(structure).mesh = std::make_shared<const TriangleMesh>(std::move(parted));
                content.skin_maps.push_back(std::move(map));
            }
        }
        return Atlas(std::move(content));
    }();
    return atlas;
}

RegionOrder order(RegionScheme scheme, std::optional<int> now = 5) {
    return {.scheme = scheme,
            .client = {.id = ClientId("c"), .reference = "1001", .name = "Ada"},
            .date = "2026-11-22",
            .now = now};
}

ImportedRecords read(const std::string& text, const RegionOrder& asked) {
    UuidGenerator ids(3);
    return read_regions(text, asked, body(), ids, test::k_exchange_now);
}

std::string refused(const std::string& text, const RegionOrder& asked = order(RegionScheme::ChoirMale)) {
    return error_key_of([&] { static_cast<void>(read(text, asked)); });
}

std::vector<std::string> choir_areas() {
    std::vector<std::string> areas;
    for (const auto& [first, last] : {std::pair(101, 136), std::pair(201, 238)}) {
        for (int area = first; area <= last; ++area) {
            areas.push_back(std::to_string(area));
        }
    }
    return areas;
}

}  // namespace

TEST_CASE("every area of the CHOIR body map has an id of its own in each scheme, and leads back",
          "[exchange][regions]") {
    for (const RegionScheme scheme : {RegionScheme::ChoirMale, RegionScheme::ChoirFemale, RegionScheme::Redcap}) {
        std::set<std::string> ids;
        for (const std::string& area : choir_areas()) {
            const auto id = scheme_id_of(scheme, area);
            REQUIRE(id.has_value());
            CHECK(ids.insert(*id).second);
            CHECK(find_area(scheme, *id) == area);
        }
        CHECK(ids.size() == 74);
    }
}

TEST_CASE("the female drawing numbers abdomen and left arm otherwise, REDCap does not", "[exchange][regions]") {
    const std::pair<const char*, const char*> female_to_male[] = {{"112", "116"}, {"113", "117"}, {"114", "112"},
                                                                  {"115", "113"}, {"116", "114"}, {"117", "115"}};
    for (const auto& [female, male] : female_to_male) {
        CHECK(find_area(RegionScheme::ChoirFemale, female) == std::string(male));
        CHECK(find_area(RegionScheme::ChoirMale, female) == std::string(female));
        CHECK(find_area(RegionScheme::Redcap, std::string("f") + (female + 1)) == std::string(female));
    }
    CHECK(find_area(RegionScheme::ChoirFemale, "118") == std::string("118"));
    CHECK(find_area(RegionScheme::Redcap, "b38") == std::string("238"));
}

TEST_CASE("what a scheme does not have leads nowhere", "[exchange][regions]") {
    for (const char* id : {"100", "137", "200", "239", "1012", "f00", "f37", "b39", "", "x", "-101", "101 "}) {
        CHECK_FALSE(find_area(RegionScheme::ChoirMale, id).has_value());
        CHECK_FALSE(find_area(RegionScheme::ChoirFemale, id).has_value());
        CHECK_FALSE(find_area(RegionScheme::Redcap, id).has_value());
    }
    CHECK_FALSE(find_area(RegionScheme::Michigan, "12").has_value());
}

TEST_CASE("a drawing becomes a session with a point in each of its areas", "[exchange][regions]") {
    const ImportedRecords imported = read("# by hand\n2026-01-02 112, 113\n113\n", order(RegionScheme::ChoirMale));
    const CaseDocument& document = imported.documents.front();
    REQUIRE(document.sessions.size() == 2);
    CHECK(document.sessions.front().date == "2026-01-02");
    CHECK(document.sessions.back().date == "2026-11-22");
    REQUIRE(document.marks.size() == 3);
    CHECK(document.marks.front().now == 5);
    CHECK_FALSE(document.marks.front().confirmed);
    const auto place = resolve(document.marks.front().anchor, body());
    REQUIRE(place.has_value());
    CHECK(place->point.position_mm.x > k_mirror_plane_x_mm);  // the left one
}

TEST_CASE("drawings come back from what is written of them, in every scheme of the map", "[exchange][regions]") {
    for (const auto& [scheme, ids] :
         {std::pair(RegionScheme::ChoirMale, "112,113"), std::pair(RegionScheme::ChoirFemale, "114,115"),
          std::pair(RegionScheme::Redcap, "f12,f13")}) {
        const std::string line = std::string("2026-01-02 ") + ids + "\n";
        const ImportedRecords imported = read(line, order(scheme));
        const RegionDrawings drawings = write_regions(imported.documents.front(), scheme, body());
        CHECK(drawings.text == "# palpate-regions scheme=" + std::string(name_of(scheme)) + "\n" + line);
        CHECK(drawings.drawings == 1);
        CHECK(drawings.marks_left_out == 0);
    }
}

TEST_CASE("a muscle beside the middle counts for its own side", "[exchange][regions]") {
    CaseDocument document{.client = order(RegionScheme::ChoirMale).client};
    document = apply(document, AddSession{{.id = SessionId("s"), .date = "2026-01-02"}});
    for (const char* structure : {"rectus-abdominis.left", "rectus-abdominis.right", "nowhere.left"}) {
        document = apply(document, AddMark{{.id = MarkId(structure),
                                            .session = SessionId("s"),
                                            .anchor = {.structure = StructureId(structure), .atlas_topology = {}}}});
    }
    Mark& left = document.marks[0];
    left.anchor.box_position = {0.0F, 0.5F, 0.5F};  // the corner that is nearest to the middle
    const RegionDrawings drawings = write_regions(document, RegionScheme::ChoirMale, body());
    CHECK(drawings.text.ends_with("2026-01-02 112,113\n"));
    CHECK(drawings.marks_left_out == 1);
}

TEST_CASE("nothing of a drawing is guessed: not its scheme, not its rating, not its day", "[exchange][regions]") {
    CHECK(refused("# palpate-regions scheme=choir-female\n112\n") == "error.exchange.other-scheme");
    CHECK(refused("112\n", order(RegionScheme::ChoirMale, std::nullopt)) == "error.exchange.rating-needed");
    CHECK(refused("112\n", order(RegionScheme::ChoirMale, 11)) == "error.exchange.rating-needed");
    RegionOrder no_day = order(RegionScheme::ChoirMale);
    no_day.date.clear();
    CHECK(refused("112\n", no_day) == "error.exchange.date-needed");
    CHECK(refused("f12\n") == "error.exchange.area-unknown");
    CHECK(refused("112,,113\n") == "error.exchange.area-unknown");
    CHECK(refused("112,112\n") == "error.exchange.area-twice");
    CHECK(refused("") == "error.exchange.no-drawing");
    CHECK(refused("112\n", order(RegionScheme::Wpi)) == "error.exchange.no-skin-map");
}
