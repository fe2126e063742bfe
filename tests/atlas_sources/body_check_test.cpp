#include "atlas_sources/check/body_check.h"

#include "atlas_sources/atlas_sources.h"
#include "base/error.h"
#include "base/file_io.h"
#include "support/error_code.h"
#include "support/paths.h"
#include "support/smooth_shapes.h"
#include "support/temporary_folder.h"
#include "support/tiny_atlas.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

namespace palpate {
namespace {

namespace fs = std::filesystem;
using Catch::Approx;

const AnatomyCatalogue& catalogue() {
    static const AnatomyCatalogue loaded = AnatomyCatalogue::load(fs::path(k_assets_dir) / "anatomy");
    return loaded;
}

Structure structure_of(const char* id, StructureClass structure_class, TriangleMesh mesh) {
    return test::tiny_structure(id, Side::Left, structure_class, Layer::Deep, "", "", id, {}, std::move(mesh));
}

TriangleMesh ball(const glm::vec3& centre, float radius) {
    return *test::make_ellipsoid(centre, glm::vec3(radius), 24);
}

Atlas atlas_of(std::vector<Structure> structures) {
    AtlasContent content;
    content.structures = std::move(structures);
    return Atlas(std::move(content));
}

}  // namespace

TEST_CASE("a winding number counts the closed surfaces round a point", "[check]") {
    TriangleMesh two = ball({0, 0, 0}, 20);
    append(two, ball({25, 0, 0}, 20));
    const SolidTree tree(two);
    CHECK(tree.winding_number({-10, 0, 0}) == Approx(1).margin(0.05));
    CHECK(tree.winding_number({12.5F, 0, 0}) == Approx(2).margin(0.05));
    CHECK(tree.winding_number({12.5F, 18, 0}) == Approx(0).margin(0.05));
    CHECK(tree.winding_number({0, 100, 0}) == 0);
    for (float x = -19; x < 44; x += 1.3F) {
        CHECK(tree.contains({x, 1, 2}));
    }
}

TEST_CASE("the nearest place of a solid is the one that a search of all triangles finds", "[check]") {
    const TriangleMesh mesh = ball({3, 4, 5}, 17);
    const SolidTree tree(mesh);
    for (int i = 0; i < 60; ++i) {
        const auto at = static_cast<float>(i);
        const glm::vec3 point(std::sin(at) * at, std::cos(1.7F * at) * 20, 0.5F * at - 10);
        const auto found = tree.find_nearest(point, 200);
        REQUIRE(found);
        CHECK(found->distance_mm == Approx(glm::distance(point, closest_point(mesh, point).position_mm)).margin(1e-3));
        CHECK_FALSE(tree.find_nearest(point, 0.9F * found->distance_mm - 1e-3F));
    }
}

TEST_CASE("a whole surface has no faults; a hole, a doubled flap and an inward part are found", "[check]") {
    const auto check = [](const TriangleMesh& mesh) {
        return check_surface(structure_of("soleus", StructureClass::Muscle, mesh), {});
    };
    const TriangleMesh whole = test::octahedron({0, 0, 0}, glm::vec3(30));
    const SurfaceFaults none = check(whole);
    CHECK(none.open_edges + none.crowded_edges + none.inward_parts == 0);
    CHECK(none.turned_share == 0);
    CHECK(none.self_inside_share == 0);

    TriangleMesh holed = whole;
    holed.indices.resize(holed.indices.size() - 3);
    CHECK(check(holed).open_edges == 3);

    TriangleMesh flapped = whole;
    flapped.indices.insert(flapped.indices.end(), whole.indices.begin(), whole.indices.begin() + 3);
    CHECK(check(flapped).crowded_edges == 3);

    TriangleMesh hollow = whole;
    TriangleMesh inner = test::octahedron({0, 0, 0}, glm::vec3(10));
    for (std::size_t i = 0; i < inner.indices.size(); i += 3) {
        std::swap(inner.indices[i], inner.indices[i + 1]);
    }
    append(hollow, inner);
    CHECK(check(hollow).inward_parts == 1);
    CHECK(check(hollow).turned_share == Approx(0.1));
}

TEST_CASE("a part that runs through itself lies inside itself; parts that overlap on purpose do not", "[check]") {
    // A tube bent back through its own beginning: every vertex of a ball moved along a full turn.
    TriangleMesh bent = *test::make_ellipsoid({0, 0, 0}, {6, 100, 6}, 48);
    for (glm::vec3& p : bent.positions_mm) {
        const float turn = p.y / 100 * 3.6F;
        const float radius = 30 + p.x;
        p = {radius * std::cos(turn), radius * std::sin(turn), p.z};
    }
    const SurfaceFaults faults = check_surface(structure_of("soleus", StructureClass::Muscle, bent), {});
    CHECK(faults.self_inside_share > 0.02);
    CHECK(faults.self_inside_share < 0.5);

    TriangleMesh slips = ball({0, 0, 0}, 20);
    append(slips, ball({15, 0, 0}, 20));
    CHECK(check_surface(structure_of("soleus", StructureClass::Muscle, slips), {}).self_inside_share == 0);
}

TEST_CASE("muscle surface deep in a neighbour is measured, shallow contact and bands are not", "[check]") {
    const auto share = [](StructureClass other, float distance) {
        const Atlas atlas = atlas_of({structure_of("soleus", StructureClass::Muscle, ball({0, 0, 0}, 20)),
                                      structure_of("tibia", other, ball({distance, 0, 0}, 20))});
        return check_overlaps(SolidBody(atlas, JobContext()), {.seed = 3, .samples = 20'000}, JobContext());
    };
    // A sphere's zone has the area of its height; the neighbour's part deeper than 1 mm is cut by a sphere of 19 mm.
    const OverlapReport deep = share(StructureClass::Bone, 30);
    const double height = 20 - (400.0 + 900.0 - 361.0) / 60.0;
    CHECK(deep.share == Approx(height / 40).margin(0.01));
    CHECK(deep.in_bone_share == deep.share);
    CHECK(deep.in_muscle_share == 0);
    REQUIRE(deep.pairs.size() == 1);
    CHECK(deep.pairs[0].neighbour == StructureId("tibia.left"));
    CHECK(deep.pairs[0].muscle_share == Approx(deep.share));
    CHECK(share(StructureClass::Bone, 39.2F).share == 0);
    CHECK(share(StructureClass::Connective, 30).share == 0);
    CHECK(share(StructureClass::Muscle, 30).in_muscle_share == Approx(deep.share).margin(0.01));
}

TEST_CASE("the ends of a muscle are held against what it attaches to", "[check]") {
    TriangleMesh muscle = *test::make_ellipsoid({0, 0, 0}, {10, 100, 10});
    const auto ends_with_gap = [&](float gap) {
        const Atlas atlas = atlas_of({structure_of("soleus", StructureClass::Muscle, muscle),
                                      structure_of("fibula", StructureClass::Bone, ball({0, 110 + gap, 0}, 10)),
                                      structure_of("calcaneus", StructureClass::Bone, ball({0, -105, 0}, 10))});
        const Attachments attachments{{"soleus", {{"fibula"}, {"calcaneus"}, "", ""}}};
        const auto ends = check_ends(SolidBody(atlas, JobContext()), attachments, JobContext());
        REQUIRE(ends.size() == 1);
        CHECK(ends[0].ends == 2);
        return ends[0];
    };
    CHECK(ends_with_gap(3).origin_mm.value() == Approx(3).margin(0.1));
    CHECK(ends_with_gap(3).insertion_mm.value() == 0);
    CHECK(ends_with_gap(3).holds());
    CHECK(ends_with_gap(9).farthest_end_mm.value() == Approx(9).margin(0.1));
    CHECK_FALSE(ends_with_gap(9).holds());
}

TEST_CASE("an end that runs on in another part of its muscle is not loose", "[check]") {
    const auto farthest_end_mm = [](float tendon_top) {
        TriangleMesh muscle = *test::make_ellipsoid({0, 0, 0}, {10, 100, 10});
        append(muscle, *test::make_ellipsoid({0, tendon_top - 75, 0}, {2, 75, 2}));
        const Atlas atlas = atlas_of({structure_of("soleus", StructureClass::Muscle, muscle),
                                      structure_of("fibula", StructureClass::Bone, ball({0, 110, 0}, 10)),
                                      structure_of("calcaneus", StructureClass::Bone, ball({0, -110, 0}, 10)),
                                      structure_of("tibia", StructureClass::Bone, ball({0, tendon_top - 160, 0}, 10))});
        const Attachments attachments{{"soleus", {{"fibula"}, {"calcaneus", "tibia"}, "", ""}}};
        const auto ends = check_ends(SolidBody(atlas, JobContext()), attachments, JobContext());
        REQUIRE(ends.size() == 1);
        CHECK(ends[0].ends == 4);
        return ends[0].farthest_end_mm.value();
    };
    CHECK(farthest_end_mm(-50) == Approx(0).margin(0.1));
    CHECK(farthest_end_mm(-130) == Approx(10).margin(0.1));
}

TEST_CASE("fleshy volume leaves tendon out and counts overlapping parts once", "[check]") {
    TriangleMesh flesh = ball({0, 0, 0}, 20);
    std::ranges::fill(flesh.tendon, 0.0F);
    append(flesh, TriangleMesh(flesh));
    TriangleMesh half = ball({100, 0, 0}, 20);
    for (std::size_t i = 0; i < half.tendon.size(); ++i) {
        half.tendon[i] = half.positions_mm[i].y > 0 ? 1.0F : 0.0F;
    }
    const Atlas atlas = atlas_of({structure_of("soleus", StructureClass::Muscle, flesh),
                                  structure_of("plantaris", StructureClass::Muscle, half)});
    const SolidBody body(atlas, JobContext());
    const double whole = 4.0 / 3.0 * 3.14159 * 8.0;
    CHECK(calc_fleshy_volume_cm3(body, 0) == Approx(whole).epsilon(0.03));
    // The border runs along triangles, and a point over an edge of two may count as either's.
    CHECK(calc_fleshy_volume_cm3(body, 1) == Approx(0.5 * whole).epsilon(0.07));
}

TEST_CASE("literature volumes are scaled by the body's own total", "[check]") {
    std::vector<Structure> structures;
    for (const auto& [id, radius] : {std::pair("soleus", 20.0F), std::pair("plantaris", 10.0F)}) {
        TriangleMesh mesh = ball({4 * radius, 0, 0}, radius);
        std::ranges::fill(mesh.tendon, 0.0F);
        structures.push_back(structure_of(id, StructureClass::Muscle, mesh));
    }
    const Atlas atlas = atlas_of(structures);
    const std::vector<LiteratureGroup> groups{
        {"leg", "", {{{"soleus"}, 0.5, 0.0}, {{"plantaris"}, 0.5, 0.0}, {{"popliteus"}, 0.0, 9.0}}}};
    const auto volumes = check_volumes(SolidBody(atlas, JobContext()), groups, JobContext());
    REQUIRE(volumes.size() == 2);  // the body has no popliteus
    CHECK(volumes[0].expected_cm3 == Approx(volumes[1].expected_cm3));
    CHECK(volumes[0].expected_cm3 == Approx((volumes[0].volume_cm3 + volumes[1].volume_cm3) / 2));
    CHECK(volumes[0].ratio() == Approx(16.0 / 9.0).epsilon(0.03));
    CHECK_FALSE(volumes[0].holds());
}

TEST_CASE("every muscle that is drawn has its attachments, every literature volume its structure", "[check]") {
    const auto attachments = load_attachments(k_assets_dir / fs::path("atlas/attachments.json"), catalogue());
    for (const MuscleEntry& muscle : catalogue().muscles()) {
        INFO(muscle.id);
        if (muscle.kind != "connective" && muscle.id != "auricular-muscles" && muscle.id != "thyrohyoid") {
            CHECK(attachments.contains(muscle.id));
        }
    }
    const auto groups = load_literature_volumes(k_assets_dir / fs::path("atlas/muscle_volumes.json"));
    std::size_t muscles = 0;
    for (const LiteratureGroup& group : groups) {
        CHECK(group.source.find("J Biomech") != std::string::npos);
        double shares = 0.0;
        for (const LiteratureVolume& muscle : group.muscles) {
            shares += muscle.share;
            for (const std::string& id : muscle.structures) {
                CHECK(catalogue().find_muscle(id.substr(0, id.find('.'))) != nullptr);
            }
        }
        CHECK(shares == Approx(1).margin(0.002));
        muscles += group.muscles.size();
    }
    CHECK(muscles == 67);
}

TEST_CASE("the README of the atlas lists what is not drawn, with the reasons of the figures", "[check]") {
    const std::string readme = read_text_file(fs::path(k_assets_dir) / "atlas" / "README.md");
    const auto reasons = nlohmann::json::parse(read_text_file(fs::path(k_assets_dir) / "figures" / "not_drawn.json"));
    const std::size_t first = readme.find("### Not drawn");
    REQUIRE(first != std::string::npos);
    const std::string table = readme.substr(first, readme.find("###", first + 3) - first);
    for (const auto& entry : reasons["structures"]) {
        const std::string row =
            "| `" + entry["id"].get<std::string>() + "` | " + entry["why"].get<std::string>() + " |";
        INFO(row);
        CHECK(table.find(row) != std::string::npos);
    }
    CHECK(std::ranges::count(table, '`') == 2 * std::ssize(reasons["structures"]));
}

TEST_CASE("attachments that name what the catalogue lacks are refused", "[check]") {
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& text) {
        const fs::path file = folder.path() / "attachments.json";
        write_file_atomically(file, text);
        return error_code_of([&] { static_cast<void>(load_attachments(file, catalogue())); });
    };
    CHECK(refused(R"({"sets": {}, "muscles": [{"id": "soleus", "origin": ["elbow"], "insertion": []}]})") ==
          ErrorCode::InvalidContent);
    CHECK(refused(R"({"sets": {}, "muscles": [{"id": "soleus", "origin": ["@ribs"], "insertion": []}]})") ==
          ErrorCode::InvalidContent);
    CHECK(refused(R"({"sets": {}, "muscles": [{"id": "soleus"}]})") == ErrorCode::InvalidContent);
    CHECK(refused("{") == ErrorCode::InvalidContent);
}

}  // namespace palpate
